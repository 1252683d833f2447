"""Stated indicators in the mart: the newest submitted figure is in force, sums stand above, a part equals the whole."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from dashboard.entered import refresh_entered
from dashboard.entries import Entries
from dashboard.house import House
from data_access.tables import indicator_entry, indicator_value, unit
from tests.entering.world import (
    CIRCLES,
    GROUPS,
    HOURS,
    MEALS,
    MECHANISM,
    PLAN,
    QUALITY,
    YEAR,
    entering_house,
    head,
    marts,
    place,
    typed,
)

SCHOOLS = ("СОШ № 2", "СОШ № 10")
BIG, SMALL = SCHOOLS[1], SCHOOLS[0]


def state(
    house: House,
    unit_id: int,
    code: str,
    above: float,
    below: float | None,
    year: int = YEAR,
    status: str = "submitted",
) -> None:
    """A row as a load or a form leaves it."""
    values = {"indicator": code, "unit_id": unit_id, "year": year}
    with house.database.writing() as connection:
        if status == "submitted":
            same = [indicator_entry.c[name] == value for name, value in values.items()]
            connection.execute(update(indicator_entry).where(*same).values(is_current=False))
        connection.execute(
            insert(indicator_entry).values(
                **values,
                numerator=above,
                denominator=below,
                status=status,
                author="Директор",
                entered_at=house.now(),
                is_current=status == "submitted",
            )
        )


def refresh(house: House, *unit_ids: int) -> None:
    with house.database.writing() as connection:
        refresh_entered(connection, unit_ids)


def test_shares_are_summed_by_their_parts_and_counts_stay_counts(any_house: House) -> None:
    big, small, top = place(any_house, BIG), place(any_house, SMALL), place(any_house)
    state(any_house, big, MEALS, 90, 100)
    state(any_house, small, MEALS, 1, 10)
    state(any_house, big, CIRCLES, 7, None)
    state(any_house, small, CIRCLES, 2, None)
    refresh(any_house, big, small)
    assert marts(any_house) == {
        (MEALS, big, YEAR): (90, 100),
        (MEALS, small, YEAR): (1, 10),
        (MEALS, top, YEAR): (91, 110),
        (CIRCLES, big, YEAR): (7, 1),
        (CIRCLES, small, YEAR): (2, 1),
        (CIRCLES, top, YEAR): (9, 1),
    }


def test_what_is_stated_of_the_municipality_itself_stands_there_as_it_is(our_house: House) -> None:
    top, small = place(our_house), place(our_house, SMALL)
    state(our_house, top, PLAN, 8, 10)
    state(our_house, small, PLAN, 1, 5)
    refresh(our_house, small)
    assert marts(our_house)[PLAN, top, YEAR] == (8, 10)


def test_a_region_sums_its_municipalities_each_with_its_own_statement(our_house: House) -> None:
    top = place(our_house)
    with our_house.database.writing() as connection:
        key = connection.execute(
            insert(unit).values(kind="region", short_name="Область", path="/9/")
        ).inserted_primary_key
        assert key is not None
        region = int(key[0])
        connection.execute(update(unit).where(unit.c.id == top).values(parent_id=region))
        key = connection.execute(
            insert(unit).values(kind="municipality", short_name="Район", parent_id=region, path="/9/8/")
        ).inserted_primary_key
        assert key is not None
        district = int(key[0])
    big, small = place(our_house, BIG), place(our_house, SMALL)
    state(our_house, big, MEALS, 50, 100)
    state(our_house, small, MEALS, 5, 10)
    state(our_house, district, MEALS, 30, 40)
    refresh(our_house, small)
    found = marts(our_house)
    assert found[MEALS, top, YEAR] == (55, 110)
    assert found[MEALS, region, YEAR] == (85, 150)
    assert (MEALS, big, YEAR) not in found, "only the units asked for and those above them are touched"
    refresh(our_house, big, district)
    assert marts(our_house)[MEALS, region, YEAR] == (85, 150)


def test_a_draft_is_nowhere_in_the_mart(our_house: House) -> None:
    small = place(our_house, SMALL)
    state(our_house, small, MEALS, 5, 10, status="draft")
    refresh(our_house, small)
    assert marts(our_house) == {}


def test_computed_indicators_are_left_as_they_are(our_house: House) -> None:
    small = place(our_house, SMALL)
    computed = {"indicator": QUALITY, "unit_id": small, "year": YEAR, "checkpoint": "Y", "numerator": 4.0}
    with our_house.database.writing() as connection:
        connection.execute(insert(indicator_value).values(**computed, denominator=8.0, n=8, status="final"))
    state(our_house, small, MEALS, 5, 10)
    refresh(our_house, small)
    assert marts(our_house)[QUALITY, small, YEAR] == (4, 8)


def test_an_indicator_whose_last_statement_is_taken_back_leaves_the_mart(our_house: House) -> None:
    small = place(our_house, SMALL)
    state(our_house, small, MEALS, 5, 10)
    refresh(our_house, small)
    with our_house.database.writing() as connection:
        connection.execute(delete(indicator_entry))
    refresh(our_house, small)
    assert marts(our_house) == {}


_acts = st.lists(
    st.tuples(
        st.sampled_from(SCHOOLS),
        st.sampled_from((MEALS, CIRCLES, HOURS)),
        st.integers(0, 30),
        st.integers(30, 60),
        st.booleans(),
    ),
    max_size=14,
)


@given(acts=_acts)
@settings(max_examples=25)
def test_whatever_is_drafted_and_submitted_the_newest_submitted_is_in_force(acts: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        house = entering_house(Path(folder) / "var")
        service, viewer, in_force = Entries(house), head(house), {}
        for school, code, above, below, is_final in acts:
            unit_id = place(house, school)
            lower = "" if code == CIRCLES else str(below)
            act = service.submit if is_final else service.save_draft
            act(viewer, MECHANISM, unit_id, YEAR, {code: typed(str(above), lower, "пояснение")})
            if is_final:
                in_force[code, unit_id] = (float(above), float(below) if lower else None)
        assert _current(house) == in_force
        found = marts(house)
        assert found == _expected(in_force, place(house))
        with house.database.writing() as connection:
            connection.execute(delete(indicator_value))
            refresh_entered(connection, [place(house, school) for school in SCHOOLS])
        assert marts(house) == found, "a refresh unit by unit equals a full one"
        house.database.engine.dispose()


def _current(house: House) -> dict[tuple[str, int], tuple[float, float | None]]:
    columns = indicator_entry.c
    with house.database.reading() as connection:
        rows = connection.execute(
            select(columns.indicator, columns.unit_id, columns.numerator, columns.denominator).where(
                columns.is_current
            )
        ).all()
    assert len({row[:2] for row in rows}) == len(rows), "one row in force for each indicator and place"
    return {(code, id_): (above, below) for code, id_, above, below in rows}


def _expected(
    in_force: dict[tuple[str, int], tuple[float, float | None]], top: int
) -> dict[tuple[str, int, int], tuple[float, float]]:
    """Counted here once more: each school as stated, the municipality as the sum."""
    found: dict[tuple[str, int, int], tuple[float, float]] = {}
    for (code, unit_id), (above, below) in in_force.items():
        found[code, unit_id, YEAR] = (above, below or 1.0)
        known = found.get((code, top, YEAR), (0.0, 0.0))
        found[code, top, YEAR] = (known[0] + above, 1.0 if below is None else known[1] + below)
    return found


@pytest.mark.parametrize("code", [GROUPS])
def test_a_kindergarten_counts_like_any_organisation(code: str, our_house: House) -> None:
    garden, top = place(our_house, "Ромашка"), place(our_house)
    Entries(our_house).submit(head(our_house), MECHANISM, garden, YEAR, {code: typed("6")})
    assert marts(our_house) == {(code, garden, YEAR): (6, 1), (code, top, YEAR): (6, 1)}
