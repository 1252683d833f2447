"""ВПР «Ф1 Индивидуальные результаты»."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data_access.formats.reading import read_file
from data_access.formats.rows import NOT_TAUGHT, Parsed, SchoolRef, TaskRow, Unreadable
from tests.formats.builders import VprSchool, write_rows, write_vpr_f1

PERFECT = (40001, 1, 1, (2, 1, 3), 6, 5, 5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "otchet.xlsx"


def read(path: Path, *rows: Any, **more: Any) -> Parsed:
    school = VprSchool("МБОУ «СОШ № 1»", "edu200001", rows, more.pop("declared", None))
    return read_file(write_vpr_f1(path, [school], **more), path.name)


def test_the_work_is_described_by_its_captions_and_headers(path: Path) -> None:
    (work,) = read(path, PERFECT).works
    assert (work.kind, work.subject, work.grade, work.year) == ("vpr", "Русский язык", 4, 2025)
    assert (work.date, work.max_score, work.title) == ("2026-04-20", 6, "ВПР 2026 Русский язык 4 класс")
    assert work.tasks == (TaskRow("1", 2, "Б"), TaskRow("2.1", 1, "Б"), TaskRow("3К1", 3, "П"))


def test_a_participant_keeps_scores_marks_class_number_and_school(path: Path) -> None:
    parsed = read(path, (40007, 2, 1, (1, 0, 3), 4, 4, 3))
    (row,) = parsed.results
    assert parsed.problems == ()
    assert (row.participant, row.is_name, row.class_name, row.variant) == ("40007", False, "2", "1")
    assert (row.scores, row.primary, row.mark, row.journal_mark) == ((1, 0, 3), 4, 4, 3)
    assert row.school == SchoolRef(name="МБОУ «СОШ № 1»", login="edu200001")
    assert (row.status, row.work_key, row.place.cell) == ("wrote", parsed.works[0].key, "D10")


def test_latin_and_cyrillic_k_name_the_same_task(path: Path) -> None:
    tasks = [("1K1 (2б)", "Б"), ("1К2 (1б)", "Б"), ("10(1) (3 б)", "П")]
    assert [task.number for task in read(path, PERFECT, tasks=tasks).works[0].tasks] == [
        "1К1",
        "1К2",
        "10(1)",
    ]


@pytest.mark.parametrize(
    ("sign", "score"),
    [
        *[(sign, None) for sign in ("X", "Х", "x", "х", "-", "—", "")],
        *[(sign, NOT_TAUGHT) for sign in ("не пройд.", "не пройдено", "Н/п", "н/п")],
    ],
)
def test_a_task_not_begun_is_told_from_a_task_not_taught_and_neither_adds_points(
    path: Path, sign: str, score: int | None
) -> None:
    parsed = read(path, (40001, 1, 1, (2, sign, 3), 5, 5, "Нет отметки"))
    (row,) = parsed.results
    assert parsed.problems == ()
    assert (row.scores, row.primary, row.journal_mark) == ((2, score, 3), 5, None)


def test_a_row_without_any_score_or_primary_score_is_an_absent_pupil(path: Path) -> None:
    absent = read(path, (40001, 1, "отсутствовал", ("Х", "Х", "Х"), "", "", 4)).results[0]
    assert (absent.status, absent.primary, absent.journal_mark) == ("absent", None, 4)
    untaught = read(path, (40001, 1, 1, ("Н/п", "Х", "Н/п"), "", "", 4)).results[0]
    assert (untaught.status, untaught.primary) == ("absent", None)
    wrote_nothing = read(path, (40001, 1, 1, ("Х", "Х", "Х"), 0, 2, 4)).results[0]
    assert (wrote_nothing.status, wrote_nothing.primary, wrote_nothing.mark) == ("wrote", 0, 2)


def test_a_row_of_codes_above_the_header_is_read_and_does_not_hide_the_levels(path: Path) -> None:
    header = ["ОО", "Код участника", "1 (2б)", "2 (1б)", "Первичный балл", "Отметка"]
    rows = [["ВПР 2026 Химия 8 класс"], ["Уровень", "", "Б", "П"], ["Коды КЭС", "", "1.1;1-3", "два"], header]
    write_rows(path, {"Лист1": [*rows, ["edu200001", "80001", 2, 1, 3, 5]]})
    parsed = read_file(path, path.name)
    assert parsed.works[0].tasks == (TaskRow("1", 2, "Б", ("1.1", "1", "2", "3")), TaskRow("2", 1, "П"))
    (problem,) = parsed.problems
    assert (problem.severity, problem.place and problem.place.cell) == ("error", "D3")


def test_several_schools_in_one_file_keep_their_own_participants(path: Path) -> None:
    schools = [VprSchool(f"СОШ № {n}", f"edu20000{n}", [PERFECT] * n) for n in (1, 2)]
    parsed = read_file(write_vpr_f1(path, schools), path.name)
    assert [row.school.login for row in parsed.results] == ["edu200001", "edu200002", "edu200002"]
    assert parsed.problems == ()


def test_a_row_that_names_no_school_belongs_to_the_caption_above_it(path: Path) -> None:
    rows = [["ВПР 2026 Химия 8 класс"], ["ОО", "Код участника", "1 (2б)", "Первичный балл", "Отметка"]]
    rows += [["СОШ № 1(edu200001) | Кол-во участников: 1"], ["", "80001", "2", "2", "5"]]
    (row,) = read_file(write_rows(path, {"Лист1": rows}), path.name).results
    assert row.school == SchoolRef(name="СОШ № 1", login="edu200001")


def test_another_number_of_participants_than_declared_is_a_warning(path: Path) -> None:
    (problem,) = read(path, PERFECT, declared=89).problems
    assert (problem.severity, problem.place and problem.place.cell) == ("warning", "A9")
    assert "89" in problem.rule


def test_a_primary_score_that_is_not_the_sum_is_a_warning_and_stays(path: Path) -> None:
    parsed = read(path, (40001, 1, 1, (2, 1, 3), 5, 5, 5))
    (problem,) = parsed.problems
    assert (problem.severity, problem.value) == ("warning", "5")
    assert parsed.results[0].primary == 5


def test_a_maximum_that_is_not_the_sum_of_tasks_is_a_warning(path: Path) -> None:
    (problem,) = read(path, PERFECT, max_score=24).problems
    assert problem.severity == "warning"
    assert "24" in problem.rule


@pytest.mark.parametrize("score", [3, -1, "H", 1.5])
def test_a_score_outside_the_scale_of_its_task_rejects_the_row(path: Path, score: Any) -> None:
    parsed = read(path, (40001, 1, 1, (score, 1, 3), 6, 5, 5), PERFECT)
    (problem,) = parsed.problems
    assert (problem.severity, problem.place and problem.place.cell) == ("error", "G10")
    assert [row.place.cell for row in parsed.results] == ["D11"]


def test_an_autumn_work_belongs_to_the_year_that_begins(path: Path) -> None:
    work = read(path, PERFECT, title="ВПР 2022 Математика 5 класс", date="20.09.2022").works[0]
    assert (work.year, work.subject, work.grade) == (2022, "Математика", 5)


def test_without_a_date_the_year_comes_from_the_title(path: Path) -> None:
    assert read(path, PERFECT, date="").works[0].year == 2025


def test_the_empty_collection_form_is_told_apart_from_results(path: Path) -> None:
    header = ["Код участника", "Вариант", "1 (5б)", "2 (5б)", "Порядковый номер класса"]
    header += ["Отметка за предыдущий триместр/ четверть/полугодие", "Итого баллов"]
    write_rows(path, {"Протокол": [header, *([["", "", "", "", "", "", 0]] * 5)], "Служебный": [[1, 2]]})
    with pytest.raises(Unreadable, match=r"«Форма сбора результатов».*Ф1"):
        read_file(path, path.name)
