"""Codes of content elements, exams and codifiers as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods.ordering import code_key
from data_access.formats.codes import MOST_CODES, codes_of_cell, read_codes, split_codes
from data_access.formats.exam_words import EXAM_WORDS, codifier_words, read_codifier, read_exam
from data_access.formats.tasks import read_level, read_max_score, read_task_number
from data_access.tables.works import EXAMS, LEVELS


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("", ()),
        ("7", ("7",)),
        ("1.1;7.2", ("1.1", "7.2")),
        (" 1.1 ; 7.2,3  4.4.4.4 ", ("1.1", "7.2", "3", "4.4.4.4")),
        ("1-3", ("1", "2", "3")),
        ("7.1 – 7.3", ("7.1", "7.2", "7.3")),
        ("2.9-2.11", ("2.9", "2.10", "2.11")),
        ("2.10; 2.1; 2.10", ("2.10", "2.1")),
        ("01.02", ("1.2",)),
        ("5-5", ("5",)),
    ],
)
def test_lists_and_ranges_are_written_out_in_their_order(words: str, codes: tuple[str, ...]) -> None:
    assert read_codes(words) == codes


@pytest.mark.parametrize(
    "words", ["абв", "1.", "1..2", "123", "1.1.1.1.1", "3-1", "7.1-8.3", "7.1-3", "1-", "-1", "1-2-3", "1/2"]
)
def test_what_is_not_a_code_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(ValueError, match="код"):
        read_codes(words)


def test_the_good_parts_of_a_list_survive_the_bad_ones() -> None:
    codes, faults = split_codes("1.1; семь; 7.2, 9-8")
    assert codes == ("1.1", "7.2")
    assert len(faults) == 2


def test_a_word_in_place_of_a_code_is_not_repeated_for_it_may_be_a_name() -> None:
    _, (fault, other) = split_codes("Абрикосова 7.2.")
    assert "Абрикосова" not in fault
    assert "«7.2.»" in other


def test_too_many_codes_are_no_codes() -> None:
    assert len(read_codes(f"1-{MOST_CODES}")) == MOST_CODES
    assert split_codes(f"1-{MOST_CODES + 1}")[0] == ()
    with pytest.raises(ValueError, match=str(MOST_CODES)):
        read_codes("1-50 7.1-7.20")


def test_a_code_that_became_a_date_is_not_guessed() -> None:
    codes, (fault,) = codes_of_cell(dt.date(2026, 1, 8))
    assert codes == ()
    assert "текстовый формат" in fault


PARTS = st.integers(0, 99).map(str)
PREFIXES = st.lists(PARTS, max_size=3)


@given(PREFIXES, st.integers(0, 99), st.integers(0, MOST_CODES - 1), st.sampled_from(["-", " - ", "–", " —"]))
def test_a_range_is_every_code_between_its_ends_in_numeric_order(
    prefix: list[str], first: int, more: int, dash: str
) -> None:
    last = min(99, first + more)
    start, end = ".".join((*prefix, str(first))), ".".join((*prefix, str(last)))
    codes = read_codes(f"{start}{dash}{end}")
    assert (codes[0], codes[-1], len(codes)) == (start, end, last - first + 1)
    assert sorted(codes, key=code_key) == list(codes)


@given(st.lists(st.lists(PARTS, min_size=1, max_size=4).map(".".join), max_size=MOST_CODES, unique=True))
def test_codes_written_as_a_list_are_read_back(codes: list[str]) -> None:
    for separator in (";", ", ", " "):
        assert list(read_codes(separator.join(codes))) == codes


@given(st.text(max_size=30))
def test_any_text_is_codes_or_a_sentence_and_never_another_error(words: str) -> None:
    codes, faults = split_codes(words)
    assert all(fault[0].islower() or fault[0] == "«" for fault in faults)
    assert read_codes(" ".join(codes)) == codes


def test_every_exam_has_a_word_and_is_read_by_it() -> None:
    assert set(EXAM_WORDS) == set(EXAMS)
    assert {read_exam(word) for word in EXAM_WORDS.values()} == set(EXAMS)
    assert all(read_codifier(codifier_words(exam, 2026)) == (exam, 2026) for exam in EXAMS)


@pytest.mark.parametrize(
    ("words", "codifier"),
    [
        ("ОГЭ 2026", ("oge", 2026)),
        ("огэ-2025", ("oge", 2025)),
        ("ЕГЭ (база), 2026 г.", ("ege_base", 2026)),
        ("ЕГЭ база 2026", ("ege_base", 2026)),
        ("ЕГЭ (профиль) 2026", ("ege", 2026)),
    ],
)
def test_a_codifier_is_known_however_it_is_written(words: str, codifier: tuple[str, int]) -> None:
    assert read_codifier(words) == codifier


@pytest.mark.parametrize("words", ["ОГЭ", "2026", "ГВЭ 2026", "ОГЭ 1899", "ОГЭ 20267", ""])
def test_an_unknown_codifier_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(ValueError, match="не распознан"):
        read_codifier(words)


def test_numbers_levels_and_maxima_of_tasks() -> None:
    numbers = [read_task_number(cell) for cell in ("9.1", 9.1, "9,1", 3.0, "1K1", "1к1", "10 (1)", "1К1.2")]
    assert numbers == ["9.1", "9.1", "9.1", "3", "1К1", "1К1", "10(1)", None]
    assert [read_task_number(cell) for cell in ("", "Итого", dt.date(2026, 1, 9), None)] == [None] * 4
    levels = [read_level(words) for words in ("Б", "п", "B", "Базовый", "", "Г")]
    assert levels == ["Б", "П", "В", "Б", "", None]
    assert {level for level in levels if level is not None} == set(LEVELS)
    assert [read_max_score(cell) for cell in (1, "2", 3.0, 0, 1.5, 101, "")] == [
        1,
        2,
        3,
        None,
        None,
        None,
        None,
    ]
