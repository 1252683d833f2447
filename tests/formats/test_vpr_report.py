"""Aggregate reports of ФИС ОКО: figures of the country and the region, whatever shape the report has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data_access.formats.reading import read_file
from data_access.formats.rows import Parsed, ReportRow, Unreadable
from data_access.formats.vpr_report import COUNTED_HERE
from tests.formats.builders import write_rows
from tests.formats.report_builder import (
    BLOCKS,
    CONFIRMATION,
    COUNTRY,
    DISTRICT,
    LABELS,
    MARKS,
    REGION,
    SCHOOL,
    report,
    scores,
    write_report,
)

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
STATISTICS = SAMPLES / "Ф3_Статистика_по_отметкам.xlsx"
COMPARISON = SAMPLES / "Сравнение_отметок_с_отметками_по_журналу_МА4_2024.xlsx"
OURS = (REGION, 2, 200, 10, 40, 30.5, 19.5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "otchet.xlsx"


def read(path: Path, header: Any, *rows: Any, **more: str) -> Parsed:
    return read_file(write_report(path, header, *rows, **more), path.name)


def counts(parsed: Parsed) -> dict[str, dict[str, float]]:
    return {row.scope: dict(row.counts) for row in parsed.reports}


def errors(parsed: Parsed) -> list[tuple[str, str]]:
    return [(p.rule, p.place.cell if p.place else "") for p in parsed.problems if p.severity == "error"]


@pytest.mark.skipif(not STATISTICS.exists(), reason="real reports are not at hand")
def test_a_real_statistics_of_marks_gives_the_country_and_the_region() -> None:
    parsed = read_file(STATISTICS, STATISTICS.name)
    assert [(row.scope, row.area, row.n, row.schools) for row in parsed.reports] == [
        ("country", "Вся выборка", 1722202, 35589),
        ("region", "Чеченская Республика", 30216, 560),
    ]
    assert counts(parsed) == {
        "country": {"2": 87143.4, "3": 566948.9, "4": 763452.1, "5": 304657.5},
        "region": {"2": 4061.0, "3": 13340.4, "4": 10962.4, "5": 1855.3},
    }
    assert {(row.exam, row.subject, row.grade, row.year, row.report) for row in parsed.reports} == {
        ("vpr", "Русский язык", 4, 2025, "marks")
    }
    assert [(p.severity, p.rule) for p in parsed.problems] == [("warning", f"{COUNTED_HERE}: 2")]


@pytest.mark.skipif(not COMPARISON.exists(), reason="real reports are not at hand")
def test_a_real_comparison_with_the_journal_gives_its_counts_not_its_percents() -> None:
    parsed = read_file(COMPARISON, COMPARISON.name)
    (row,) = parsed.reports
    assert (row.scope, row.subject, row.grade, row.year, row.n) == ("region", "Математика", 4, 2023, 29589)
    assert dict(row.counts) == {"lowered": 11011, "confirmed": 17951, "raised": 624}
    assert parsed.title == "ВПР: «Сравнение отметок с отметками по журналу» (ФИС ОКО)"


def test_percents_become_participants_rounded_to_a_tenth(path: Path) -> None:
    parsed = read(path, MARKS, (REGION, 2, 333, 33.33, 33.33, 33.34, "-"))
    assert counts(parsed)["region"] == {"2": 111.0, "3": 111.0, "4": 111.0, "5": 0.0}
    assert counts(read(path, MARKS, OURS))["region"] == {"2": 20.0, "3": 80.0, "4": 61.0, "5": 39.0}


def test_numbers_of_participants_in_the_place_of_percents_are_taken_as_they_are(path: Path) -> None:
    assert counts(read(path, MARKS, (REGION, 2, 207, 20, 80, 61, 46)))["region"] == {
        "2": 20,
        "3": 80,
        "4": 61,
        "5": 46,
    }


def test_a_distribution_of_scores_has_every_score_up_to_the_last(path: Path) -> None:
    parsed = read(
        path, scores(4), (COUNTRY, 1000, 0.1, 9.9, 40, 40, 10), (REGION, "1 000", 1, "", 49, 30, 20)
    )
    assert {row.report for row in parsed.reports} == {"scores"}
    assert counts(parsed) == {
        "country": {"0": 1.0, "1": 99.0, "2": 400.0, "3": 400.0, "4": 100.0},
        "region": {"0": 10.0, "1": 0.0, "2": 490.0, "3": 300.0, "4": 200.0},
    }
    assert parsed.problems == ()


def test_scores_that_end_before_the_maximum_are_doubted(path: Path) -> None:
    parsed = read(path, scores(3), (REGION, 10, 10, 20, 30, 40))
    assert [(p.severity, p.rule) for p in parsed.problems] == [
        ("warning", "столбцы баллов кончаются на 3, а максимальный первичный балл 4")
    ]
    assert len(parsed.reports) == 1


def test_a_comparison_without_counts_is_read_from_its_percents(path: Path) -> None:
    header = ("Группы участников", "Кол-во участников", *(f"{label} %" for label in LABELS))
    assert counts(read(path, header, (REGION, 400, 25, 60, 15)))["region"] == {
        "lowered": 100.0,
        "confirmed": 240.0,
        "raised": 60.0,
    }


def test_the_older_comparison_stands_in_labelled_rows(path: Path) -> None:
    rows: list[Any] = []
    for group, numbers in ((COUNTRY, (300, 600, 100)), (REGION, (30, 60, 8)), (DISTRICT, (3, 6, 1))):
        rows += [(group,), *((label, n, n / 10) for label, n in zip(LABELS, numbers, strict=True))]
        rows.append(("Всего", sum(numbers), 100))
    parsed = read(path, BLOCKS, *rows)
    assert [(row.scope, row.n, dict(row.counts)) for row in parsed.reports] == [
        ("country", 1000, {"lowered": 300, "confirmed": 600, "raised": 100}),
        ("region", 98, {"lowered": 30, "confirmed": 60, "raised": 8}),
    ]
    assert [problem.rule for problem in parsed.problems] == [f"{COUNTED_HERE}: 1"]


def test_an_older_group_without_its_total_is_refused(path: Path) -> None:
    rows = [(COUNTRY,), *((label, 10, 33.3) for label in LABELS), ("Всего", 30, 100)]
    parsed = read(path, BLOCKS, *rows, (REGION,), (LABELS[0], 5, 50), (LABELS[1], 5, 50))
    assert [row.scope for row in parsed.reports] == ["country"]
    assert errors(parsed) == [("нет строки «Повысили», группа не загружена", "A14")]


def test_municipalities_and_schools_are_passed_over_with_one_remark(path: Path) -> None:
    inside = [(name, "", 5, 25, 25, 25, 25) for name in (DISTRICT, SCHOOL, "СПО Демонстрационная область")]
    parsed = read(path, MARKS, OURS, *inside)
    assert [row.area for row in parsed.reports] == [REGION]
    (problem,) = parsed.problems
    assert (problem.severity, problem.rule) == ("warning", f"{COUNTED_HERE}: 3")
    assert problem.place is not None
    assert problem.place.cell == "A10"


def test_a_group_of_which_nobody_knows_what_it_is_is_named_and_left_out(path: Path) -> None:
    parsed = read(
        path, MARKS, OURS, ("Городские школы", 2, 10, 25, 25, 25, 25), (*OURS[:1], 1, 2, 0, 0, 50, 50)
    )
    assert [row.n for row in parsed.reports] == [200]
    assert [(p.severity, p.value, p.place and p.place.cell) for p in parsed.problems] == [
        ("warning", "Городские школы", "A10"),
        ("warning", REGION, "A11"),
    ]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ((REGION, 2, 200, 10, 40, 30, 10), "проценты в сумме дают 90,00, а не 100, строка не загружена"),
        ((REGION, 2, 200, "x", 40, 30, 30), "процент — не число, строка не загружена"),
        ((REGION, 2, 200, -10, 50, 30, 30), "процент — не число, строка не загружена"),
        ((REGION, 2, "", 10, 40, 30, 20), "нет участников, строка не загружена"),
        ((REGION, 2, 20.5, 10, 40, 30, 20), "количество — не целое число, строка не загружена"),
    ],
)
def test_figures_that_cannot_be_so_reject_their_row(path: Path, row: Any, rule: str) -> None:
    parsed = read(path, MARKS, (COUNTRY, *OURS[1:]), row)
    assert [found.scope for found in parsed.reports] == ["country"]
    assert errors(parsed) == [(rule, "A10")]


def test_more_pairs_than_participants_reject_their_row(path: Path) -> None:
    right, wrong = (COUNTRY, 100, 30, 30, 60, 60, 8, 8), (REGION, 100, 30, 30, 60, 60, 20, 20)
    parsed = read(path, CONFIRMATION, right, wrong)
    assert counts(parsed) == {"country": {"lowered": 30, "confirmed": 60, "raised": 8}}
    assert errors(parsed) == [("в сумме больше, чем участников (100), строка не загружена", "A10")]


def test_several_works_stand_on_several_sheets(path: Path) -> None:
    titles = ("ВПР 2026 Русский язык 4 класс", "ВПР 2025 Математика 5 класс")
    write_rows(path, {title[9:]: report(MARKS, OURS, title=title, date="") for title in titles})
    assert [(r.subject, r.grade, r.year, r.place.sheet) for r in read_file(path, path.name).reports] == [
        ("Русский язык", 4, 2025, "Русский язык 4 класс"),
        ("Математика", 5, 2024, "Математика 5 класс"),
    ]


def test_an_autumn_report_belongs_to_the_year_that_begins(path: Path) -> None:
    parsed = read(path, MARKS, OURS, title="ВПР 2022 Математика 5 класс", date="20.09.2022")
    assert [(row.subject, row.year) for row in parsed.reports] == [("Математика", 2022)]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["Статистика по отметкам"], [], ["ВПР 2026 Химия 8 класс"]], "нет таблицы с «Группами участников»"),
        (report(("Группы участников", "Кол-во участников", 1, 2, 3), OURS), "не распознан"),
        (report(MARKS, (DISTRICT, 1, 10, 10, 40, 30, 20)), "нет строк страны .* и региона"),
        (report(MARKS, OURS, title="Работа по химии"), "ВПР 2026 Русский язык 4 класс"),
    ],
)
def test_a_report_that_cannot_be_used_says_what_to_download(path: Path, rows: Any, sentence: str) -> None:
    write_rows(path, {"Лист": rows})
    with pytest.raises(Unreadable, match=sentence):
        read_file(path, path.name)


@pytest.mark.parametrize("title", ["Выполнение заданий", "Достижение планируемых результатов"])
def test_reports_that_the_program_counts_itself_are_named(path: Path, title: str) -> None:
    write_rows(path, {"Лист": [[title], [], ["ВПР 2026 Русский язык 4 класс"], ["Номер задания", "%"]]})
    with pytest.raises(Unreadable, match=title):
        read_file(path, path.name)


def test_a_report_keeps_where_its_figures_stood(path: Path) -> None:
    (row,) = read(path, MARKS, OURS).reports
    assert isinstance(row, ReportRow)
    assert (row.place.sheet, row.place.cell) == ("РУ 4", "A9")
