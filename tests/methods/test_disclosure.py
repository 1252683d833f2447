"""What may be told to anybody: extremes, subtraction, one release after another, against brute force."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods.disclosure import (
    NARROWEST,
    SMALLEST,
    Rough,
    Settled,
    Told,
    bracket,
    differs_little,
    is_told,
    percent_range,
    possible,
    rough_count,
    rough_percent,
    settle,
)

GROUPS = st.integers(SMALLEST, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(GROUPS)
def test_a_told_percent_stands_for_its_count_and_is_rounded_to_whole(group: tuple[int, int]) -> None:
    count, n = group
    told = rough_percent(100 * count / n, n)
    low, high = percent_range(told, n)
    assert low <= count <= high
    assert told.value == int(told.value)
    if not told.bound:
        assert abs(told.value - 100 * count / n) <= 0.5 + 1e-9


@given(GROUPS)
def test_that_nobody_or_everybody_did_is_never_told(group: tuple[int, int]) -> None:
    count, n = group
    low, high = percent_range(rough_percent(100 * count / n, n), n)
    if rough_percent(100 * count / n, n).bound:
        assert high - low >= NARROWEST
    else:
        assert low > 0
        assert high < n


def test_the_borders_of_extremes_grow_as_the_group_shrinks() -> None:
    assert [bracket(n) for n in (10, 14, 15, 29, 30, 59, 60, 500)] == [30, 30, 20, 20, 10, 10, 5, 5]
    assert rough_percent(100, 72) == Rough(95, "at_least")
    assert rough_percent(0, 12) == Rough(30, "at_most")
    assert rough_percent(47.5, 100) == Rough(48)


def test_counts_are_told_to_five_and_small_ones_are_one_and_the_same() -> None:
    assert [rough_count(n) for n in (0, 1, 9)] == [Rough(9, "at_most")] * 3
    assert [rough_count(n).value for n in (10, 12, 13, 1204)] == [10, 10, 15, 1205]


PARTS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda pair: (min(pair), max(pair))),
    min_size=1,
    max_size=4,
)


@given(PARTS, st.data())
def test_what_a_reader_works_out_is_what_trying_every_count_finds(
    parts: list[tuple[int, int]], data: st.DataObject
) -> None:
    truth = [data.draw(st.integers(*part)) for part in parts]
    total = (sum(truth) - data.draw(st.integers(0, 2)), sum(truth) + data.draw(st.integers(0, 2)))
    fitting = [
        counts
        for counts in product(*(range(low, high + 1) for low, high in parts))
        if total[0] <= sum(counts) <= total[1]
    ]
    found = possible(total, dict(enumerate(parts)))
    for part in range(len(parts)):
        assert found[part] == (min(c[part] for c in fitting), max(c[part] for c in fitting))


def test_coming_within_two_of_a_hidden_count_is_telling_it() -> None:
    assert is_told((4, 6), (0, 13))
    assert not is_told((4, 7), (0, 13))
    assert not is_told((0, 2), (0, 2)), "of two pupils everything is possible before and after"


# -- one release after another ---------------------------------------------------------------------------


def told(counts: dict[int, int], hidden: set[int] = frozenset()) -> dict[int, Told]:  # type: ignore[assignment]
    return {part: Told(n if n >= SMALLEST else None, part in hidden) for part, n in counts.items()}


def settled(before: dict[int, int], now: dict[int, int], was: set[int], hides: set[int]) -> Settled:
    return settle(told(before, was), sum(before.values()), now, sum(now.values()), frozenset(hides))


def test_one_to_four_pupils_more_or_less_are_little_and_none_is_not() -> None:
    assert [differs_little(20, n) for n in (15, 16, 19, 20, 21, 24, 25)] == [
        False, True, True, False, True, True, False,
    ]  # fmt: skip
    assert differs_little(None, 13), "nine may have become thirteen"
    assert not differs_little(None, 14)


COUNTS = st.dictionaries(st.integers(1, 8), st.integers(1, 60), min_size=2, max_size=8)


@given(COUNTS, st.data())
def test_after_one_pupil_nothing_new_is_told(counts: dict[int, int], data: st.DataObject) -> None:
    hidden = {part for part, n in counts.items() if n < SMALLEST}
    joined = data.draw(st.sampled_from(sorted(counts)))
    step = data.draw(st.sampled_from([-1, 1]))
    now = {**counts, joined: counts[joined] + step}
    small = {part for part, n in now.items() if n < SMALLEST}
    found = settled(counts, now, hidden, small)
    assert joined in found.kept
    assert found.keeps_total
    assert found.hidden == hidden, "who was hidden is hidden, who was shown is shown"


def test_a_late_school_is_told_at_once_and_the_others_stay() -> None:
    before, now = {1: 40, 2: 50}, {1: 40, 2: 50, 3: 70}
    assert settled(before, now, set(), set()) == Settled(frozenset(), frozenset(), False)


def test_a_school_that_grew_out_of_hiding_does_not_uncover_the_one_that_covered_it() -> None:
    before, now = {1: 9, 2: 12, 3: 80}, {1: 40, 2: 12, 3: 80}
    found = settled(before, now, {1, 2}, set())
    assert 2 in found.hidden, "with its value the earlier total would tell the nine"
    assert found.keeps_total, "and so would a new total"


def test_a_school_everybody_has_seen_cannot_cover_another() -> None:
    before, now = {1: 30, 2: 12, 3: 80}, {1: 5, 2: 12, 3: 80}
    found = settled(before, now, set(), {1, 2})
    assert found.keeps_total
    assert found.hidden == {1}


def test_a_new_total_over_a_few_who_moved_is_not_told() -> None:
    before = {1: 40, 2: 50, 3: 60}
    assert settled(before, {1: 41, 2: 50, 3: 90}, set(), set()).keeps_total
    assert settled(before, {1: 43, 2: 48, 3: 90}, set(), set()).keeps_total, "five moved"
    many = {part: 40 for part in range(6)}
    grown = {part: 42 if part < 5 else 90 for part in many}
    found = settled(many, grown, set(), set())
    assert found.kept == {0, 1, 2, 3, 4}
    assert not found.keeps_total, "ten moved, a group that may be told of"
