"""Spellings met in real files."""

from __future__ import annotations

import pytest

from data_access.formats.cells import cell_name, iso_date, number, shown, text
from data_access.formats.names import (
    class_grade,
    collapse,
    mark_code,
    normalise_class,
    period_code,
    school_year,
)


@pytest.mark.parametrize(
    "spelling",
    ["8А", "8 а", "8-А", '8"А"', "08А", "8A", "8a", "8 «А»", "8А класс", "8–А", "8\u00a0А", " 8'а' кл."],
)
def test_all_spellings_of_a_class_become_one(spelling: str) -> None:
    assert normalise_class(spelling) == "8А"


@pytest.mark.parametrize(
    ("spelling", "name"),
    [("9", "9"), ("9.0", "9"), ("10 Б", "10Б"), ("11АБ", "11АБ"), ("9-1", "9-1"), ("5К1", "5К1")],
)
def test_other_class_names_keep_their_parts(spelling: str, name: str) -> None:
    assert normalise_class(spelling) == name


@pytest.mark.parametrize(
    "spelling", ["", "А", "нет", "0А", "13А", "88", "8D", "2024-09-01", "8А 8Б", "Иванов"]
)
def test_what_is_not_a_class_becomes_empty(spelling: str) -> None:
    assert normalise_class(spelling) == ""


def test_grade_is_the_number_at_the_beginning_of_a_class() -> None:
    assert [class_grade(name) for name in ("8А", "11", "10Б", "")] == [8, 11, 10, None]


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        *((str(digit), str(digit)) for digit in range(1, 6)),
        ("5.0", "5"),
        *((words, "na") for words in ("н/а", "НА", "н.а.", "Н/А.", "н\\а", "H/A", "не аттестована", "н / а")),
        *((words, "ex") for words in ("осв", "осв.", "Осв", "освобожден", "освобождён")),
        *((words, "pass") for words in ("зач", "зачёт", "зачет", "Зачтено", "зач.")),
        *((words, "fail") for words in ("незач", "незачёт", "не зачтено", "незачтено", "НЕЗАЧ.")),
    ],
)
def test_marks_in_their_common_spellings(spelling: str, code: str) -> None:
    assert mark_code(spelling) == code


@pytest.mark.parametrize(
    "spelling", ["", "0", "6", "10", "5-", "4.5", "Н", "Б", "УП", "ОП", "н/з", "5 5", "4/5", "-"]
)
def test_attendance_letters_and_other_values_are_outside_the_scale(spelling: str) -> None:
    assert mark_code(spelling) is None


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("1 Четверть", "Q1"),
        ("I четверть", "Q1"),
        ("IV четверть", "Q4"),
        ("3-я четверть", "Q3"),
        ("четверть 2", "Q2"),
        ("1 четв.", "Q1"),
        ("2 триместр", "T2"),
        ("III Триместр", "T3"),
        ("1 Полугодие", "H1"),
        ("2-е полугодие", "H2"),
        ("1 п/г", "H1"),
        ("год", "Y"),
        ("Год. оценка", "Y"),
        ("Годовая отметка", "Y"),
        ("годовая", "Y"),
        ("Q1", "Q1"),
        ("h2", "H2"),
        ("y", "Y"),
    ],
)
def test_periods_in_their_common_spellings(spelling: str, code: str) -> None:
    assert period_code(spelling) == code


@pytest.mark.parametrize(
    "spelling", ["", "5 четверть", "3 полугодие", "0 четверть", "Экз. оценка", "Итог", "1", "Q5"]
)
def test_what_is_not_a_period_is_not_guessed(spelling: str) -> None:
    assert period_code(spelling) is None


@pytest.mark.parametrize(
    "spelling",
    ["2024/2025", "2024/25", "2024-2025", "2024–2025 уч. год", "2024", "24/25", "2024 / 2025 учебный год"],
)
def test_school_year_is_the_year_of_its_september(spelling: str) -> None:
    assert school_year(spelling) == 2024


@pytest.mark.parametrize("spelling", ["", "2024/2026", "2025/2024", "24", "год", "1024/1025", "20245"])
def test_years_that_do_not_follow_are_not_guessed(spelling: str) -> None:
    assert school_year(spelling) is None


def test_names_are_trimmed_and_lose_double_and_invisible_spaces() -> None:
    assert collapse("  Петрова\u00a0 Анна\u200b \n Ивановна ") == "Петрова Анна Ивановна"


@pytest.mark.parametrize(
    ("row", "column", "address"),
    [(0, 0, "A1"), (320, 4, "E321"), (0, 25, "Z1"), (0, 26, "AA1"), (1048575, 16383, "XFD1048576")],
)
def test_cells_are_addressed_as_in_excel(row: int, column: int, address: str) -> None:
    assert cell_name(row, column) == address


def test_the_same_value_reads_the_same_whatever_its_type() -> None:
    assert text(9306.0) == text(9306) == text(" 9306 ") == "9306"
    assert number("3,67") == number(3.67) == 3.67
    assert number("04") == 4
    assert number("пять") is None
    assert number(float("nan")) is None


def test_dates_become_iso_and_impossible_ones_are_refused() -> None:
    assert iso_date("01.09.2024") == iso_date("2024-09-01") == "2024-09-01"
    assert iso_date("") == ""
    assert iso_date("31.02.2024") is None


def test_a_name_among_marks_is_not_shown_in_a_problem() -> None:
    assert "Петрова" not in shown("Петрова Анна")
    assert shown("0") == "0"
    assert len(shown("щ" * 100)) == 40
