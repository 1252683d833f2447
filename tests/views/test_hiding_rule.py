"""The rule of hiding small numbers, on any counts: nothing hidden can be subtracted from what is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.views.suppression import hidden_groups, hidden_parts, is_fragile

THRESHOLD = 5
COUNTS = st.dictionaries(st.integers(1, 30), st.integers(0, 40), max_size=12)


@given(COUNTS, st.integers(2, 10))
def test_no_hidden_part_can_be_found_by_subtraction(counts: dict[int, int], threshold: int) -> None:
    hidden = hidden_parts(counts, threshold)
    left = {part for part, count in counts.items() if count > 0} - hidden
    assert {part for part, count in counts.items() if 0 < count < threshold} <= hidden
    assert not any(counts[part] == 0 for part in hidden)
    if hidden and left:
        assert len(hidden) >= 2
        assert sum(counts[part] for part in hidden) >= threshold


@given(COUNTS, st.integers(2, 10))
def test_nothing_is_hidden_where_nothing_is_small(counts: dict[int, int], threshold: int) -> None:
    big = {part: count for part, count in counts.items() if count >= threshold}
    assert hidden_parts(big, threshold) == frozenset()


@given(COUNTS, st.integers(2, 10))
def test_no_more_is_hidden_than_needed(counts: dict[int, int], threshold: int) -> None:
    small = {part for part, count in counts.items() if 0 < count < threshold}
    assert len(hidden_parts(counts, threshold) - small) <= 1


def test_worked_examples() -> None:
    assert hidden_parts({1: 3, 2: 20, 3: 25}, 5) == {1, 2}
    assert hidden_parts({1: 3, 2: 4, 3: 25}, 5) == {1, 2}
    assert hidden_parts({1: 1, 2: 1, 3: 25, 4: 30}, 5) == {1, 2, 3}
    assert hidden_parts({1: 3}, 5) == {1}
    assert hidden_parts({1: 0, 2: 20}, 5) == frozenset()
    assert hidden_parts({1: 10, 2: 20, 3: 30}, 5, always={3}) == {1, 3}
    assert hidden_parts({1: 10, 2: 20, 3: 30}, 5, always={3}, preferred={2}) == {2, 3}


GROUPS = st.dictionaries(st.tuples(st.integers(1, 6), st.integers(1, 6)), st.integers(0, 30), max_size=30)


@given(GROUPS, st.frozensets(st.integers(1, 6), max_size=2))
def test_no_hidden_group_stands_alone_in_its_class_or_subject(
    counts: dict[tuple[int, int], int], classes: frozenset[int]
) -> None:
    hidden = hidden_groups(counts, THRESHOLD, classes)
    present = {group for group, count in counts.items() if count > 0}
    must = {group for group in present if counts[group] < THRESHOLD or group[0] in classes}
    assert must <= hidden <= present
    if not must:
        assert not hidden
    for axis in (0, 1):
        for line in {group[axis] for group in hidden}:
            of_line = {group for group in present if group[axis] == line}
            if of_line - hidden:
                assert not is_fragile([counts[group] for group in of_line & hidden], THRESHOLD)
