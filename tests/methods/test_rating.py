"""Rating by the problem index: order, ties, and who is not ranked."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods.rating import RatingEntry, place_change, rating
from dashboard.methods.share import Share


def entry(
    name: str, weight: float, *, n: int = 20, quality: int = 10, passing: int = 18, n_subjects: int = 10
) -> RatingEntry:
    return RatingEntry(hash(name), name, n, n_subjects, weight, Share(quality, n), Share(passing, n))


def places(entries: list[RatingEntry], **options: bool | int) -> list[tuple[str, str]]:
    return [(row.entry.name, row.place_label) for row in rating(entries, **options)]  # type: ignore[arg-type]


def test_the_lower_the_index_the_better_the_place() -> None:
    assert places([entry("9А", 8), entry("9Б", 2), entry("9В", 4)]) == [("9Б", "1"), ("9В", "2"), ("9А", "3")]


def test_the_index_is_per_pupil_so_a_large_class_may_have_more_problems() -> None:
    assert places([entry("9А", 4, n=10), entry("9Б", 6, n=30)]) == [("9Б", "1"), ("9А", "2")]


def test_ties_are_broken_by_quality_then_by_success() -> None:
    entries = [entry("9А", 4, passing=17), entry("9Б", 4, passing=19), entry("9В", 4, quality=11, passing=17)]
    assert places(entries) == [("9В", "1"), ("9Б", "2"), ("9А", "3")]


def test_equal_classes_share_a_place_and_the_next_place_is_skipped() -> None:
    entries = [entry("10А", 4), entry("9Б", 4), entry("9А", 6), entry("9В", 1)]
    assert places(entries) == [("9В", "1"), ("9Б", "2–3"), ("10А", "2–3"), ("9А", "4")]
    assert [row.place for row in rating(entries)] == [1, 2, 2, 4]


def test_weights_that_are_equal_on_paper_tie() -> None:
    entries = [entry("9А", 0.1 + 0.2), entry("9Б", 0.3)]
    assert places(entries) == [("9А", "1–2"), ("9Б", "1–2")]


def test_a_class_of_four_is_listed_last_without_a_place() -> None:
    rows = rating([entry("9А", 0, n=4, quality=4, passing=4), entry("9Б", 8)])
    assert [(row.entry.name, row.place, row.place_label) for row in rows] == [
        ("9Б", 1, "1"),
        ("9А", None, ""),
    ]
    assert rows[1].index.percent == 0.0


def test_an_empty_class_has_no_index_and_no_place() -> None:
    (row,) = rating([entry("9А", 0, n=0, quality=0, passing=0)], min_pupils=0)
    assert (row.index.percent, row.place) == (None, None)


def test_the_normalised_index_does_not_punish_a_class_with_more_subjects() -> None:
    entries = [entry("4А", 4, n_subjects=5), entry("9А", 6, n_subjects=15)]
    assert places(entries) == [("4А", "1"), ("9А", "2")]
    assert places(entries, is_normalised=True) == [("9А", "1"), ("4А", "2")]


def test_place_change_is_positive_when_the_class_rose() -> None:
    assert place_change(2, 5) == 3
    assert place_change(4, 1) == -3
    assert place_change(None, 1) is None
    assert place_change(1, None) is None


ENTRIES = st.lists(
    st.builds(
        lambda number, n, weight, quality, passing: entry(
            f"{number}А", weight, n=n, quality=min(quality, n), passing=min(passing, n)
        ),
        st.integers(1, 11),
        st.integers(0, 12),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=12,
)


@given(ENTRIES)
def test_places_are_a_permutation_with_ties(entries: list[RatingEntry]) -> None:
    rows = rating(entries)
    assert sorted(map(repr, entries)) == sorted(repr(row.entry) for row in rows)
    ranked = [row.place for row in rows if row.place is not None]
    assert len(ranked) == sum(one.n_pupils >= 5 for one in entries)
    for place in ranked:
        assert place == 1 + sum(other < place for other in ranked)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_places_do_not_depend_on_the_order_of_input(
    entries: list[RatingEntry], chance: random.Random
) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)
    labels = sorted((repr(row.entry), row.place_label) for row in rating(entries))
    assert labels == sorted((repr(row.entry), row.place_label) for row in rating(shuffled))
