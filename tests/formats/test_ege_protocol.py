"""ЕГЭ protocols of РЦОИ: profile with test scores, basic mathematics with marks, languages; nothing of passports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.formats.book import Book, Sheet
from data_access.formats.ege_protocol import parse, read_subject, sniff
from data_access.formats.reading import read_file
from data_access.formats.rows import Parsed, TaskRow, Unreadable
from tests.formats.builders import OgeRow, write_oge, write_rows
from tests.formats.ege_builder import EgeRow, write_ege

RUSSIAN, BASE = "01 - Русский язык 2022.06.23", "22 - Математика базовая 2022.06.03"
PROFILE = "02 - Математика профильная 2022.06.03"
GOOD = EgeRow("0931", "11 А", "Абрикосова", "++-2", "1(2)0(3)", 5, 46)
PASSED = EgeRow("0931", "11А", "Вишнёва", "+++-+", "", 4, 3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "protokol.xlsx"


def read(path: Path, *rows: EgeRow, title: str = RUSSIAN, sparse: bool = True) -> Parsed:
    return read_file(write_ege(path, {title: rows}, sparse), path.name)


@pytest.mark.parametrize("sparse", [True, False])
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_sparse_and_dense_sheets_and_csv_give_the_same(tmp_path: Path, sparse: bool, suffix: str) -> None:
    parsed = read(tmp_path / f"protokol{suffix}", GOOD, sparse=sparse)
    (work,), (row,) = parsed.works, parsed.results
    assert (parsed.layout, parsed.problems) == ("ege_protocol", ())
    assert (work.kind, work.subject, work.grade, work.year) == ("ege", "Русский язык", 11, 2021)
    assert (work.date, work.title, work.max_score) == ("2022-06-23", "ЕГЭ Русский язык", None)
    assert (work.codifier, work.codifier_year) == ("ege", 2022)
    assert (row.participant, row.is_name, row.class_name) == ("Абрикосова Имя Отчество", True, "11А")
    assert (row.school.oo_code, row.primary, row.test_score, row.mark) == ("0931", 5, 46, None)
    assert (row.scores, row.status) == ((1, 1, 0, 2, 1, 0), "wrote")


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8-sig", "utf-8"])
def test_a_csv_whose_first_line_is_a_title_is_read_in_any_usual_encoding(
    tmp_path: Path, encoding: str
) -> None:
    path = write_ege(tmp_path / "protokol.csv", {RUSSIAN: [GOOD]}, encoding=encoding)
    assert len(read_file(path, path.name).results) == 1


def test_basic_mathematics_has_marks_and_a_codifier_of_its_own(path: Path) -> None:
    (work,), (row,) = (parsed := read(path, PASSED, title=BASE)).works, parsed.results
    assert (work.kind, work.subject, work.codifier) == ("ege", "Математика", "ege_base")
    assert work.title == "ЕГЭ Математика (база)"
    assert (row.primary, row.test_score, row.mark) == (4, None, 3)
    assert [task.max_score for task in work.tasks] == [1] * 5


def test_basic_mathematics_without_its_level_in_the_title_is_told_by_its_classes(path: Path) -> None:
    """The columns are those of ОГЭ: only the classes tell them apart."""
    title = "22 - Математика 2022.06.03"
    write_oge(path, {title: [OgeRow("0931", "11А", "Абрикосова", "++-", "", 2, 2)]})
    (work,) = read_file(path, path.name).works
    assert (work.kind, work.codifier) == ("ege", "ege_base")
    write_oge(path, {title: [OgeRow("0931", "9А", "Абрикосова", "++-", "", 2, 2)]})
    assert read_file(path, path.name).layout == "oge_protocol"


def test_several_exams_in_one_file_are_several_works_and_footers_are_no_participants(path: Path) -> None:
    exams = {RUSSIAN: [GOOD, GOOD], PROFILE: [GOOD], BASE: [PASSED]}
    parsed = read_file(write_ege(path, exams), path.name)
    assert [(work.subject, work.codifier) for work in parsed.works] == [
        ("Русский язык", "ege"),
        ("Математика", "ege"),
        ("Математика", "ege_base"),
    ]
    assert len({work.key for work in parsed.works}) == 3
    keys = [work.key for work in parsed.works]
    assert [row.work_key for row in parsed.results] == [keys[0], keys[0], keys[1], keys[2]]
    assert parsed.rows_read == 4


def test_a_language_has_an_oral_part_and_the_date_of_its_written_day(path: Path) -> None:
    names = ["Фамилия", "Имя", "Отчество", "Документ"]
    answers = ["Часть с кратким ответом", "Часть с развёрнутым ответом", "Устная часть"]
    scores = ["Первичный балл устной части", "Первичный балл письм. части", "Первичный балл", "Тестовый балл"]
    header = ["№", *names, "Код ОО", "Класс", "Код ППЭ", "Аудитория", "", *answers, *scores]
    person = ["Абрикосова", "Имя", "Отчество", "6543 210987"]
    line = [1, *person, "0931", "11А", 1003, 109, "", "++-", "4(6)", "1(1)0(3)", 1, 6, 7, 55]
    title = "Английский язык п:2022.06.14; у:2022.06.16"
    write_rows(path, {"Page 1": [[title], header, line]})
    parsed = read_file(path, path.name)
    (work,), (row,) = parsed.works, parsed.results
    assert (work.subject, work.date, work.codifier) == ("Английский язык", "2022-06-14", "ege")
    assert (row.scores, row.primary, row.test_score) == ((1, 1, 0, 4, 1, 0), 7, 55)
    assert (parsed.problems, "210987" in repr(parsed)) == ((), False)


def test_an_exam_at_a_computer_has_all_its_answers_in_the_short_mask(path: Path) -> None:
    row = EgeRow("0931", "11А", "Абрикосова", "++-+-2", "", 5, 40)
    (work,) = (parsed := read(path, row, title="25 - Информатика (КЕГЭ) 2022.06.20")).works
    assert (work.subject, parsed.results[0].scores) == ("Информатика", (1, 1, 0, 1, 0, 2))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Математика базовая", ("Математика", True)),
        ("Математика (базовый уровень)", ("Математика", True)),
        ("Математика базового уровня", ("Математика", True)),
        ("Математика профильная", ("Математика", False)),
        ("Математика (профильный уровень)", ("Математика", False)),
        ("Математика, профильный уровень", ("Математика", False)),
        ("Информатика и ИКТ (К-ЕГЭ)", ("Информатика и ИКТ", False)),
        ("Китайский язык (письменно)", ("Китайский язык", False)),
        ("Обществознание", ("Обществознание", False)),
    ],
)
def test_the_level_is_taken_out_of_the_name_of_the_subject(title: str, expected: tuple[str, bool]) -> None:
    assert read_subject(title) == expected


def test_passport_values_appear_nowhere(path: Path) -> None:
    secret = ("7788", "135791")
    broken = EgeRow("0931", "одиннадцатый", "Вишнёва", "+?", "1(2", "много", "сто", secret)
    good = EgeRow("0931", "11А", "Абрикосова", "++-2", "1(2)0(3)", 7, 146, secret)
    nameless = EgeRow("", "11А", "", "", "", "", "", secret)
    parsed = read(path, good, broken, nameless, EgeRow("0931", "9А", "Грушин", "+", "", 1, 3, secret))
    assert len(parsed.problems) >= 6
    assert not [value for value in secret if value in repr(parsed)]


def test_a_test_score_over_a_hundred_and_a_class_below_the_tenth_are_said(path: Path) -> None:
    wrong = EgeRow("0931", "11А", "Абрикосова", "++-2", "1(2)0(3)", 5, 146)
    parsed = read(path, wrong, EgeRow("0931", "9А", "Грушин", "+", "", 1, 3))
    assert [(problem.severity, problem.rule) for problem in parsed.problems] == [
        ("warning", "тестовый балл не от 0 до 100, не прочитан"),
        ("error", "строка не прочитана: в протоколе ЕГЭ ученик класса 9А"),
    ]
    (row,) = parsed.results
    assert (row.primary, row.test_score) == (5, None)


def test_a_participant_of_an_earlier_year_has_no_class_and_stays_with_a_doubt(path: Path) -> None:
    parsed = read(path, GOOD, EgeRow("0931", "", "Вишнёва", "++-2", "1(2)0(3)", 5, 46))
    assert [problem.rule for problem in parsed.problems] == ["класс участника не распознан"]
    assert [row.class_name for row in parsed.results] == ["11А", ""]


def test_a_participant_who_did_not_come_is_absent(path: Path) -> None:
    row = read(path, GOOD, EgeRow("0931", "11А", "Вишнёва", "", "", "", "")).results[1]
    assert (row.status, row.primary, row.test_score) == ("absent", None, None)


def test_an_exam_of_september_is_of_the_school_year_before(path: Path) -> None:
    (work,) = read(path, GOOD, title="01 - Русский язык 2022.09.08").works
    assert (work.year, work.codifier_year) == (2021, 2022)


def test_tasks_are_worth_what_the_masks_show(path: Path) -> None:
    (work,) = read(path, GOOD, EgeRow("0931", "11А", "Вишнёва", "+--1", "0(2)0(3)", 2, 20)).works
    assert work.tasks == tuple(
        TaskRow(str(number), most, "") for number, most in enumerate((1, 1, 1, 2, 2, 3), start=1)
    )


def test_a_protocol_without_names_or_answers_is_named_and_refused(path: Path) -> None:
    header = ["№", "Код ОО", "Класс", "Код регистрации", "Первичный балл", "Тестовый балл"]
    write_rows(path, {"Page 1": [[RUSSIAN], header, [1, "0931", "11А", "77", 30, 60]]})
    with pytest.raises(Unreadable, match="протокол ЕГЭ, но в нём нет"):
        read_file(path, path.name)


def test_an_appeal_protocol_of_ege_is_named_and_refused(path: Path) -> None:
    header = ["№", "Код ОО", "Класс", "Фамилия", "Тип апелляции / перепроверки", "Первичный балл", "Балл"]
    write_rows(path, {"Page 1": [[RUSSIAN], header, [1, "0931", "11А", "А", "о несогласии", 30, 60]]})
    with pytest.raises(Unreadable, match="апелляц"):
        read_file(path, path.name)


MASKS = st.text("+-0123", min_size=1, max_size=8)
POINTS = {"+": 1, "-": 0, "0": 0, "1": 1, "2": 2, "3": 3}


@given(masks=st.lists(MASKS, min_size=1, max_size=5), gap=st.integers(0, 2))
def test_a_result_whose_mask_sums_to_its_score_gives_no_doubt(masks: list[str], gap: int) -> None:
    header = ["№", "Код ОО", "Класс", "Фамилия", "Задания с кратким ответом", "Первичный балл", "Балл"]
    lines: list[list[Any]] = [
        [number, "1", "11А", "Абрикосова", mask[:1] * len(masks[0]), POINTS[mask[0]] * len(masks[0]), 50]
        for number, mask in enumerate(masks, start=1)
    ]
    spread: list[list[Any]] = [
        [cell for value in line for cell in (value, *[""] * gap)] for line in (header, *lines)
    ]
    book = Book((Sheet("Лист", [[RUSSIAN], *spread]),))
    assert sniff(book)
    parsed = parse(book)
    assert parsed.problems == ()
    assert [sum(score or 0 for score in row.scores) for row in parsed.results] == [
        row.primary for row in parsed.results
    ]
