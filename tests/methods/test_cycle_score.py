"""Scores of the management cycle by hand: steps, sums and bands at their borders."""

from __future__ import annotations

import pytest

from dashboard.methods.cycle_score import Band, cycle_score, step_score


@pytest.mark.parametrize(
    ("done", "whole", "score"), [(0, 5, 0), (0, 0, 0), (1, 5, 1), (4, 5, 1), (5, 5, 2), (6, 5, 2), (3, 0, 0)]
)
def test_a_step_is_nothing_a_part_or_the_whole(done: int, whole: int, score: int) -> None:
    assert step_score(done, whole) == score


@pytest.mark.parametrize(
    ("steps", "points", "band"),
    [
        ([2] * 9, 18, Band.HIGH),
        ([2] * 6 + [1] * 3, 15, Band.HIGH),  # 0.83
        ([2] * 5 + [1] * 4, 14, Band.MIDDLE),  # 0.78
        ([1] * 9, 9, Band.MIDDLE),  # 0.5 exactly
        ([1] * 8 + [0], 8, Band.LOW),
        ([0] * 9, 0, Band.LOW),
    ],
)
def test_nine_steps_make_a_sum_of_eighteen_and_a_band(steps: list[int], points: int, band: Band) -> None:
    score = cycle_score(steps)
    assert (score.points, score.most, score.band) == (points, 18, band)
    assert score.share == points / 18


def test_four_fifths_exactly_is_high() -> None:
    assert cycle_score([2, 2, 2, 2, 0]).band is Band.HIGH


def test_without_steps_there_is_no_share_and_no_band() -> None:
    score = cycle_score([])
    assert (score.share, score.band) == (None, None)
