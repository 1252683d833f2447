"""A letter is text that can be selected, with one button that copies it all."""

from pathlib import Path

import pytest
from dash import html

from dashboard.blocks import Letter
from dashboard.show import as_plain
from dashboard.ui.draw import draw
from tests.ui.looking import addresses, components, words
from tests.ui.samples import FUNNEL, HISTOGRAM, LETTER

SCRIPT = (Path(__file__).parents[2] / "assets" / "33-copy.js").read_text(encoding="utf-8")


def buttons(drawn):
    return [one for one in components(drawn) if isinstance(one, html.Button)]


def test_every_paragraph_is_a_paragraph_of_its_own_in_order():
    (text,) = [one for one in components(draw(LETTER)) if getattr(one, "className", "") == "letter"]
    assert [(type(one), one.children) for one in text.children] == [
        (html.P, part) for part in LETTER.paragraphs
    ]


def test_one_button_names_what_it_copies_and_sends_no_form():
    (button,) = buttons(draw(LETTER))
    assert button.children == "Скопировать текст"
    assert button.type == "button"
    assert button.to_plotly_json()["props"]["data-copy"] == "letter"


def test_the_script_copies_without_requests_and_without_the_clipboard_of_https():
    assert "writeText" in SCRIPT
    assert 'execCommand("copy")' in SCRIPT
    for forbidden in ("fetch", "XMLHttpRequest", "eval", "innerHTML"):
        assert forbidden not in SCRIPT


def test_a_letter_without_paragraphs_is_its_sentence_without_a_button():
    drawn = draw(Letter("l", "Текст для письма", "", (), empty="Проверок нет."))
    assert "Проверок нет." in words(drawn)
    assert not buttons(drawn)


def test_the_card_has_its_notes_and_its_file():
    drawn = draw(LETTER, "/export.xlsx?block=letter")
    assert LETTER.notes[0] in words(drawn)
    assert "/export.xlsx?block=letter" in addresses(drawn)


@pytest.mark.parametrize("block", [HISTOGRAM, FUNNEL, LETTER], ids=lambda block: block.key)
def test_a_block_is_shown_as_plain_values_too(block):
    plain = as_plain(block)
    assert plain["type"] == type(block).__name__
    assert plain["title"] == block.title
    assert plain["notes"] == list(block.notes)
