"""The chart of the roadmap: states by shape and word, months and today, and nothing that people wrote as markup."""

from __future__ import annotations

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag

from dashboard.blocks import Cell, Column, Gantt, GanttRow, Kind, Row, Span, Table, WorkState
from dashboard.ui.draw import draw
from dashboard.ui.evidence import evidence_markup
from dashboard.work_states import SHAPES, WORDS
from tests.ui.looking import addresses, sheets, words

EVIL = '<script>alert(1)</script>" onmouseover="x'
MARCH = Span(date(2026, 3, 1), date(2026, 5, 31))


def chart(*rows: GanttRow, today: date | None = None) -> Gantt:
    return Gantt(
        "roadmap",
        "Дорожная карта",
        "за год",
        date(2025, 9, 1),
        date(2026, 8, 31),
        rows,
        today,
        empty="Пусто.",
    )


def markup(*rows: GanttRow, today: date | None = None) -> BeautifulSoup:
    return sheets(draw(chart(*rows, today=today)))


def style(tag: Tag) -> dict[str, float]:
    """Left and width in percent."""
    return {name: float(value) for name, value in re.findall(r"(left|width):([\d.]+)%", str(tag["style"]))}


def one(found: BeautifulSoup, selector: str) -> Tag:
    tags = found.select(selector)
    assert len(tags) == 1, (selector, tags)
    return tags[0]


@pytest.mark.parametrize("state", list(WorkState))
def test_every_state_has_a_shape_a_word_and_a_look_of_its_own(state: WorkState) -> None:
    found = markup(GanttRow("ВПР", (MARCH,), state=state))
    chip = one(found, "td .chip")
    assert SHAPES[state] in chip.text
    assert WORDS[state] in chip.text
    assert f"g-{state.value}" in one(found, ".gantt-bar")["class"]


def test_no_two_states_share_a_shape() -> None:
    assert len(set(SHAPES.values())) == len(WorkState)


def test_a_bar_stands_in_its_months() -> None:
    bar = style(one(markup(GanttRow("ВПР", (MARCH,))), ".gantt-bar"))
    assert bar == {"left": 50.0, "width": 25.0}  # March is the seventh month of twelve


def test_a_single_day_is_a_point_and_an_earlier_one_says_its_date() -> None:
    day = date(2026, 1, 31)
    assert 41 < style(one(markup(GanttRow("Отчёт", (Span(day, day),))), ".gantt-point"))["left"] < 41.7
    long_ago = Span(date(2021, 3, 31), date(2021, 3, 31))
    assert "31.03.2021" in one(markup(GanttRow("Приказ", (long_ago,))), ".gantt-before").text


def test_progress_fills_terms_one_after_another() -> None:
    spans = tuple(Span(date(2026, month, 1), date(2026, month, 28)) for month in (1, 2, 3, 4))
    found = markup(GanttRow("Сбор", spans, state=WorkState.DOING, progress=30))
    filled = [
        re.findall(r"width:(\d+)%", str(bar.i["style"])) if bar.i else []
        for bar in found.select(".gantt-bar")
    ]
    assert filled == [["100"], ["20"], [], []]


def test_today_crosses_the_rows_only_inside_the_year() -> None:
    line = one(markup(GanttRow("ВПР", (MARCH,)), today=date(2026, 2, 1)), ".gantt-today")
    assert round(style(line)["left"], 1) == round(100 * 5 / 12, 1)
    assert not markup(GanttRow("ВПР", (MARCH,)), today=date(2027, 2, 1)).select(".gantt-today")


def test_sections_are_headings_over_their_rows() -> None:
    found = markup(
        GanttRow("а", section="1. Общее"),
        GanttRow("б", section="1. Общее"),
        GanttRow("в", section="2. Школы"),
    )
    assert [tag.text for tag in found.select(".gantt-section")] == ["1. Общее", "2. Школы"]


def test_a_chart_without_states_has_no_column_for_them() -> None:
    assert not markup(GanttRow("ВПР", (MARCH,))).select(".gantt-state")


def test_an_empty_chart_says_why() -> None:
    assert "Пусто." in words(draw(chart()))


def test_what_people_wrote_stays_text() -> None:
    row = GanttRow(EVIL, (MARCH,), EVIL, EVIL, EVIL, WorkState.DOING, 40, responsible=EVIL, clause=EVIL)
    found = markup(row)
    assert not found.find_all("script")
    assert not found.select("[onmouseover]")
    assert EVIL in found.text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "<a href='javascript:alert(1)'>приказ</a>",
        "javascript://sed.example.ru/%0aalert(1)",
        "ftp://sed.example.ru/1",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "http://",
        "https://[",
        EVIL,
        "Приказ от 12.09.2025 № 211",
    ],
)
def test_evidence_that_is_no_web_address_becomes_no_link(text: str) -> None:
    found = BeautifulSoup(f"<p>{evidence_markup(text)}</p>", "html.parser")
    assert [tag.name for tag in found.find_all(True)] == ["p"]
    assert found.text.replace("\u00a0", " ") == text


def test_a_web_address_in_evidence_opens_apart_and_tells_nothing() -> None:
    found = BeautifulSoup(
        str(evidence_markup('Приказ, https://sed.example.ru/doc?a=1&b="2" (скан).')), "html.parser"
    )
    link = one(found, "a")
    assert link["href"] == "https://sed.example.ru/doc?a=1&b="
    assert link["rel"] == ["noopener", "noreferrer"]
    assert link["target"] == "_blank"
    assert found.text == 'Приказ, https://sed.example.ru/doc?a=1&b="2" (скан).'


def test_a_column_of_evidence_draws_text_and_links() -> None:
    table = Table(
        "t",
        "Отметки",
        "",
        (Column("title", "Что"), Column("evidence", "Подтверждение", Kind.EVIDENCE)),
        (Row((Cell("ВПР"), Cell("http://sed.example.ru/1"))), Row((Cell("ОГЭ"), Cell("javascript:x")))),
    )
    assert addresses(draw(table)) == ["http://sed.example.ru/1"]
