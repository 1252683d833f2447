"""Protocols of schools' works: what a sheet says, and what a spoiled sheet is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data_access.formats import protocol_words as words
from data_access.formats.reading import read_file
from data_access.formats.rows import NOT_TAUGHT, Parsed, Problem, SchoolRef, TaskRow, Unreadable
from data_access.tables.works import LEVELS, WORK_KINDS
from tests.formats.builders import Protocol, protocol_book, protocol_rows, write_rows

ONE = {"Абрикосов Пётр": (1, 2, 5)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "protokol.xlsx"


def read(path: Path, pupils: Any = ONE, **more: Any) -> Parsed:
    return read_file(protocol_book(path, {"9А": Protocol(pupils, **more)}), path.name)


def place(problem: Problem) -> tuple[str, str]:
    assert problem.place is not None
    return problem.severity, problem.place.cell


# The table of the builder begins in row 12: numbers, maxima, levels, codes, «ФИО или код»; pupils from row 17.


def test_the_words_of_the_protocol_are_those_of_the_tables() -> None:
    assert set(words.KIND_WORDS) < set(WORK_KINDS)
    assert {*words.LEVELS, ""} == set(LEVELS)


def test_a_sheet_is_a_work_with_tasks_levels_codes_and_codifier(path: Path) -> None:
    parsed = read(path)
    (work,) = parsed.works
    assert (parsed.layout, parsed.problems, parsed.rows_read) == ("work_protocol", (), 1)
    assert (work.kind, work.subject, work.grade, work.year) == ("kr", "Алгебра", 9, 2025)
    assert (work.title, work.date, work.max_score) == ("Контрольная работа № 3", "2025-12-12", 3)
    assert (work.codifier, work.codifier_year, work.is_of_school) == ("oge", 2026, True)
    assert work.tasks == (TaskRow("1", 1, "Б", ("1.1",)), TaskRow("2", 2, "П", ("7.1", "7.2", "7.3")))


def test_a_pupil_keeps_scores_mark_class_and_school(path: Path) -> None:
    parsed = read(path)
    (row,) = parsed.results
    assert (row.participant, row.is_name, row.class_name) == ("Абрикосов Пётр", True, "9А")
    assert (row.scores, row.primary, row.mark, row.status) == ((1, 2), 3, 5, "wrote")
    assert (row.school, row.journal_mark, row.variant) == (SchoolRef(name="СОШ № 1"), None, "")
    assert (row.work_key, row.place.sheet, row.place.cell) == (parsed.works[0].key, "9А", "A17")


@pytest.mark.parametrize(
    ("spelling", "school"),
    [("0931", SchoolRef(oo_code="0931")), ("EDU203389", SchoolRef(login="edu203389"))],
)
def test_a_school_may_be_named_by_code_or_login(path: Path, spelling: str, school: SchoolRef) -> None:
    assert read(path, captions={words.SCHOOL: spelling}).results[0].school == school


@pytest.mark.parametrize(
    ("kind", "held_by", "expected"),
    [
        ("контрольная", "", ("kr", True)),
        ("Контрольная работа", "школа", ("kr", True)),
        ("контрольная", "Муниципалитет", ("kr", False)),
        ("административная контрольная", "", ("akr", True)),
        ("диагностическая", "", ("dr", False)),
        ("Диагностическая работа", "Школа", ("dr", True)),
    ],
)
def test_whose_work_it_is_follows_from_who_holds_it(
    path: Path, kind: str, held_by: str, expected: tuple[str, bool]
) -> None:
    work = read(path, captions={words.KIND: kind, words.HELD_BY: held_by}).works[0]
    assert (work.kind, work.is_of_school) == expected


@pytest.mark.parametrize("cell", ["Х", "x", "X", "-", "—"])
def test_a_task_not_begun_is_no_row_of_its_own_but_no_points(path: Path, cell: str) -> None:
    parsed = read(path, {"П-1": (cell, 2, 4)})
    assert (parsed.results[0].scores, parsed.results[0].primary) == ((None, 2), 2)
    assert parsed.problems == ()


@pytest.mark.parametrize("cell", ["Н/п", "н/п", "не пройд.", "не пройдено"])
def test_a_task_not_taught_is_told_from_a_task_not_begun(path: Path, cell: str) -> None:
    parsed = read(path, {"П-1": (cell, 2, 4)})
    assert (parsed.results[0].scores, parsed.results[0].primary) == ((NOT_TAUGHT, 2), 2)
    assert parsed.problems == ()


def test_empty_cells_beside_scores_are_not_begun_and_said_once_a_row(path: Path) -> None:
    tasks = [(str(number), 1, "", "") for number in (1, 2, 3)]
    parsed = read(path, {"П-1": (1, "", "", 3), "П-2": (1, 1, 1, 5)}, tasks=tasks)
    assert parsed.results[0].scores == (1, None, None)
    (problem,) = parsed.problems
    assert place(problem) == ("warning", "C17")
    assert "Н/п" in problem.rule


@pytest.mark.parametrize(
    "cells",
    [(), ("н",), ("Н", "", ""), ("H", "H"), ("", "отсутствовал"), ("Х", "Х"), ("-", "Н/п"), ("", "", "н")],
)
def test_a_row_without_any_score_is_a_pupil_who_was_not_there(path: Path, cells: tuple[str, ...]) -> None:
    parsed = read(path, {"П-1": cells, "П-2": (1, 0, 3)})
    absent, wrote = parsed.results
    assert (absent.status, absent.primary, absent.mark, absent.scores) == ("absent", None, None, (None, None))
    assert (wrote.status, wrote.primary, parsed.problems) == ("wrote", 1, ())


def test_a_pupil_who_began_nothing_and_has_a_mark_was_there(path: Path) -> None:
    row = read(path, {"П-1": ("Х", "Х", 2)}).results[0]
    assert (row.status, row.scores, row.primary, row.mark) == ("wrote", (None, None), 0, 2)


def test_a_mark_without_scores_is_kept_and_no_score_is_invented(path: Path) -> None:
    parsed = read(path, {"П-1": ("", "", 4)})
    row = parsed.results[0]
    assert (row.status, row.scores, row.primary, row.mark) == ("wrote", (NOT_TAUGHT,) * 2, None, 4)
    assert "только отметка" in parsed.problems[0].rule


def test_the_mark_of_a_pupil_who_was_not_there_is_left_out_with_a_warning(path: Path) -> None:
    parsed = read(path, {"П-1": ("н", "", 4), "П-2": (1, 0, 3)})
    assert (parsed.results[0].status, parsed.results[0].mark) == ("absent", None)
    assert [place(problem) for problem in parsed.problems] == [("warning", "A17")]


@pytest.mark.parametrize("score", [3, -1, 1.5, "два", "H", "2+"])
def test_a_score_outside_its_scale_rejects_the_row_and_is_seen(path: Path, score: Any) -> None:
    parsed = read(path, {"П-1": (1, score, 4), "П-2": (1, 0, 3)})
    (problem,) = parsed.problems
    assert place(problem) == ("error", "C17")
    assert "от 0 до 2" in problem.rule
    assert [row.participant for row in parsed.results] == ["П-2"]
    assert parsed.rows_read == 2


@pytest.mark.parametrize("mark", [1, 6, "н/а", "зач", 4.5])
def test_a_mark_outside_two_to_five_rejects_the_row(path: Path, mark: Any) -> None:
    parsed = read(path, {"П-1": (1, 2, mark), "П-2": (1, 0, "")})
    assert [place(problem) for problem in parsed.problems] == [("error", "D17")]
    assert [(row.participant, row.mark) for row in parsed.results] == [("П-2", None)]


def test_scores_without_a_name_are_an_error(path: Path) -> None:
    parsed = read(path, {"П-1": (1, 2, 5), "": (1, 2, 5)})
    assert [place(problem) for problem in parsed.problems] == [("error", "A18")]
    assert len(parsed.results) == 1


def test_sums_below_the_class_are_not_pupils(path: Path) -> None:
    parsed = read(path, {**ONE, "Итого": (1, 2, ""), "Средний балл:": (1, 2.5, "")})
    assert ([row.participant for row in parsed.results], parsed.problems) == (["Абрикосов Пётр"], ())


def test_words_of_the_table_below_the_class_are_neither_pupils_nor_rows_of_the_table(path: Path) -> None:
    rows = [row for row in protocol_rows(Protocol(ONE)) if row[:1] != [words.LEVEL_ROW]]
    parsed = read_file(write_rows(path, {"9А": [*rows, [words.LEVEL_ROW, "В", "В"]]}), path.name)
    assert [task.level for task in parsed.works[0].tasks] == ["", ""]
    assert (len(parsed.results), parsed.problems) == (1, ())


def test_the_variant_and_the_mark_are_columns_found_by_their_words(path: Path) -> None:
    rows = protocol_rows(Protocol({}, has_marks=False))
    rows[11] = [words.TASK_ROW, "вариант", "1", "Отметка:", "2"]
    rows[12:15] = [[words.MAX_ROW, "", 1, "", 2]]
    rows += [["П-1", "2", 1, 4, 0], ["П-2", "отсутствовал"]]
    parsed = read_file(write_rows(path, {"9А": rows}), path.name)
    first, second = parsed.results
    assert (first.variant, first.scores, first.mark, parsed.problems) == ("2", (1, 0), 4, ())
    assert (second.status, second.variant) == ("absent", "")
    assert parsed.works[0].tasks == (TaskRow("1", 1, ""), TaskRow("2", 2, ""))


def test_captions_stand_in_any_order_and_case_and_beside_merged_cells(path: Path) -> None:
    rows = protocol_rows(Protocol(ONE))
    captions = [[f"{caption.upper()}:", "", value] for caption, value in reversed(rows[1:10])]
    parsed = read_file(write_rows(path, {"9А": [rows[0], *captions, *rows[10:]]}), path.name)
    assert (parsed.problems, parsed.works[0].subject, parsed.works[0].grade) == ((), "Алгебра", 9)


def test_the_same_work_in_two_classes_is_one_work(path: Path) -> None:
    sheets = {
        "9А": Protocol({"П-1": (1, 2, 5)}),
        "9Б": Protocol({"П-2": (0, 1, 3)}, captions={words.CLASS: "9 б", words.SUBJECT: "алгебра"}),
    }
    parsed = read_file(protocol_book(path, sheets), path.name)
    assert len(parsed.works) == 1
    assert [row.class_name for row in parsed.results] == ["9А", "9Б"]
    assert {row.work_key for row in parsed.results} == {parsed.works[0].key}


@pytest.mark.parametrize(
    "captions",
    [
        {words.KIND: "диагностическая", words.HELD_BY: "школа"},
        {words.CLASS: "8А"},
        {words.SUBJECT: "Геометрия"},
        {words.WORK: "Контрольная работа № 4"},
        {words.DATE: "13.12.2025"},
        {words.SCHOOL: "СОШ № 2"},
        {words.HELD_BY: "муниципалитет"},
    ],
)
def test_whatever_identifies_a_work_makes_another_work(path: Path, captions: dict[str, str]) -> None:
    sheets = {"А": Protocol(ONE), "Б": Protocol(ONE, captions=captions)}
    assert len({work.key for work in read_file(protocol_book(path, sheets), path.name).works}) == 2


def test_a_municipal_work_is_one_for_its_schools(path: Path) -> None:
    municipal = {words.HELD_BY: words.BY_MUNICIPALITY}
    sheets = {
        "А": Protocol(ONE, captions=municipal),
        "Б": Protocol(ONE, captions={**municipal, words.SCHOOL: "СОШ № 2"}),
    }
    parsed = read_file(protocol_book(path, sheets), path.name)
    assert len(parsed.works) == 1
    assert [row.school.name for row in parsed.results] == ["СОШ № 1", "СОШ № 2"]


@pytest.mark.parametrize(
    "more",
    [
        {"tasks": (("1", 1, "Б", "1.1"), ("2", 3, "П", "7.1-7.3"))},
        {"tasks": (("1", 1, "Б", "1.1"), ("2", 2, "П", "7.1"))},
        {"captions": {words.CODIFIER: "ОГЭ 2025"}},
    ],
)
def test_one_work_with_two_lists_of_tasks_is_refused_naming_both_sheets(
    path: Path, more: dict[str, Any]
) -> None:
    protocol_book(path, {"9А": Protocol(ONE), "9Б": Protocol(ONE, **more)})
    with pytest.raises(Unreadable, match=r"«9А» и «9Б».*«Контрольная работа № 3»"):
        read_file(path, path.name)


def test_a_code_that_is_no_code_is_an_error_and_the_work_is_still_read(path: Path) -> None:
    parsed = read(path, tasks=(("1", 1, "Б", "1.1; семь"), ("2", 2, "Д", "")))
    assert parsed.works[0].tasks == (TaskRow("1", 1, "Б", ("1.1",)), TaskRow("2", 2, ""))
    assert [place(problem) for problem in parsed.problems] == [("error", "B15"), ("warning", "C14")]
    assert len(parsed.results) == 1


def test_codes_written_as_numbers_are_a_warning_for_the_last_zero_is_lost(path: Path) -> None:
    parsed = read(path, tasks=(("1", 1, "Б", 2.1), ("2", 2, "П", 7)))
    assert [task.codes for task in parsed.works[0].tasks] == [("2.1",), ("7",)]
    assert [place(problem) for problem in parsed.problems] == [("warning", "B15")]


def test_codes_without_a_codifier_are_a_warning(path: Path) -> None:
    parsed = read(path, captions={words.CODIFIER: ""})
    assert (parsed.works[0].codifier, parsed.works[0].codifier_year) == ("", None)
    assert [place(problem) for problem in parsed.problems] == [("warning", "A15")]


def test_an_unknown_codifier_is_an_error_and_the_work_is_still_read(path: Path) -> None:
    parsed = read(path, captions={words.CODIFIER: "ГВЭ 2026"})
    assert place(parsed.problems[0]) == ("error", "B10")
    assert (len(parsed.results), parsed.works[0].codifier) == (1, "")


def test_a_date_of_another_school_year_is_a_warning(path: Path) -> None:
    parsed = read(path, captions={words.DATE: dt.date(2026, 9, 3).isoformat()})
    assert parsed.works[0].date == "2026-09-03"
    assert [place(problem) for problem in parsed.problems] == [("warning", "B9")]


def test_lines_and_columns_that_are_not_read_are_named(path: Path) -> None:
    parsed = read(path, {"П-1": (1, 2, 3)}, tasks=(("1", 1, "", ""), ("2", 2, "", ""), ("Сумма", 3, "", "")),
                  has_marks=False, captions={"Аудитория": "12"})  # fmt: skip
    assert [place(problem) for problem in parsed.problems] == [("warning", "A11"), ("warning", "D13")]
    assert len(parsed.works[0].tasks) == 2


def test_numbers_printed_in_advance_are_no_tasks(path: Path) -> None:
    rows = protocol_rows(Protocol(ONE))
    rows[11] += ["3", "4"]
    parsed = read_file(write_rows(path, {"9А": rows}), path.name)
    assert (len(parsed.works[0].tasks), parsed.problems) == (2, ())


@pytest.mark.parametrize(
    ("captions", "cell", "rule"),
    [
        ({words.SCHOOL: ""}, "B2", "не заполнено «Школа»"),
        ({words.SCHOOL: None}, "A1", "не заполнено «Школа»"),
        ({words.YEAR: "2025/2027"}, "B3", "учебный год не распознан"),
        ({words.KIND: "самостоятельная"}, "B4", "вид работы не из списка"),
        ({words.HELD_BY: "регион"}, "B5", "ожидается «школа» или «муниципалитет»"),
        ({words.WORK: "а" * 201}, "B6", "длиннее 200"),
        ({words.SUBJECT: ""}, "B7", "не заполнено «Предмет»"),
        ({words.CLASS: "девятый"}, "B8", "класс не распознан"),
        ({words.DATE: "31.02.2026"}, "B9", "дата не распознана"),
    ],
)
def test_a_sheet_whose_head_is_not_understood_is_an_error_and_the_others_are_read(
    path: Path, captions: dict[str, Any], cell: str, rule: str
) -> None:
    sheets = {"9А": Protocol(ONE, captions=captions), "9Б": Protocol(ONE, captions={words.CLASS: "9Б"})}
    parsed = read_file(protocol_book(path, sheets), path.name)
    (problem,) = parsed.problems
    assert place(problem) == ("error", cell)
    assert rule in problem.rule
    assert ([row.class_name for row in parsed.results], parsed.rows_read) == (["9Б"], 2)
    with pytest.raises(Unreadable, match=rf"Лист «9А», ячейка {cell}: .*{rule[:20]}.*\.$"):
        read(path, captions=captions)


@pytest.mark.parametrize(
    ("tasks", "cell", "rule"),
    [
        ((("1", 1, "", ""), ("1", 2, "", "")), "C12", "номер задания 1 повторяется"),
        ((("1", 1, "", ""), ("", 2, "", "")), "C12", "нет номера"),
        ((("1", 1, "", ""), ("2", "", "", "")), "C13", "нет максимального балла"),
        ((("1", 1, "", ""), ("2", 2.5, "", "")), "C13", "нет максимального балла"),
        ((("первое", 1, "", ""), ("второе", 2, "", "")), "A12", "нет ни одного задания"),
    ],
)
def test_a_task_that_is_not_whole_refuses_its_sheet(path: Path, tasks: Any, cell: str, rule: str) -> None:
    with pytest.raises(Unreadable, match=f"ячейка {cell}: .*{rule}"):
        read(path, tasks=tasks)


def test_a_number_of_a_task_that_became_a_date_is_not_guessed(path: Path) -> None:
    protocol_book(path, {"9А": Protocol(ONE)})
    book = openpyxl.load_workbook(path)
    book["9А"]["C12"] = dt.date(2026, 1, 9)
    book.save(path)
    with pytest.raises(Unreadable, match="ячейка C12: Excel превратил номер задания в дату"):
        read_file(path, path.name)


def test_faults_of_the_head_and_of_the_tasks_are_seen_together(path: Path) -> None:
    broken = Protocol(ONE, tasks=(("1", "", "", ""),), captions={words.CLASS: "?"})
    good = Protocol(ONE, captions={words.CLASS: "9Б"})
    parsed = read_file(protocol_book(path, {"9А": broken, "9Б": good}), path.name)
    assert [place(problem) for problem in parsed.problems] == [("error", "B8"), ("error", "B13")]


def test_a_missing_row_of_the_table_is_named(path: Path) -> None:
    rows = [row for row in protocol_rows(Protocol(ONE)) if row[:1] != [words.MAX_ROW]]
    with pytest.raises(Unreadable, match="нет строки «Максимальный балл»"):
        read_file(write_rows(path, {"9А": rows}), path.name)


def test_two_protocols_on_one_sheet_are_refused_at_the_second(path: Path) -> None:
    rows = protocol_rows(Protocol(ONE))
    with pytest.raises(Unreadable, match=r"ячейка A19: .*два протокола"):
        read_file(write_rows(path, {"9А": [*rows, [], *rows]}), path.name)


def test_a_sheet_that_is_no_protocol_is_ignored(path: Path) -> None:
    rows = protocol_rows(Protocol(ONE))
    help_rows = [["Впишите работу, класс и задания"], ["№ задания", "номер из работы"]]
    parsed = read_file(write_rows(path, {"Справка": help_rows, "9А": rows}), path.name)
    assert (parsed.rows_read, parsed.problems, len(parsed.works)) == (1, (), 1)


def test_a_sheet_without_pupils_is_named_and_a_file_of_such_sheets_refused(path: Path) -> None:
    parsed = read_file(protocol_book(path, {"9А": Protocol(ONE), "9Б": Protocol({})}), path.name)
    assert [(place(problem), problem.place and problem.place.sheet) for problem in parsed.problems] == [
        (("warning", "A16"), "9Б")
    ]
    with pytest.raises(Unreadable, match="ни одного обучающегося"):
        read(path, {})


def test_a_list_of_names_without_any_score_is_no_result_of_a_work(path: Path) -> None:
    with pytest.raises(Unreadable, match="ни у одного обучающегося нет баллов"):
        read(path, {"П-1": (), "П-2": ("", "", "")})


def test_no_problem_repeats_the_name_of_a_pupil(path: Path) -> None:
    parsed = read(
        path,
        {"Абрикосова Анна": ("Абрикосова Анна", 9, 7), "Вишнёва Вера": (1, "", 5)},
        captions={words.CODIFIER: "Вишнёва Вера"},
        tasks=(("1", 1, "Б", "Вишнёва"), ("2", 2, "П", "")),
    )
    assert len(parsed.problems) == 6
    assert not [problem for problem in parsed.problems if "Вишн" in problem.rule or "Абрик" in problem.rule]
    values = [problem.value for problem in parsed.problems if " " in problem.value]
    assert values == ["(текст скрыт)"] * 2
