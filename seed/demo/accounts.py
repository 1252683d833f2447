"""Log-ins of the demonstration and what each is bound to. Passwords are chosen by whoever creates them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from seed.demo.model import Municipality, SchoolClass, Teacher
from seed.demo.municipality import DEFAULT_PLACE, DEFAULT_SEED, build_municipality
from seed.demo.profiles import MAIN, SMALL, STRONG, Size

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


def demo_accounts(
    size: Size = "full", seed: int = DEFAULT_SEED, place: str = DEFAULT_PLACE
) -> tuple[DemoAccount, ...]:
    """The table of log-ins; persons are looked up in the generated roster."""
    demo = build_municipality(size, seed, place)
    main, strong, small = (demo.of_role(role) for role in (MAIN, STRONG, SMALL))
    led = next(c for c in demo.classes_of(main, YEAR) if c.key.name == LED_CLASS)
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
        DemoAccount("director1", "director", f"Директор {_of(main)}", True, school=main),
        DemoAccount("director2", "director", f"Директор {_of(strong)}", True, school=strong),
        DemoAccount("director3", "director", f"Директор {_of(small)}", True, school=small),
        DemoAccount(
            "classteacher",
            "class_teacher",
            f"Классный руководитель {LED_CLASS}, {main}",
            True,
            school=main,
            class_name=LED_CLASS,
            teacher=led.class_teacher.name,
        ),
        DemoAccount(
            "teacher", "teacher", f"Учитель математики, {main}", True, school=main, teacher=maths.name
        ),
        DemoAccount(
            "teacher2",
            "teacher",
            f"Учитель математики, {strong} и {small}",
            True,
            school=visitor.home,
            teacher=visitor.name,
            also_school=visitor.school,
        ),
    )


def _of(school: str) -> str:
    """«Лицей» declines, «СОШ № 1» does not."""
    return {"Лицей": "Лицея"}.get(school, school)


def strictest_mathematician(demo: Municipality, other_than: Teacher) -> Teacher:
    """The strictest mathematics teacher of the main school with several classes: her pages show most."""
    main = demo.of_role(MAIN)
    able = [t for t in demo.teachers if t.school == main and "maths" in t.specialties and t != other_than]
    several = [teacher for teacher in able if len(classes_taught(demo, teacher)) > 1]
    return max(several, key=lambda teacher: teacher.strictness)


def classes_taught(demo: Municipality, teacher: Teacher) -> tuple[SchoolClass, ...]:
    """Classes of the current year in which a teacher teaches anything."""
    return tuple(
        c
        for c in demo.classes_of(teacher.school, YEAR)
        if any(lesson.teacher == teacher for lesson in c.lessons)
    )
