"""The curriculum of the demonstration: which subject is taught in which grades, and by whom.

`ease` is how much higher than the pupil's level a subject is usually marked: physical education and music
are marked kindly, geometry is not. Without it no pupil would have exactly one «3».
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from seed.demo.people import Sex

# `graded`: marks 2–5; `pass`: «зач» only; `unmarked`: in the timetable, never marked.
Assessment = Literal["graded", "pass", "unmarked"]

ENGLISH = "Иностранный язык (английский)"
PHYSICAL_EDUCATION = "Физическая культура"
CLASS_HOUR = "Разговоры о важном"


@dataclass(frozen=True, slots=True)
class Course:
    """A subject taught in grades `first`…`last`. `specialty` is the kind of teacher who teaches it."""

    subject: str
    first: int
    last: int
    specialty: str
    ease: float = 0.0
    assessment: Assessment = "graded"
    sex: Sex | None = None


COMMON = (
    Course("Русский язык", 1, 4, "primary", -0.10),
    Course("Литературное чтение", 1, 4, "primary", 0.30),
    Course("Математика", 1, 4, "primary", -0.05),
    Course("Окружающий мир", 1, 4, "primary", 0.20),
    Course("Русский язык", 5, 11, "russian", -0.15),
    Course("Литература", 5, 11, "russian", 0.20),
    Course(ENGLISH, 2, 11, "english", 0.00),
    Course("Математика", 5, 6, "maths", -0.15),
    Course("Алгебра", 7, 11, "maths", -0.15),
    Course("Геометрия", 7, 11, "maths", -0.12),
    Course("Вероятность и статистика", 7, 11, "maths", 0.15),
    Course("Информатика", 7, 11, "informatics", 0.40),
    Course("История", 5, 11, "history", 0.10),
    Course("Обществознание", 6, 11, "history", 0.20),
    Course("География", 5, 11, "geography", 0.20),
    Course("Биология", 5, 11, "biology", 0.15),
    Course("Физика", 7, 11, "physics", -0.05),
    Course("Химия", 8, 11, "chemistry", -0.05),
    Course("Музыка", 1, 8, "music", 0.90),
    Course("Изобразительное искусство", 1, 7, "art", 0.90),
    Course(PHYSICAL_EDUCATION, 1, 11, "sport", 0.85),
    Course("Основы безопасности и защиты Родины", 8, 11, "safety", 0.60),
    Course("Основы религиозных культур и светской этики", 4, 4, "history", 0.0, "pass"),
    Course(CLASS_HOUR, 1, 11, "class teacher", 0.0, "unmarked"),
)

CRAFT_PRIMARY = Course("Труд (технология)", 1, 4, "primary", 0.90)
CRAFT_TOGETHER = Course("Труд (технология)", 5, 9, "craft girls", 0.85)
CRAFT_GIRLS = Course("Труд (Технология девочки)", 5, 9, "craft girls", 0.85, sex="ж")
CRAFT_BOYS = Course("Труд (Технология мальчики)", 5, 9, "craft boys", 0.80, sex="м")
CAREER_MINIMUM = Course("Профессиональный минимум", 6, 11, "class teacher", 0.0, "unmarked")
CAREER_HORIZONS = Course("Россия — мои горизонты", 6, 11, "class teacher", 0.0, "unmarked")


def periods_of(grade: int) -> tuple[str, ...]:
    """Periods that are marked inside the year, without the year itself."""
    return ("H1", "H2") if grade >= 10 else ("Q1", "Q2", "Q3", "Q4")


def is_marked(grade: int, period: str) -> bool:
    """Grade 1 has no marks at all, grade 2 none in the first half of the year (безотметочное обучение)."""
    return grade > 2 or (grade == 2 and period not in ("Q1", "Q2"))
