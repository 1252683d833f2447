"""The region around the demonstration and the whole country: how many wrote a ВПР, and with what results. All invented.

Scores are drawn as those of the municipality are, from a level on the scale of marks, so that a school may be laid over
the region score by score. Nothing of it depends on the municipality: every demonstration has the same region.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from seed.demo.ability import MEAN_LEVEL, grade_shift
from seed.demo.model import stream
from seed.demo.scores import draw
from seed.demo.vpr import SEVERITY, VprWork

GRADES = (4, 5)
SUBJECTS = ("Русский язык", "Математика")
DRAWN = 4000
SPREAD = 0.5  # of pupils around the level of their area, in marks

# Percents of pupils whose mark was lower than, equal to and higher than that of the journal.
_CONFIRMATION = {
    (4, "Русский язык"): (22, 66, 12),
    (4, "Математика"): (24, 60, 16),
    (5, "Русский язык"): (24, 62, 14),
    (5, "Математика"): (25, 58, 17),
}


@dataclass(frozen=True, slots=True)
class Area:
    """A row of a report. `level`: its distance from the municipality's; `unmarked`: pupils without a journal mark."""

    name: str
    schools: int
    pupils: int
    level: float
    unmarked: int


REGION = Area("Демонстрационная область", 548, 21_640, 0.0, 9)
AREAS = (Area("Вся выборка", 35_412, 1_486_300, 0.05, 640), REGION)


def is_reported(work: VprWork) -> bool:
    """Whether the demonstration has reports on this work."""
    return work.grade in GRADES and work.subject in SUBJECTS


def score_percents(work: VprWork, area: Area, seed: int) -> tuple[float, ...]:
    """Percent of pupils with each primary score from 0 to the maximum, as reports print it."""
    counts = _drawn(work, area, seed)
    return tuple(round(100 * counts[score] / DRAWN, 2) for score in range(work.scale.maximum + 1))


def mark_percents(work: VprWork, area: Area, seed: int) -> tuple[float, ...]:
    """Percent of pupils with «2», «3», «4» and «5»."""
    counts = _drawn(work, area, seed)
    marks = Counter({mark: 0 for mark in (2, 3, 4, 5)})
    for score, pupils in counts.items():
        marks[work.scale.mark(score)] += pupils
    return tuple(round(100 * marks[mark] / DRAWN, 2) for mark in (2, 3, 4, 5))


def confirmation(work: VprWork, area: Area) -> tuple[int, ...]:
    """Pupils whose mark was lower than, equal to and higher than that of the journal."""
    pairs = area.pupils - area.unmarked
    lowered, _, raised = (round(pairs * share / 100) for share in _CONFIRMATION[work.grade, work.subject])
    return lowered, pairs - lowered - raised, raised


@cache
def _drawn(work: VprWork, area: Area, seed: int) -> Counter[int]:
    """Primary scores of a sample of pupils."""
    rng = stream(seed, "region", area.name, work.year, work.grade, work.subject)
    level = MEAN_LEVEL + grade_shift(work.grade) - SEVERITY + area.level
    return Counter(
        sum(draw(level + rng.gauss(0.0, SPREAD), work.scale, work.tasks, rng)) for _ in range(DRAWN)
    )
