"""How well a pupil knows a subject, on the scale of marks.

Knowledge is what an external work sees; a journal adds the school's inflation and the teacher's strictness
to it (`seed.demo.marking`). The pupil's leaning to a subject is drawn once and stays for all years, so marks
of one pupil go together across subjects and years. From grade 7 on mathematics is algebra and geometry together.
"""

from __future__ import annotations

from functools import cache

from seed.demo.model import ClassKey, Pupil, stream
from seed.demo.profiles import Profile

FIRST_YEAR = 2023
LAST_YEAR = 2025
FIRST_GRADE_OF_ALGEBRA = 7
MEAN_LEVEL = 3.64
LEANING_SPREAD = 0.18
CLASS_SPREAD = 0.07


def leaning(seed: int, pupil_number: int, subject: str, grade: int) -> float:
    """The pupil's own distance from the rest in a subject."""
    if subject == "Математика" and grade >= FIRST_GRADE_OF_ALGEBRA:
        # Divided so that the spread is that of one subject.
        return (_drawn(seed, pupil_number, "Алгебра") + _drawn(seed, pupil_number, "Геометрия")) / 2**0.5
    return _drawn(seed, pupil_number, subject)


@cache
def _drawn(seed: int, pupil_number: int, subject: str) -> float:
    return stream(seed, "leaning", pupil_number, subject).gauss(0.0, LEANING_SPREAD)


def climate(seed: int, key: ClassKey) -> float:
    """What the class itself adds: it keeps with the cohort."""
    return stream(seed, "climate", key.school, key.year - key.grade, key.letter).gauss(0.0, CLASS_SPREAD)


def grade_shift(grade: int) -> float:
    """Marks fall from the primary school to grade 8 and rise again among those who stayed for grade 10."""
    if grade <= 4:
        return 0.16
    return -0.02 * (grade - 5) if grade <= 9 else 0.0


def knowledge(profile: Profile, key: ClassKey, pupil: Pupil, subject: str, seed: int) -> float:
    """Level in a subject before its ease, without inflation and strictness; about 2…5, not clipped."""
    passed = key.year - FIRST_YEAR
    return (
        MEAN_LEVEL
        + profile.level
        + profile.yearly[passed]
        + grade_shift(key.grade)
        + climate(seed, key)
        + pupil.ability
        + pupil.trend * passed
        + leaning(seed, pupil.number, subject, key.grade)
        - _gap(profile, key, subject)
    )


def _gap(profile: Profile, key: ClassKey, subject: str) -> float:
    """Mathematics as one subject is what exams ask from grade 7 on; journals have algebra and geometry."""
    is_lost = key.year == LAST_YEAR and key.grade >= FIRST_GRADE_OF_ALGEBRA and subject == "Математика"
    return profile.maths_gap if is_lost else 0.0
