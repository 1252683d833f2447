"""Effect of a decision: hand-computed examples, which points are compared, who is comparable."""

from __future__ import annotations

import pytest

from dashboard.methods.effect import (
    Amount,
    Peer,
    Verdict,
    baseline,
    change_of_peers,
    comparable_peers,
    effect_of,
    later_points,
)


def test_a_rise_beyond_chance_by_the_published_example() -> None:
    """Newcombe (1998), table II: 56/70 against 48/80 → 0,2 with 0,0524…0,3339."""
    found = effect_of(Amount(48, 80), Amount(56, 70), 100.0, True)
    assert found.before == pytest.approx(60.0)
    assert found.after == pytest.approx(80.0)
    assert found.difference == pytest.approx(20.0)
    assert found.interval.low == pytest.approx(5.24, abs=0.005)
    assert found.interval.high == pytest.approx(33.39, abs=0.005)
    assert found.verdict is Verdict.RISE


def test_the_same_example_backwards_is_a_fall() -> None:
    found = effect_of(Amount(56, 70), Amount(48, 80), 100.0, True)
    assert found.interval.high == pytest.approx(-5.24, abs=0.005)
    assert found.verdict is Verdict.FALL


def test_the_same_shares_of_fewer_pupils_are_within_chance() -> None:
    """6/10 → 8/10: the difference is still 20 points, the interval holds zero."""
    found = effect_of(Amount(6, 10), Amount(8, 10), 100.0, True)
    assert found.difference == pytest.approx(20.0)
    assert found.interval.low < 0 < found.interval.high
    assert found.verdict is Verdict.CHANCE


@pytest.mark.parametrize(
    ("before", "after", "difference", "verdict"),
    [
        ((352.0, 100), (371.0, 100), 0.19, Verdict.HIGHER),
        ((371.0, 100), (352.0, 100), -0.19, Verdict.LOWER),
        ((7.0, 2), (14.0, 4), 0.0, Verdict.SAME),
    ],
)
def test_a_mean_has_a_direction_and_no_interval(
    before: tuple[float, float], after: tuple[float, float], difference: float, verdict: Verdict
) -> None:
    found = effect_of(Amount(*before), Amount(*after), 1.0, False)
    assert found.difference == pytest.approx(difference)
    assert not found.interval.is_known
    assert found.verdict is verdict


def test_without_later_figures_it_waits_and_without_earlier_ones_there_is_no_start() -> None:
    waiting = effect_of(Amount(48, 80), None, 100.0, True)
    assert (waiting.before, waiting.after, waiting.verdict) == (60.0, None, Verdict.WAITING)
    assert effect_of(Amount(48, 80), Amount(0, 0), 100.0, True).verdict is Verdict.WAITING
    started = effect_of(None, Amount(56, 70), 100.0, True)
    assert (started.before, started.difference, started.verdict) == (None, None, Verdict.NO_START)


def test_what_cannot_be_a_share_gets_no_interval_and_breaks_nothing() -> None:
    found = effect_of(Amount(48, 80), Amount(90, 80), 100.0, True)
    assert found.verdict is Verdict.HIGHER
    assert not found.interval.is_known


def test_later_points_come_in_the_order_of_time_the_next_one_first() -> None:
    known = [(2026, "Q1"), (2025, "Y"), (2025, "Q1"), (2025, "H1"), (2024, "Y"), (2026, "Q1")]
    assert later_points((2025, "H1"), known) == [(2025, "Y"), (2026, "Q1")]


@pytest.mark.parametrize(
    ("stood", "after", "start"),
    [
        ((2025, "Q1"), (2025, "H1"), (2025, "Q1")),  # parts with parts
        ((2025, "Q1"), (2026, "Q3"), (2025, "Q1")),
        ((2025, "Y"), (2026, "Y"), (2025, "Y")),
        ((2025, "Y"), (2026, "Q1"), (2025, "Q1")),  # a quarter with the same quarter of that year
        ((2025, "Q1"), (2025, "Y"), (2024, "Y")),  # a year with the last whole year before
        ((2025, "H2"), (2026, "Y"), (2024, "Y")),
    ],
)
def test_like_is_compared_with_like(
    stood: tuple[int, str], after: tuple[int, str], start: tuple[int, str]
) -> None:
    assert baseline(stood, after) == start


def test_comparable_is_the_same_kind_in_the_same_country() -> None:
    own = Peer(1, "СОШ", True)
    others = [Peer(2, "СОШ", True), Peer(3, "СОШ", False), Peer(4, "лицей", True), own]
    assert comparable_peers(own, others) == [2]


def test_where_nobody_is_alike_all_the_others_are_compared() -> None:
    own = Peer(1, "лицей", False)
    assert comparable_peers(own, [own, Peer(2, "СОШ", True), Peer(3, "СОШ", False)]) == [2, 3]
    assert comparable_peers(own, [own]) == []


def test_peers_are_added_up_and_never_averaged() -> None:
    """10/20 → 15/20 and 40/80 → 44/80: 50/100 → 59/100 is +9; the mean of +25 and +5 would be +15."""
    pairs = [(Amount(10, 20), Amount(15, 20)), (Amount(40, 80), Amount(44, 80))]
    assert change_of_peers(pairs, 100.0) == pytest.approx(9.0)
    assert change_of_peers([], 100.0) is None
