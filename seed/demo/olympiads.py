"""The all-Russia olympiad (ВсОШ) of the demonstration: school, municipal and regional stages.

Whoever knows a subject well takes part and comes through; the names are those of the roster.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from seed.demo.ability import knowledge
from seed.demo.model import Municipality, Pupil, SchoolClass, stream

Stage = Literal["school", "municipal", "region", "final"]
Outcome = Literal["participant", "prize", "winner"]
EVENT = "Всероссийская олимпиада школьников"
SUBJECTS = ("Русский язык", "Математика", "Физика", "Биология", "История", "Обществознание")
FIRST_GRADE = {
    "Русский язык": 4,
    "Математика": 4,
    "Физика": 7,
    "Биология": 5,
    "История": 5,
    "Обществознание": 6,
}
# From which level a pupil comes to a stage, and from which they win a prize there.
_STAGES: tuple[tuple[Stage, float, float], ...] = (
    ("school", 3.75, 4.35),
    ("municipal", 4.35, 4.75),
    ("region", 4.85, 5.15),
    ("final", 5.3, 5.5),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A pupil at a stage in a subject."""

    school_class: SchoolClass
    pupil: Pupil
    subject: str
    stage: Stage
    outcome: Outcome


def olympiad(demo: Municipality, year: int) -> Iterator[Taken]:
    """Everybody at every stage of a school year, school by school."""
    for school_class in demo.classes:
        if school_class.key.year != year or school_class.key.grade < 4:
            continue
        for enrolment in school_class.enrolments:
            if not enrolment.until:
                yield from _of_pupil(demo, school_class, enrolment.pupil)


def _of_pupil(demo: Municipality, school_class: SchoolClass, pupil: Pupil) -> Iterator[Taken]:
    key = school_class.key
    for subject in SUBJECTS:
        if key.grade < FIRST_GRADE[subject]:
            continue
        rng = stream(demo.seed, "olympiad", pupil.number, key.year, subject)
        level = knowledge(demo.profile(key.school), key, pupil, subject, demo.seed) + rng.gauss(0.0, 0.35)
        is_willing = rng.random() < 0.55
        for stage, from_level, prize in _STAGES:
            if level < from_level or not is_willing:
                break
            outcome: Outcome = (
                "winner" if level >= prize + 0.15 else "prize" if level >= prize else "participant"
            )
            yield Taken(school_class, pupil, subject, stage, outcome)
