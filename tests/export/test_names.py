"""Names of sheets and texts at the limits of the format."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.export.names import sheet_names
from dashboard.export.texts import CELL_LIMIT, clean_text, page_header_text, utf16_length


def test_a_plain_title_is_its_own_name() -> None:
    assert sheet_names(["Рейтинг школ"]) == ("Рейтинг школ",)


def test_a_long_title_is_cut_visibly() -> None:
    (name,) = sheet_names(["Качество растёт четвёртый год, ООШ № 5 отстаёт"])
    assert name == "Качество растёт четвёртый год,…"


@pytest.mark.parametrize("title", ["", "   ", "[]:*?/\\", "\x00\x1f"])
def test_a_title_without_a_legal_character_gets_a_name_all_the_same(title: str) -> None:
    assert sheet_names([title]) == ("Лист",)


def test_equal_titles_get_numbers_without_regard_to_case() -> None:
    assert sheet_names(["Итоги", "ИТОГИ", "итоги"]) == ("Итоги", "ИТОГИ (2)", "итоги (3)")


def test_a_taken_name_and_the_reserved_name_are_avoided() -> None:
    assert sheet_names(["О выгрузке", "History"], taken=["О выгрузке"]) == ("О выгрузке (2)", "History (2)")


@given(
    st.lists(
        st.text(max_size=45) | st.sampled_from(["'", "а" * 40, "\U0001f600" * 20, "History"]), max_size=12
    )
)
def test_names_are_always_legal_and_unique(titles: list[str]) -> None:
    names = sheet_names(titles, taken=["О выгрузке"])
    assert len(names) == len(titles)
    assert len({name.casefold() for name in (*names, "О выгрузке")}) == len(titles) + 1
    for name in names:
        assert 1 <= utf16_length(name) <= 31
        assert not re.search(r"[\[\]:*?/\\']", name)
        assert name.casefold() != "history"


def test_text_within_the_limit_is_kept_whole() -> None:
    text = "д" * CELL_LIMIT
    assert clean_text(text) == text


def test_text_over_the_limit_says_that_it_was_cut_and_how_long_it_was() -> None:
    shown = clean_text("д" * 40_000)
    assert utf16_length(shown) == CELL_LIMIT
    assert shown.endswith("[текст сокращён, всего знаков: 40000]")


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    assert clean_text("а\ud800б\uffffв") == "а\ufffdб\ufffdв"


def test_an_ampersand_cannot_start_a_control_code_of_a_page_header() -> None:
    assert page_header_text("A&P &[Picture] &G", 100) == "A＆P ＆[Picture] ＆G"
    assert page_header_text("д" * 300, 100) == "д" * 99 + "…"
