"""Heaps at the borders of marks: the example of the methods by hand, the test by scipy, and which borders count."""

from __future__ import annotations

import pytest
from scipy import stats

from dashboard.methods.sign_borders import at_border, border


@pytest.mark.parametrize(("at_reference", "excess", "state"), [(7, 2.1, "sign"), (14.5, 1.0, "none")])
def test_the_example_of_a_border_flags_a_school_only_against_its_region(
    at_reference: float, excess: float, state: str
) -> None:
    """h[4..9] = 4, 4, 2, 14, 6, 5 at the border 7: E = 4.75, ratio 2.95, z = 4.24; the region's ratio 1.4 or 2.9."""
    scores = {4: 4, 5: 4, 6: 2, 7: 14, 8: 6, 9: 5, 14: 20}
    reference = {4: 500, 5: 500, 8: 500, 9: 500, 7: 100 * at_reference}
    found = at_border(scores, reference, 3, 7)
    assert found is not None
    assert (found.expected, round(found.ratio, 2), round(found.z, 2)) == (4.75, 2.95, 4.24)
    assert round(found.excess, 1) == excess
    assert border(scores, reference, (7, None, None), "region").state == state


def test_a_border_is_provisional_under_fifty_pupils_and_not_looked_at_under_twenty() -> None:
    reference = dict.fromkeys(range(20), 100)
    forty = {4: 6, 5: 6, 6: 2, 7: 14, 8: 6, 9: 6}
    assert border(forty, reference, (7, None, None), "region").numbers["provisional"] == 1
    assert border({7: 19}, reference, (7, None, None), "region").reason == "few_pupils"
    assert border(forty, reference, (None, None, None), "region").reason == "no_scale"


def test_a_border_is_seen_although_its_neighbours_were_emptied_to_fill_it() -> None:
    """Under three pupils at the neighbours on average: the reference says how many of the 24 are usual there."""
    scores = {7: 20, 8: 2, 9: 2, 14: 30}
    even = dict.fromkeys(range(20), 100)
    found = border(scores, even, (7, None, None), "region")
    assert (found.state, found.numbers["emptied"], found.numbers["expected"]) == ("sign", 1, 4.0)
    assert border({7: 14, 14: 30}, even, (7, None, None), "region").reason == "no_reference"


def test_a_school_has_as_many_chances_as_borders() -> None:
    scores = {4: 5, 5: 5, 6: 5, 7: 9, 8: 5, 9: 5, 10: 5, 11: 5, 12: 5, 13: 5, 14: 5}
    even = dict.fromkeys(range(20), 100)
    alone, both = (border(scores, even, borders, "region") for borders in ((7, None, None), (7, 12, None)))
    assert alone.p is not None
    assert both.value == alone.value
    assert both.p == pytest.approx(2 * alone.p)


def test_the_strongest_of_several_borders_is_told() -> None:
    scores = {4: 5, 5: 5, 6: 5, 7: 9, 8: 5, 9: 5, 10: 2, 11: 1, 12: 26, 13: 6, 14: 6}
    found = border(scores, dict.fromkeys(range(20), 100), (7, 12, 17), "region")
    assert (found.state, found.numbers["mark"], found.numbers["score"]) == ("sign", 4, 12)
    assert found.numbers["near"] == 29
    assert found.numbers["usual_share"] == pytest.approx(100 / 3)


def test_a_border_is_tested_as_by_fisher() -> None:
    scores = {4: 4, 5: 5, 6: 2, 7: 14, 8: 6, 9: 5, 14: 20}
    reference = {4: 50, 5: 60, 6: 40, 7: 100, 8: 60, 9: 50}
    found = at_border(scores, reference, 3, 7)
    assert found is not None
    theirs = stats.fisher_exact([[14, 7], [100, 100]], alternative="greater")  # 14 of 21 at 5, 6 and 7 points
    assert found.p == pytest.approx(theirs.pvalue)
    assert border(scores, reference, (7, None, 14), "region").p == pytest.approx(theirs.pvalue)
