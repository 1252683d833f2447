"""Registers about people: heads, training, mentors, unions, upbringing, kindergartens. All invented.

Teachers in personal registers are those of the roster, so that a name in a register is a name of a class.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.catalogue.profile import Profile as Order
from seed.demo import register_words as w
from seed.demo.model import Municipality, Teacher, stream
from seed.demo.profiles import SMALL, STRONG, Profile
from seed.demo.sheets import Cells


def _teachers(demo: Municipality, profile: Profile) -> list[Teacher]:
    return [teacher for teacher in demo.teachers if teacher.school == profile.short_name]


def _subjects(demo: Municipality, profile: Profile, year: int) -> dict[Teacher, str]:
    """The subject that a teacher has most lessons in."""
    lessons: dict[Teacher, list[str]] = {}
    for school_class in demo.classes_of(profile.short_name, year):
        for lesson in school_class.lessons:
            if lesson.teacher:
                lessons.setdefault(lesson.teacher, []).append(lesson.course.subject)
    return {teacher: max(sorted(set(names)), key=names.count) for teacher, names in lessons.items()}


def _is_first(demo: Municipality, year: int) -> bool:
    return year == demo.years[0]


# -- heads ------------------------------------------------------------------------------------------------


def heads(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    """One head for all the years; a standing register is stated once."""
    if not _is_first(demo, year):
        return
    rng = stream(demo.seed, "head", profile.short_name)
    attested = rng.randint(2021, 2023)
    number = [other.short_name for other in demo.profiles].index(profile.short_name)
    yield {
        "name": w.HEAD_NAMES[(number + demo.place.municipality_code) % len(w.HEAD_NAMES)],
        "since": f"{rng.randint(2009, 2021)}-08-20",
        "attested": f"{attested}-11-15",
        "valid_until": f"{attested + 5}-11-15" if profile.role != SMALL else "2026-03-01",
    }


def head_scores(demo: Municipality, order: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "head scores", profile.short_name, year)
    low = 0.45 if profile.role == SMALL else 0.65
    own = [(item.title, item.weight, item.evidence) for item in order.head_criteria]
    for title, weight, evidence in own or w.HEAD_CRITERIA:
        points = round(weight * rng.uniform(low, 1.0), 1)
        yield {"criterion": title, "points": points, "evidence": evidence or "отчёт руководителя"}


def reserve(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    teachers = _teachers(demo, profile)
    if not _is_first(demo, year) or not teachers:
        return
    rng = stream(demo.seed, "reserve", profile.short_name)
    yield {
        "name": rng.choice(teachers).name,
        "post": "заместитель директора" if rng.random() < 0.5 else "директор школы",
        "training": "переподготовка «Менеджмент в образовании»",
        "ready": rng.choice(("готов", "через год", "через два года")),
    }


# -- teachers ---------------------------------------------------------------------------------------------


def courses(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "courses", profile.short_name, year)
    subjects = _subjects(demo, profile, year)
    for teacher in _teachers(demo, profile):
        if rng.random() < (0.28 if profile.role == SMALL else 0.42):
            programme, hours = rng.choice(w.COURSES)
            yield {
                "teacher": teacher.name,
                "programme": programme,
                "subject": subjects.get(teacher),
                "hours": hours,
                "ended": f"{year + 1}-{rng.choice(('01', '03', '04'))}-{rng.randint(10, 28)}",
            }


def deficits(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "deficits", profile.short_name, year)
    for subject, deficit in w.DEFICITS:
        tested = rng.randint(2, 5)
        found = min(tested, rng.randint(0, 3))
        if found:
            yield {
                "subject": subject,
                "deficit": deficit,
                "teachers": found,
                "tested": tested,
                "source": "диагностика профессиональных компетенций",
            }


def needs(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "needs", profile.short_name, year)
    for programme, _hours in w.COURSES[:3]:
        needed = rng.randint(1, 6)
        yield {
            "programme": programme,
            "needed": needed,
            "offered": rng.randint(0, needed + 1),
            "planned": rng.randint(1, 4),
        }


def mentors(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    teachers = _teachers(demo, profile)
    rng = stream(demo.seed, "mentors", profile.short_name)
    young = rng.sample(teachers, min(2, len(teachers)))
    older = [teacher for teacher in teachers if teacher not in young]
    subjects = _subjects(demo, profile, year)
    for place, teacher in enumerate(young):
        has_mentor = older and not (profile.role == SMALL and place)
        yield {
            "teacher": teacher.name,
            "subject": subjects.get(teacher),
            "experience": min(place + 1 + year - demo.years[0], 3),
            "mentor": rng.choice(older).name if has_mentor else None,
        }


def unions(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    """Municipal unions are led by the strong school."""
    if profile.role != STRONG:
        return
    rng = stream(demo.seed, "unions", year)
    for union, total in w.UNIONS:
        members = min(total, round(total * rng.uniform(0.6, 1.05)))
        yield {"union": union, "members": members, "total": total, "meetings": rng.randint(3, 5)}


def networks(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "networks", profile.short_name, year)
    form, theme = rng.choice(w.NETWORKS)
    yield {"form": form, "theme": theme, "teachers": rng.randint(4, 14)}


# -- upbringing and kindergartens ---------------------------------------------------------------------------


def satisfaction(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "satisfaction", profile.short_name, year)
    for group, share in (("обучающиеся", 0.78), ("родители", 0.84), ("педагоги", 0.88)):
        asked = rng.randint(14, 22) if group == "педагоги" else rng.randint(60, 140)
        level = share - (0.14 if profile.role == SMALL else 0.0) + rng.uniform(-0.06, 0.06)
        yield {"group": group, "asked": asked, "satisfied": round(asked * min(level, 1.0))}


def prevention(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "prevention", profile.short_name, year)
    for kind, most in (("внутришкольный", 9), ("ОПДН", 4), ("КДН", 2)):
        registered = rng.randint(1, most)
        yield {
            "kind": kind,
            "registered": registered,
            "removed": rng.randint(0, registered),
            "occupied": rng.randint(registered // 2, registered),
        }


def areas(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "areas", profile.short_name, year)
    for area in w.PRESCHOOL_AREAS:
        yield {
            "area": area,
            "points": round(rng.uniform(2.4, 4.6), 1),
            "maximum": 5,
            "evidence": "отчёт ВСОКО",
        }


def groups(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "groups", profile.short_name, year)
    for group, places in w.PRESCHOOL_GROUPS:
        yield {
            "group": group,
            "children": places - rng.randint(0, 4) + rng.randint(0, 2),
            "places": places,
            "teachers": 2,
        }
