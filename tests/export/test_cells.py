"""Typed cells: numbers with formats, words in place of numbers."""

from __future__ import annotations

from math import inf, nan

import pytest

from dashboard.blocks import Cell, Column, Measure, Quantity, Row, State, Status, Table, Tone
from dashboard.export.cells import (
    NUMBER_FORMATS,
    Entry,
    bound_entry,
    cell_entry,
    cell_notes,
    part_entry,
    quantity_entry,
    status_entry,
)
from dashboard.export.tables import table_grid
from tests.export.samples import hidden


def test_a_percent_is_stored_as_a_fraction_under_a_percent_format() -> None:
    entry = quantity_entry(Quantity.share(3, 7))
    assert entry.value == pytest.approx(3 / 7)
    assert entry.number_format == "0.0%"


@pytest.mark.parametrize(
    ("measure", "number_format"),
    [
        (Measure.MEAN, "0.00"),
        (Measure.COUNT, "0"),
        (Measure.PLACE, "0"),
        (Measure.INDEX, "0.0"),
        (Measure.CHANGE, '+0.0;"−"0.0;0.0'),
        (Measure.INDEX_CHANGE, '+0.0;"−"0.0;0.0'),
        (Measure.MEAN_CHANGE, '+0.00;"−"0.00;0.00'),
        (Measure.COUNT_CHANGE, '+0;"−"0;0'),
    ],
)
def test_other_numbers_are_stored_as_they_are(measure: Measure, number_format: str) -> None:
    assert quantity_entry(Quantity(-3.5, measure)) == Entry(-3.5, number_format)


def test_every_measure_has_a_format() -> None:
    assert set(NUMBER_FORMATS) == set(Measure)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (State.MISSING, "нет данных"),
        (State.HIDDEN, "скрыто"),
        (State.NOT_APPLICABLE, "не применимо"),
    ],
)
def test_a_number_that_is_not_there_is_a_word_even_if_a_value_was_left_behind(
    state: State, word: str
) -> None:
    assert quantity_entry(Quantity(5.0, Measure.COUNT, state)) == Entry(word, is_word=True)


def test_zero_is_a_number() -> None:
    assert quantity_entry(Quantity.share(0, 20)).value == 0.0


@pytest.mark.parametrize("value", [None, nan, inf])
def test_what_is_no_number_is_missing(value: float | None) -> None:
    assert quantity_entry(Quantity(value, Measure.MEAN)).value == "нет данных"


def test_nothing_of_a_hidden_cell_survives_but_the_word() -> None:
    cell = Cell("7351", hidden(), "/x", Tone.BAD, Status.BELOW, 1.0, 2.0, True, "7351 из 9000", ("7351",))
    assert cell_entry(cell) == Entry("скрыто", is_word=True)
    assert bound_entry(cell, cell.low) == Entry("скрыто", is_word=True)
    assert part_entry(hidden(), 7351) == Entry("скрыто", is_word=True)
    assert cell_notes(cell) == ()


def test_bounds_are_in_the_unit_of_the_quantity() -> None:
    cell = Cell(quantity=Quantity.share(3, 7))
    assert bound_entry(cell, 20.0) == Entry(0.2, "0.0%")
    assert bound_entry(cell, nan).value is None


def test_a_status_is_a_shape_and_a_word_with_the_chips_own_text() -> None:
    assert status_entry(Status.RISK).value == "▲ зона риска"
    assert status_entry(Status.BELOW, "низкая").value == "▼ ниже цели: низкая"
    assert status_entry(Status.REACHED, "достигнут").value == "● достигнут"
    assert status_entry(Status.NONE, "до «хорошо»").value == "до «хорошо»"
    assert status_entry(Status.NONE).value is None


def test_notes_of_a_quantity_and_its_cell_are_joined_once() -> None:
    cell = Cell(quantity=Quantity.share(3, 7, "малая выборка"), note="малая выборка")
    assert cell_notes(cell) == ("малая выборка",)


def test_a_day_is_a_date_and_what_only_looks_like_one_stays_text() -> None:
    entry = cell_entry(Cell("31.12.2026"))
    assert (entry.value, entry.number_format) == (46387.0, "dd.mm.yyyy")
    assert [cell_entry(Cell(text)).value for text in ("31.02.2026", "до 31.12.2026", "2.10")] == [
        "31.02.2026",
        "до 31.12.2026",
        "2.10",
    ]


def test_a_place_and_the_range_around_it_are_three_numbers() -> None:
    columns = (Column("place", "Место"), Column("school", "Школа"))
    rows = (
        Row((Cell("3 (2–5)"), Cell("Лицей"))),
        Row((Cell("4"), Cell("СОШ № 1"))),
        Row((Cell("–"), Cell("НОШ"))),
    )
    grid = table_grid(Table("ranking", "Рейтинг", "", columns, rows))
    assert grid.headers[:3] == ("Место", "Место: возможные, от", "Место: возможные, до")
    assert [[entry.value for entry in row[:3]] for row in grid.rows] == [
        [3, 2, 5],
        [4, 4, 4],
        ["–", None, None],
    ]


def test_a_target_is_a_number_and_its_format_keeps_the_sign() -> None:
    texts = ("80\u00a0%", "≤\u00a015\u00a0%", "4,20", "16", "не задана")
    rows = tuple(Row((Cell(text),)) for text in texts)
    grid = table_grid(Table("all", "Все", "", (Column("target", "Цель"),), rows))
    assert [(row[0].value, row[0].number_format) for row in grid.rows] == [
        (0.8, "0%"),
        (0.15, '"≤ "0%'),
        (4.2, "0.00"),
        (16.0, "0"),
        ("не задана", ""),
    ]
