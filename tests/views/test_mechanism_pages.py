"""Blocks that every mechanism page has: what is not a number is not drawn as one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from dashboard.access.accounts import read_viewer
from dashboard.blocks import Block, Matrix, Measure, Quantity, State, Table, Trend
from dashboard.catalogue import Indicator, catalogue
from dashboard.views.chosen import lowered
from dashboard.views.indicators import (
    WITHIN_CHANCE,
    Values,
    change,
    is_better,
    quantity,
    target_text,
    value_cell,
)
from dashboard.views.mechanism_trend import _finding
from dashboard.views.municipal_values import organisations, partly
from data_access.queries.rollups import Value

KNOWN = catalogue().indicators
QUALITY, LISTED = KNOWN["quality"], KNOWN["low_schools_share"]


def value(numerator: float, denominator: float, indicator: Indicator = QUALITY) -> Value:
    return Value(indicator.code, 1, 2025, "Y", numerator, denominator, n=0)


@pytest.mark.parametrize(
    ("before", "after", "better"),
    [(50.0, 50.04, None), (50.0, 49.96, None), (50.0, 50.06, True), (50.0, 49.9, False)],
)
def test_a_change_that_is_shown_as_zero_is_neither_better_nor_worse(
    before: float, after: float, better: bool | None
) -> None:
    assert is_better(QUALITY, change(QUALITY, after, before)) is better


def test_less_is_better_where_the_indicator_says_so() -> None:
    assert is_better(LISTED, Quantity(-1.0, Measure.CHANGE)) is True
    assert is_better(replace(LISTED, polarity="none"), Quantity(-1.0, Measure.CHANGE)) is None


def test_nobody_of_nobody_does_not_apply_and_is_no_zero() -> None:
    shown = quantity(QUALITY, value(0, 0))
    assert (shown.state, shown.value) == (State.NOT_APPLICABLE, None)
    assert quantity(QUALITY, value(0, 7)).value == 0.0


def test_a_yes_or_a_no_has_no_interval_and_a_share_has_one() -> None:
    assert (value_cell(LISTED, value(1, 1)).low, value_cell(LISTED, value(1, 1)).high) == (None, None)
    share = value_cell(QUALITY, value(5, 10))
    assert share.low is not None
    assert share.low < 50.0 < (share.high or 0.0)


def test_a_target_is_never_parted_from_its_sign() -> None:
    assert " " not in target_text(replace(LISTED, target=3.0)).removeprefix("цель ")


@pytest.mark.parametrize(
    ("title", "words"),
    [("Качество обучения", "качество обучения"), ("ОГЭ, русский", "ОГЭ, русский"), ("9 классы", "9 классы")],
)
def test_an_abbreviation_keeps_its_capitals_inside_a_sentence(title: str, words: str) -> None:
    assert lowered(title) == words


# -- in the demonstration -------------------------------------------------------------------------------


def blocks(server: Flask, address: str) -> dict[str, Block]:
    parts = server.extensions["parts"]
    with parts.house.database.reading() as connection:
        viewer = read_viewer(connection, "head")
    assert viewer is not None
    path, _, query = address.partition("?")
    return {block.key: block for block in parts.desk.open(path, query, viewer).blocks}


def table(server: Flask, address: str, key: str) -> Table:
    found = blocks(server, address)[key]
    assert isinstance(found, Table)
    return found


def test_being_on_a_list_is_compared_without_places_bands_and_lines_of_schools(demo_app: Flask) -> None:
    found = blocks(demo_app, "/m/low_results")
    ranking, trend = found["ranking"], found["trend"]
    assert isinstance(ranking, Table)
    assert isinstance(trend, Trend)
    assert [column.key for column in ranking.columns] == ["school", "bar", "change", "status", "act"]
    assert len(trend.series) == 1


def test_a_share_is_ranked_and_its_schools_stand_beside_the_municipality(demo_app: Flask) -> None:
    found = blocks(demo_app, "/m/preparation?indicator=quality")
    ranking, trend = found["ranking"], found["trend"]
    assert isinstance(ranking, Table)
    assert isinstance(trend, Trend)
    assert ranking.columns[0].key == "place"
    assert [row.cells[0].text.split(" ")[0] for row in ranking.rows] == ["1", "2", "3"]
    assert any("–" in row.cells[0].text for row in ranking.rows)
    assert len(trend.series) == 1 + len(ranking.rows)


def test_the_column_of_measures_stands_only_where_one_is_needed(demo_app: Flask) -> None:
    red = table(demo_app, "/m/low_results?indicator=oge_low_math", "ranking")
    assert any(row.cells[-1].text == "создать меру" for row in red.rows)
    green = table(demo_app, "/m/heads?indicator=heads_assessed", "ranking")
    assert all(row.cells[-1].text == "достигнут" for row in green.rows)
    assert green.columns[-1].key == "status"


def test_indicators_with_criteria_stand_under_them_in_their_order(demo_app: Flask) -> None:
    found = table(demo_app, "/m/upbringing", "indicators")
    criteria = [row.cells[0].text for row in found.rows]
    assert found.columns[0].key == "criterion"
    assert criteria == sorted(criteria)
    assert all(criteria)
    assert not any(row.is_total for row in found.rows)


def test_the_table_of_procedures_shows_shares_and_the_way_to_the_threshold(demo_app: Flask) -> None:
    found = blocks(demo_app, "/m/low_results")["school_procedures"]
    assert isinstance(found, Matrix)
    assert [header.text for header in found.columns] == ["2024/25", "до порога", "2025/26", "до порога"]
    *procedures, verdict = found.rows
    assert [verdict.cells[0].text, verdict.cells[2].text] == ["нет", "в перечне"]
    assert all(row.cells[2].quantity is not None for row in procedures)
    low = [row for row in procedures if row.cells[3].text == "достигнут"]
    assert len(low) >= 2
    assert all((row.cells[2].quantity.value or 0) >= 30 for row in low if row.cells[2].quantity)


def test_an_organisation_that_has_not_sent_is_missing_and_one_without_such_children_does_not_apply(
    demo_app: Flask,
) -> None:
    matrix = blocks(demo_app, "/m/low_results")["schools"]
    assert isinstance(matrix, Matrix)
    plans = [header.text for header in matrix.columns].index("Дорожные карты школ")
    states = {row.label.text: row.cells[plans].quantity for row in matrix.rows}
    assert states["СОШ № 2"] is not None
    assert states["СОШ № 2"].value == 100.0
    assert states["Лицей"] is not None
    assert states["Лицей"].state is State.NOT_APPLICABLE
    heads = blocks(demo_app, "/m/heads")["schools"]
    assert isinstance(heads, Matrix)
    late = next(row for row in heads.rows if row.label.text == "СОШ № 2")
    assert State.MISSING in {cell.quantity.state for cell in late.cells if cell.quantity}


def test_a_change_inside_chance_is_neither_better_nor_worse_and_says_so() -> None:
    found = Values.of(
        [
            Value("quality", 1, 2025, "Y", 14, 28, n=28),
            Value("quality", 1, 2024, "Y", 12, 28, n=28),
            Value("quality", 2, 2025, "Y", 27, 28, n=28),
            Value("quality", 2, 2024, "Y", 9, 28, n=28),
        ]
    )
    small, large = found.change(QUALITY, 1, 2025), found.change(QUALITY, 2, 2025)
    assert (small.note, is_better(QUALITY, small)) == (WITHIN_CHANCE, None)
    assert (large.note, is_better(QUALITY, large)) == ("", True)
    assert found.change(QUALITY, 3, 2025).value is None


def test_a_tile_of_the_municipality_says_when_some_organisations_are_missing(demo_app: Flask) -> None:
    parts = demo_app.extensions["parts"]
    with parts.house.database.reading() as connection:
        viewer = read_viewer(connection, "head")
    with parts.desk.reading(viewer) as reader:
        schools = [place.id for place in organisations(reader, (QUALITY,))]
        rows = [Value("quality", id_, 2024, "Y", 1, 2, n=2) for id_ in schools]
        rows += [Value("quality", id_, 2025, "Y", 1, 2, n=2) for id_ in schools[:-1]]
        assert partly(reader, Values.of(rows), QUALITY, 2025) == f"по {len(schools) - 1} из {len(schools)}"
        assert partly(reader, Values.of(rows), QUALITY, 2024) == ""


def test_a_title_names_a_movement_only_when_it_is_more_than_chance() -> None:
    def title(*counts: int, of: int = 400) -> str:
        rows = [Value("quality", 1, 2021 + at, "Y", count, of, n=of) for at, count in enumerate(counts)]
        return _finding(QUALITY, Values.of(rows), 1, [2021 + at for at in range(len(counts))], None)

    assert title(200, 260).endswith(": рост за год")
    assert title(200, 204).endswith(": без значимых изменений за год")
    assert title(200, 220, 240, 260).endswith(": рост третий год подряд")
    assert title(200, 202, 204, 206).endswith(": без значимых изменений за год")
    assert title(200, 200).endswith(": без изменений за год")
    assert title(260, 200).endswith(": снижение за год")
    assert title(200).endswith(": 50,0\u202f%")


def test_a_school_lags_only_when_it_differs_from_the_rest() -> None:
    whole = Value("quality", 1, 2025, "Y", 250, 500, n=500)
    values = Values.of(
        [
            whole,
            Value("quality", 2, 2025, "Y", 48, 100, n=100),
            Value("quality", 3, 2025, "Y", 20, 100, n=100),
        ]
    )
    near, far = (values.beside_rest(QUALITY, id_, 1, 2025) for id_ in (2, 3))
    assert near is not None
    assert near.low < 0 < near.high
    assert far is not None
    assert far.high < 0
    assert values.beside_rest(QUALITY, 1, 1, 2025) is None
