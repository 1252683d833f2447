"""«Табель успеваемости учащегося»."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from data_access.formats.reading import read_file, read_file_safely
from data_access.formats.rows import Parsed, Unreadable
from tests.formats.builders import Marks, write_rows, write_tabel

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "tabel_class_anon.xlsx"


def read(path: Path, marks: Marks, periods: tuple[str, ...] = QUARTERS, **more: Any) -> Parsed:
    write_tabel(path, "МБОУ «СОШ № 1»", more.pop("class_name", "8А"), 2024, periods, marks, **more)
    return read_file(path, path.name)


def values(parsed: Parsed) -> dict[tuple[str, str, str], str]:
    return {(row.pupil, row.subject, row.period): row.value for row in parsed.marks}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "произвольное имя.xlsx"


def test_every_filled_mark_of_every_pupil_becomes_a_row(path: Path) -> None:
    parsed = read(
        path,
        {
            "Ученик 1": {
                "Алгебра": {"Q1": (3, 2.86), "Q2": "4", "Y": "4"},
                "Труд (Технология девочки)": {"Q1": "5"},
            },
            "Ученик 2": {"Алгебра": {"Q4": "2"}},
        },
    )
    assert parsed.layout == "tabel"
    assert parsed.rows_read == 3
    assert parsed.problems == ()
    assert values(parsed) == {
        ("Ученик 1", "Алгебра", "Q1"): "3",
        ("Ученик 1", "Алгебра", "Q2"): "4",
        ("Ученик 1", "Алгебра", "Y"): "4",
        ("Ученик 1", "Труд (Технология девочки)", "Q1"): "5",
        ("Ученик 2", "Алгебра", "Q4"): "2",
    }
    first = parsed.marks[0]
    assert (first.school.name, first.class_name, first.year) == ("МБОУ «СОШ № 1»", "8А", 2024)
    assert (first.period, first.average, first.place.cell) == ("Q1", 2.86, "E15")


def test_a_mean_of_zero_means_no_mean(path: Path) -> None:
    assert read(path, {"Ученик 1": {"Музыка": {"Q1": ("5", 0)}}}).marks[0].average is None


@pytest.mark.parametrize("periods", [("H1", "H2"), ("T1", "T2", "T3")])
def test_half_years_and_trimesters_are_read_like_quarters(path: Path, periods: tuple[str, ...]) -> None:
    parsed = read(path, {"Ученик 1": {"Физика": dict.fromkeys((*periods, "Y"), "4")}}, periods)
    assert [row.period for row in parsed.marks] == [*periods, "Y"]


def test_columns_are_found_anew_in_a_block_that_is_shifted(path: Path) -> None:
    marks = {f"Ученик {n}": {"Химия": {"Q1": ("4", 4.25), "Q3": "5", "Y": "5"}} for n in (1, 2)}
    parsed = read(path, marks, gap=2)
    assert parsed.problems == ()
    assert Counter(row.pupil for row in parsed.marks) == {"Ученик 1": 3, "Ученик 2": 3}
    assert [row.average for row in parsed.marks if row.period == "Q1"] == [4.25, 4.25]


@pytest.mark.parametrize("value", ["0", "Н", "УП", "6", "5-", "Б"])
def test_a_value_outside_the_scale_is_an_error_with_its_cell_and_no_row(path: Path, value: str) -> None:
    parsed = read(path, {"Ученик 1": {"Алгебра": {"Q1": value, "Q2": "4"}}})
    (problem,) = parsed.problems
    assert (problem.severity, problem.value) == ("error", value)
    assert problem.place is not None
    assert (problem.place.sheet, problem.place.cell) == ("Лист1", "E15")
    assert problem.rule.startswith("отметка вне шкалы")
    assert [row.period for row in parsed.marks] == ["Q2"]


def test_words_instead_of_marks_become_codes(path: Path) -> None:
    spelled = {"Q1": "н/а", "Q2": "осв.", "Q3": "зачтено", "Q4": "незачёт"}
    parsed = read(path, {"Ученик 1": {"Алгебра": spelled}})
    assert [row.value for row in parsed.marks] == ["na", "ex", "pass", "fail"]


def test_a_filled_exam_mark_is_named_once_and_not_read(path: Path) -> None:
    rows = [
        ["СОШ № 1"],
        ["Табель успеваемости учащегося"],
        ["Учебный год: 2024/2025"],
        ["Класс: 9А"],
        ["Ученик: Ученик 1"],
        ["№", "Предмет", "1 Четверть", "Год. оценка", "Экз. оценка"],
        ["1", "Алгебра", "4", "4", "5"],
        ["2", "Физика", "3", "3", "5"],
    ]
    parsed = read_file(write_rows(path, {"Лист1": rows}), path.name)
    (warning,) = parsed.problems
    assert warning.severity == "warning"
    assert "Экз. оценка" in warning.rule
    assert Counter(row.value for row in parsed.marks) == {"4": 2, "3": 2}


def test_a_table_without_its_pupil_is_refused_and_not_given_to_the_pupil_before(path: Path) -> None:
    table = [["№", "Предмет", "1 Четверть", "Год. оценка"], ["1", "Алгебра", "4", "4"]]
    rows = [["СОШ № 1"], ["Табель успеваемости учащегося"], ["Класс: 9А"], ["Ученик: Ученик 1"], *table]
    rows += [["Класс: 9А"], *table, ["Класс: неясный"], ["Ученик: Ученик 3"], *table]
    parsed = read_file(write_rows(path, {"Лист1": rows}), path.name)
    assert {row.pupil for row in parsed.marks} == {"Ученик 1"}
    errors = [problem.rule for problem in parsed.problems if problem.severity == "error"]
    assert ["ученик" in errors[0], "класс" in errors[1]] == [True, True]


def test_a_year_the_file_does_not_say_stays_open(path: Path) -> None:
    rows = [["СОШ № 1"], ["Табель успеваемости учащегося"], ["Класс: 9А"], ["Ученик:", "", "Ученик 1"]]
    rows += [["№", "Предмет", "1 Четверть"], ["1", "Алгебра", "4"]]
    (row,) = read_file(write_rows(path, {"Лист1": rows}), path.name).marks
    assert (row.year, row.pupil) == (None, "Ученик 1")


def test_a_tabel_that_lost_its_title_is_known_by_its_header(path: Path) -> None:
    rows = [
        ["СОШ № 1"],
        ["Класс: 9А"],
        ["Ученик: Ученик 1"],
        ["№", "Предмет", "Учебные периоды", "Год. оценка"],
    ]
    rows += [["п/п", "", "1 Четверть"], ["1", "Алгебра", "4", "5"]]
    parsed = read_file(write_rows(path, {"Лист1": rows}), path.name)
    assert [(row.period, row.value) for row in parsed.marks] == [("Q1", "4"), ("Y", "5")]


def test_a_tabel_without_subjects_says_so(path: Path) -> None:
    with pytest.raises(Unreadable, match="ни одной строки"):
        read(path, {"Ученик 1": {}})


@pytest.mark.skipif(not SAMPLE.exists(), reason="the real sample lies outside the project")
def test_the_real_sample_has_28_pupils_and_exactly_three_wrong_marks() -> None:
    parsed = read_file_safely(SAMPLE, SAMPLE.name)
    assert parsed.rows_read == 28 * 20
    assert len({row.pupil for row in parsed.marks}) == 28
    places = [problem.place.cell for problem in parsed.problems if problem.place]
    assert places == ["E321", "N390", "N810"]
    assert {(problem.severity, problem.value) for problem in parsed.problems} == {("error", "0")}
    assert len(parsed.marks) == 958 + 634 + 161 + 144 + 209 + 192 + 30 + 17
