"""Answer masks of exam protocols of РЦОИ, turned into scores per task.

Short answers: one character per task, `+` = 1 point, `-` = 0, a digit = that many points. Long answers:
`2(3)0(2)` = earned(maximum) per task. A protocol does not print the maximum of a short task, so it is 1, or
the largest digit any participant of the work got for it: one strong pupil is enough to see a 2-point task,
and nobody can exceed a maximum found this way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data_access.formats.rows import NOT_TAUGHT, TaskRow

_LONG_TASK = re.compile(r"(\d+|[-–—XxХх])\((\d+)\)")
_SHORT_SCORES = {"+": 1, "-": 0, "–": 0, "—": 0} | {str(digit): digit for digit in range(10)}


@dataclass(frozen=True, slots=True)
class Answers:
    """Scores of one participant and maxima of the long tasks; `is_clean`: every character was understood."""

    short: tuple[int, ...]
    long: tuple[int | None, ...]
    long_max: tuple[int, ...]
    is_clean: bool

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.short), len(self.long)

    @property
    def scores(self) -> tuple[int | None, ...]:
        return self.short + self.long

    @property
    def total(self) -> int:
        return sum(score for score in self.scores if score is not None and score != NOT_TAUGHT)


def read_masks(short_mask: str, long_mask: str) -> Answers:
    """Masks as scores; what is not understood counts nowhere (NOT_TAUGHT) and clears `is_clean`."""
    marks = re.sub(r"\s", "", short_mask)
    short = tuple(_SHORT_SCORES.get(character, NOT_TAUGHT) for character in marks)
    packed = re.sub(r"[\s;,]", "", long_mask)
    tasks = _LONG_TASK.findall(packed)
    long = tuple(_long_score(earned, int(most)) for earned, most in tasks)
    long_max = tuple(int(most) for _, most in tasks)
    is_clean = not _LONG_TASK.sub("", packed) and NOT_TAUGHT not in short + long
    return Answers(short, long, long_max, is_clean)


def _long_score(earned: str, most: int) -> int | None:
    """A sign in place of a number means not begun; more than the maximum is not understood."""
    if not earned.isdigit():
        return None
    return int(earned) if int(earned) <= most else NOT_TAUGHT


def common_shape(answers: Sequence[Answers]) -> tuple[int, int]:
    """Number of short and long tasks of a work: what most participants have."""
    shapes = Counter(answer.shape for answer in answers if answer.scores)
    return shapes.most_common(1)[0][0] if shapes else (0, 0)


def tasks_of(answers: Sequence[Answers], shape: tuple[int, int]) -> tuple[TaskRow, ...]:
    """Tasks in the order of the protocol, short ones first; protocols print no numbers of their own."""
    fitting = [answer for answer in answers if answer.shape == shape]
    short_max = [max(1, *(answer.short[task] for answer in fitting)) for task in range(shape[0])]
    long_max = [max(answer.long_max[task] for answer in fitting) for task in range(shape[1])]
    return tuple(TaskRow(str(number), most, "") for number, most in enumerate(short_max + long_max, start=1))
