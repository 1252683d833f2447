"""Log-ins of the demonstration and what each is bound to. Passwords are chosen by whoever creates them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from seed.demo.model import Municipality, SchoolClass, Teacher
from seed.demo.municipality import DEFAULT_SEED, build_municipality
from seed.demo.profiles import LYCEUM, SCHOOL_1, SCHOOL_2, Size

Role = Literal["head", "coordinator", "director", "class_teacher", "teacher"]
YEAR = 2025
LED_CLASS = "9А"


@dataclass(frozen=True)
class DemoAccount:
    """`school` is a short name, `teacher` a full name as in «Нагрузка»; empty where the role has none.

    `also_school`: another school in which the same teacher works. `mechanism` is the code of the mechanism that a
    coordinator leads.
    """

    login: str
    role: Role
    display_name: str
    sees_names: bool
    school: str = ""
    class_name: str = ""
    year: int = YEAR
    teacher: str = ""
    also_school: str = ""
    mechanism: str = ""


def demo_accounts(size: Size = "full", seed: int = DEFAULT_SEED) -> tuple[DemoAccount, ...]:
    """The table of log-ins; persons are looked up in the generated roster."""
    demo = build_municipality(size, seed)
    led = next(c for c in demo.classes_of(SCHOOL_1, YEAR) if c.key.name == LED_CLASS)
    maths = strictest_mathematician(demo, other_than=led.class_teacher)
    visitor = next(teacher for teacher in demo.teachers if teacher.home)
    return (
        DemoAccount("head", "head", "Начальник управления образования", True),
        DemoAccount(
            "coordinator",
            "coordinator",
            "Координатор механизма «Качество подготовки обучающихся»",
            False,
            mechanism="preparation",
        ),
        DemoAccount("director1", "director", "Директор СОШ № 1", True, school=SCHOOL_1),
        DemoAccount("director2", "director", "Директор Лицея", True, school=LYCEUM),
        DemoAccount("director3", "director", "Директор СОШ № 2", True, school=SCHOOL_2),
        DemoAccount(
            "classteacher",
            "class_teacher",
            f"Классный руководитель {LED_CLASS}, СОШ № 1",
            True,
            school=SCHOOL_1,
            class_name=LED_CLASS,
            teacher=led.class_teacher.name,
        ),
        DemoAccount(
            "teacher", "teacher", "Учитель математики, СОШ № 1", True, school=SCHOOL_1, teacher=maths.name
        ),
        DemoAccount(
            "teacher2",
            "teacher",
            "Учитель математики, Лицей и СОШ № 2",
            True,
            school=visitor.home,
            teacher=visitor.name,
            also_school=visitor.school,
        ),
    )


def strictest_mathematician(demo: Municipality, other_than: Teacher) -> Teacher:
    """The strictest mathematics teacher of «СОШ № 1» with several classes: her pages show most."""
    able = [t for t in demo.teachers if t.school == SCHOOL_1 and "maths" in t.specialties and t != other_than]
    several = [teacher for teacher in able if len(classes_taught(demo, teacher)) > 1]
    return max(several, key=lambda teacher: teacher.strictness)


def classes_taught(demo: Municipality, teacher: Teacher) -> tuple[SchoolClass, ...]:
    """Classes of the current year in which a teacher teaches anything."""
    return tuple(
        c
        for c in demo.classes_of(teacher.school, YEAR)
        if any(lesson.teacher == teacher for lesson in c.lessons)
    )
