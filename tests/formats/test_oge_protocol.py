"""ОГЭ protocols of РЦОИ."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_access.formats.reading import read_file
from data_access.formats.rows import NOT_TAUGHT, Parsed, TaskRow, Unreadable
from tests.formats.builders import OgeRow, write_oge, write_rows

SOCIAL, CHEMISTRY = "12 - Обществознание 2026.07.03", "04 - Химия 2026.06.17"
FILES = Path(__file__).parent / "files"
GOOD = OgeRow(9306, "9А", "Абрикосова", "++-2", "1(2)0(3)", 5, 4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "protokol.xlsx"


def read(path: Path, *rows: OgeRow, dense: bool = False) -> Parsed:
    return read_file(write_oge(path, {SOCIAL: rows}, dense=dense), path.name)


@pytest.mark.parametrize("dense", [False, True])
def test_both_layouts_give_the_same_results(path: Path, dense: bool) -> None:
    parsed = read(path, GOOD, dense=dense)
    (work,), (row,) = parsed.works, parsed.results
    assert parsed.problems == ()
    assert (work.kind, work.subject, work.grade, work.year, work.date) == (
        "oge",
        "Обществознание",
        9,
        2025,
        "2026-07-03",
    )
    assert work.max_score is None
    assert (row.participant, row.is_name, row.class_name) == ("Абрикосова Имя Отчество", True, "9А")
    assert (row.school.oo_code, row.primary, row.mark, row.status) == ("9306", 5, 4, "wrote")
    assert row.scores == (1, 1, 0, 2, 1, 0)


def test_several_exams_on_one_sheet_are_several_works_and_footers_are_no_participants(path: Path) -> None:
    parsed = read_file(write_oge(path, {SOCIAL: [GOOD, GOOD], CHEMISTRY: [GOOD]}), path.name)
    assert [work.subject for work in parsed.works] == ["Обществознание", "Химия"]
    assert [row.work_key for row in parsed.results] == [parsed.works[0].key] * 2 + [parsed.works[1].key]
    assert parsed.rows_read == 3


def test_a_short_task_is_worth_the_largest_digit_anybody_got(path: Path) -> None:
    weak = OgeRow(9306, "9А", "Вишнёва", "+--1", "0(2)0(3)", 2, 2)
    work = read(path, weak, GOOD).works[0]
    assert work.tasks == (
        *(TaskRow(str(number), 1, "") for number in (1, 2, 3)),
        TaskRow("4", 2, ""),
        TaskRow("5", 2, ""),
        TaskRow("6", 3, ""),
    )


def test_a_long_task_is_worth_the_largest_maximum_printed(path: Path) -> None:
    tasks = read(path, GOOD, OgeRow(9306, "9А", "Вишнёва", "++-2", "1(1)0(3)", 5, 4)).works[0].tasks
    assert [task.max_score for task in tasks[4:]] == [2, 3]


def test_a_primary_score_that_is_not_the_sum_of_the_mask_is_a_warning(path: Path) -> None:
    parsed = read(path, OgeRow(9306, "9А", "Абрикосова", "++-2", "1(2)0(3)", 9, 3))
    (problem,) = parsed.problems
    assert (problem.severity, problem.value, problem.place and problem.place.cell) == ("warning", "9", "S6")
    assert parsed.results[0].primary == 9


def test_what_is_not_understood_in_a_mask_counts_nowhere_and_is_a_warning(path: Path) -> None:
    parsed = read(path, OgeRow(9306, "9А", "Абрикосова", "+?-2", "1(2)4(3)", 4, 3))
    assert parsed.results[0].scores == (1, NOT_TAUGHT, 0, 2, 1, NOT_TAUGHT)
    assert [problem.severity for problem in parsed.problems] == ["warning"]


def test_a_mask_of_another_length_gives_no_scores_but_keeps_the_mark(path: Path) -> None:
    odd = OgeRow(9306, "9А", "Вишнёва", "++", "1(2)", 3, 3)
    parsed = read(path, GOOD, GOOD, odd)
    assert parsed.results[2].scores == (NOT_TAUGHT,) * 6
    assert (parsed.results[2].primary, parsed.results[2].mark) == (3, 3)
    assert len(parsed.problems) == 1


def test_a_participant_without_answers_and_score_is_absent(path: Path) -> None:
    row = read(path, GOOD, OgeRow(9306, "9А", "Вишнёва", "", "", "", "")).results[1]
    assert (row.status, row.primary, row.mark, row.scores) == ("absent", None, None, (NOT_TAUGHT,) * 6)


def test_leading_zeros_of_a_school_code_survive_and_classes_are_normalised(path: Path) -> None:
    row = read(path, OgeRow("009306", "9 a", "Абрикосова", "+", "", 1, 2)).results[0]
    assert (row.school.oo_code, row.class_name) == ("009306", "9А")


def test_passport_values_appear_nowhere(path: Path) -> None:
    secret = ("7788", "135791")
    broken = OgeRow(9306, "девятый", "Вишнёва", "+?", "1(2", "много", "пять", secret)
    good = OgeRow(9306, "9А", "Абрикосова", "++-2", "1(2)0(3)", 7, 4, secret)
    parsed = read(path, good, broken, OgeRow("", "9А", "", "", "", "", "", secret), dense=True)
    assert len(parsed.problems) >= 4
    assert not [value for value in secret if value in repr(parsed)]


def test_pupils_of_other_grades_below_those_of_the_ninth_are_refused(path: Path) -> None:
    with pytest.raises(Unreadable, match="ОГЭ и ЕГЭ отдельными файлами"):
        read(path, GOOD, OgeRow(9306, "11А", "Абрикосова", "++", "", 2, 5))


def test_an_exam_of_september_is_of_the_school_year_before(path: Path) -> None:
    (work,) = read_file(write_oge(path, {"04 - Химия 2026.09.04": [GOOD]}), path.name).works
    assert (work.year, work.date) == (2025, "2026-09-04")


def test_an_appeal_protocol_is_named_and_refused(path: Path) -> None:
    header = ["№", "Код ОО", "Класс", "Фамилия", "Экзамен", "апелляция", "Первичный балл", "Оценка"]
    write_rows(path, {"Page 1": [header, [1, 9306, "9А", "А", "Математика(2026.06.02)", "да", 15, 4]]})
    with pytest.raises(Unreadable, match="апелляц"):
        read_file(path, path.name)


def test_rows_under_no_exam_title_are_refused_visibly(path: Path) -> None:
    write_oge(path, {"Обществознание": [GOOD], CHEMISTRY: [GOOD]})
    parsed = read_file(path, path.name)
    assert [work.subject for work in parsed.works] == ["Химия"]
    assert [problem.severity for problem in parsed.problems] == ["error"]


def test_an_old_xls_file_is_read_like_an_xlsx() -> None:
    parsed = read_file(FILES / "oge_dense.xls", "протокол.xls")
    (row,) = parsed.results
    assert (parsed.layout, row.participant, row.scores) == (
        "oge_protocol",
        "Абрикосова Имя Отчество",
        (1, 1, 0, 2, 1, 0),
    )
