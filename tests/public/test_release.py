"""The figures of a release: those of the marts, rounded; nothing of few people; nothing that subtraction finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.catalogue import Indicator, catalogue
from dashboard.methods.disclosure import BRACKETS, NARROWEST, SMALLEST
from dashboard.public.release import (
    AT_LEAST,
    AT_MOST,
    HIDDEN,
    MISSING,
    SHOWN,
    Figure,
    Release,
    from_content,
    to_content,
)
from dashboard.public.rules import Reach, verdict
from data_access.queries.releases import CITIZEN, read_release
from tests.public.conftest import YEAR, Department

Row = tuple[float, float, int]  # numerator, denominator, pupils


@pytest.fixture(scope="module")
def marts(published: Department) -> dict[tuple[str, int], Row]:
    with published.server.extensions["parts"].house.database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT indicator, unit_id, numerator, denominator, n FROM indicator_value "
            f"WHERE year = {YEAR} AND checkpoint = 'Y'"
        ).all()
    return {(row[0], row[1]): tuple(row[2:]) for row in rows}


@pytest.fixture(scope="module")
def release(published: Department) -> Release:
    return published.publication.shown(YEAR)[0]


def figures(release: Release) -> Iterator[tuple[Indicator, int, Figure]]:
    known = catalogue().indicators
    for one in release.indicators:
        yield known[one.code], 1, one.total
        for place in one.places:
            yield known[one.code], place.unit_id, place.figure


def test_every_published_value_is_that_of_the_mart_rounded(
    release: Release, marts: dict[tuple[str, int], Row]
) -> None:
    compared = 0
    for indicator, unit_id, figure in figures(release):
        if not figure.has_value:
            continue
        true = indicator.value(*marts[indicator.code, unit_id][:2])
        assert true is not None
        assert figure.value is not None
        if figure.state == AT_MOST:
            assert true <= figure.value
        elif figure.state == AT_LEAST:
            assert true >= figure.value
        else:
            nearest = 2.5 if indicator.aggregate == "sum" else 0.5
            assert abs(figure.value - true) <= nearest + 1e-9, (indicator.code, unit_id)
        compared += 1
    assert compared > 120


def test_percents_are_whole_and_no_place_stands_anywhere(release: Release) -> None:
    for indicator, _, figure in figures(release):
        if figure.has_value and indicator.measure.value == "percent":
            assert figure.value == int(figure.value or 0), indicator.code
    assert "place" not in {key for one in to_content(release)["indicators"] for key in one}
    names = [place.name for place in release.indicators[0].places]
    assert names == sorted(names), "in the order of names, not of values"


def test_nothing_is_told_of_fewer_than_ten(release: Release, marts: dict[tuple[str, int], Row]) -> None:
    hidden = 0
    for indicator, unit_id, figure in figures(release):
        row = marts.get((indicator.code, unit_id))
        if row is None or indicator.aggregate == "sum":
            continue
        people = min(row[1], row[2] or row[1]) if indicator.is_proportion else (row[2] or row[1])
        if 0 < people < SMALLEST:
            assert figure == Figure(HIDDEN), (indicator.code, unit_id)
            hidden += 1
    assert hidden > 40


def test_a_hidden_figure_leaves_no_number_in_the_kept_release(release: Release) -> None:
    for one in to_content(release)["indicators"]:
        for figure in (one["total"], *(place["figure"] for place in one["places"])):
            if figure["state"] in (HIDDEN, MISSING):
                assert (figure["value"], figure["n"], figure["band"]) == (None, None, "")
            assert figure["n"] is None or figure["n"] >= SMALLEST


def counts_of(figure: Figure, limit: int) -> range:
    """Numerators of a share that a reader thinks possible, worked out here by trying each."""
    if figure.state == AT_MOST:
        return range(0, int(limit * (figure.value or 0) / 100 + 1e-9) + 1)
    if figure.state == AT_LEAST:
        return range(limit - int(limit * (100 - (figure.value or 0)) / 100 + 1e-9), limit + 1)
    if figure.state == SHOWN:
        fitting = [k for k in range(limit + 1) if abs(100 * k / limit - (figure.value or 0)) <= 0.5 + 1e-9]
        return range(min(fitting), max(fitting) + 1)
    return range(0, limit + 1)


def test_no_hidden_or_extreme_share_follows_from_the_others_and_the_total(
    release: Release, marts: dict[tuple[str, int], Row]
) -> None:
    """The sums that are possible are an interval, so the borders of each hidden one are exact; all n are known."""
    attacked = 0
    for one in release.indicators:
        indicator = catalogue().indicators[one.code]
        if not indicator.is_proportion or not one.total.has_value or one.reach != "values":
            continue
        limits = {p.unit_id: int(marts[one.code, p.unit_id][1]) for p in one.places
                  if marts.get((one.code, p.unit_id), (0, 0, 0))[1]}  # fmt: skip
        ranges = {
            p.unit_id: counts_of(p.figure, limits[p.unit_id]) for p in one.places if p.unit_id in limits
        }
        total = counts_of(one.total, int(marts[one.code, 1][1]))
        for place in one.places:
            if place.figure.state in (SHOWN, MISSING):
                continue
            own = ranges[place.unit_id]
            others = [found for id_, found in ranges.items() if id_ != place.unit_id]
            low = max(own[0], total[0] - sum(found[-1] for found in others))
            high = min(own[-1], total[-1] - sum(found[0] for found in others))
            assert high - low >= min(NARROWEST, own[-1] - own[0]), (one.code, place.name, low, high)
            attacked += 1
    assert attacked > 60


def test_hidden_schools_are_never_one_alone_under_a_told_total(release: Release) -> None:
    for one in release.indicators:
        hidden = [place for place in one.places if place.figure.state == HIDDEN]
        shown = [place for place in one.places if place.figure.has_value]
        if one.total.has_value and shown:
            assert len(hidden) != 1, one.code


def test_an_extreme_share_is_told_as_a_border_only(release: Release) -> None:
    bounds = {f.value for i, _, f in figures(release) if f.state == AT_MOST and i.aggregate != "sum"}
    bounds |= {100 - (f.value or 0) for _, _, f in figures(release) if f.state == AT_LEAST}
    assert bounds <= set(BRACKETS)
    assert len(bounds) > 2
    exact = [f.value for i, _, f in figures(release) if f.state == SHOWN and i.measure.value == "percent"]
    assert min(exact) > 0
    assert max(exact) < 100


def test_what_may_not_be_published_is_absent_even_when_asked_for(department: Department) -> None:
    known = department.server.extensions["parts"].house.catalogue
    forbidden = [one.code for one in known.used_indicators() if "no_public" in one.uses]
    assert forbidden
    made = department.preview([*forbidden, "quality"])
    assert [one.code for one in made.indicators] == ["quality"]
    assert not {one.code for one in department.preview().indicators} & set(forbidden)


def test_vpr_is_told_of_the_whole_only_and_bands_stand_where_ranking_is_forbidden(release: Release) -> None:
    known = catalogue().indicators
    vpr = [one for one in release.indicators if "ВПР" in known[one.code].quality]
    assert len(vpr) > 5
    assert all(one.places == () for one in vpr)
    unranked = [one for one in release.indicators if "no_ranking" in known[one.code].uses]
    assert len(unranked) > len(vpr)
    assert not [p for one in unranked for p in one.places if p.figure.has_value]


def test_an_unranked_share_with_many_people_is_told_as_a_band(department: Department) -> None:
    department.change(
        "UPDATE indicator_value SET numerator = 10, denominator = 60, n = 60 "
        "WHERE indicator = 'heads_attested' AND unit_id IN (2, 3)",
        "UPDATE indicator_value SET numerator = 55, denominator = 60, n = 60 "
        "WHERE indicator = 'heads_attested' AND unit_id = 4",
        "UPDATE indicator_value SET numerator = 75, denominator = 180, n = 180 "
        "WHERE indicator = 'heads_attested' AND unit_id = 1",
    )
    one = department.preview(["heads_attested"]).indicators[0]
    assert one.reach == Reach.BANDS
    assert {p.name: (p.figure.value, p.figure.band) for p in one.places} == {
        "Лицей": (None, "ниже"), "СОШ № 1": (None, "ниже"), "СОШ № 2": (None, "выше"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "profile", ["pelym", "yershichi", "nizhny-novgorod", "leninsk-kuznetsky", "staromainsky"]
)
def test_the_rule_of_every_profile_never_opens_vpr_by_school_or_what_is_not_public(profile: str) -> None:
    from dashboard.catalogue import profile_path

    for one in catalogue(profile_path(profile)).used_indicators():
        reach = verdict(one).reach
        assert (reach is Reach.NEVER) == ("no_public" in one.uses)
        if "ВПР" in one.quality:
            assert reach in (Reach.WHOLE, Reach.NEVER)
        if "no_ranking" in one.uses:
            assert reach is not Reach.VALUES


# -- later loads and later releases -----------------------------------------------------------------------

ONE_MORE = (
    "UPDATE indicator_value SET numerator = numerator + 1, denominator = denominator + 1, n = n + 1 "
    "WHERE indicator = 'quality' AND year = 2025 AND checkpoint = 'Y' AND unit_id IN (1, {})"
)


def content(department: Department) -> dict[str, object]:
    desk = department.server.extensions["parts"].desk
    with desk.reading(CITIZEN) as reader:
        row = read_release(reader)
    assert row is not None
    return row.content


def test_a_later_load_does_not_change_what_citizens_see(department: Department) -> None:
    department.publish(["quality", "pass_rate"])
    before = department.citizen.get("/open").text
    department.change(
        "UPDATE indicator_value SET numerator = denominator", "UPDATE unit SET short_name = 'X'"
    )
    assert department.citizen.get("/open").text == before


@pytest.mark.parametrize("school", [2, 3, 4])
def test_a_release_after_one_pupil_more_tells_the_figures_of_the_one_before(
    school: int, department: Department
) -> None:
    department.publish(["quality"])
    told = department.preview(["quality"]).indicators[0]
    department.change(ONE_MORE.format(school))
    again = department.preview(["quality"]).indicators[0]
    assert (again.total, again.places) == (told.total, told.places)
    department.change(
        "UPDATE indicator_value SET numerator = numerator + 20, denominator = denominator + 20, n = n + 20 "
        f"WHERE indicator = 'quality' AND year = 2025 AND checkpoint = 'Y' AND unit_id IN (1, {school})"
    )
    assert department.preview(["quality"]).indicators[0].total != told.total


def test_a_kept_figure_is_said_to_be_of_the_release_before(department: Department) -> None:
    department.publish(["quality"])
    department.change(
        "UPDATE indicator_value SET numerator = numerator + 4, denominator = denominator + 4, n = n + 4 "
        "WHERE indicator = 'quality' AND year = 2025 AND checkpoint = 'Y' AND unit_id IN (1, 4)"
    )
    assert department.preview(["quality"]).indicators[0].is_kept
    department.publish(["quality"])
    assert "прежнего выпуска" in department.citizen.get("/open").text


def test_withdrawing_does_not_reset_what_people_have_seen(department: Department) -> None:
    made = department.publish(["quality"])
    told = department.preview(["quality"]).indicators[0]
    department.publication.withdraw(department.viewer("head"), made)
    department.change(ONE_MORE.format(4))
    assert department.preview(["quality"]).indicators[0].places == told.places


def test_a_release_is_read_back_as_it_was_made(release: Release) -> None:
    assert from_content(to_content(release)) == release
