"""Lines of the registers of the demonstration: what organisations would write about their own work. All invented.

Pupils and teachers in personal registers are those of the roster, so that a name in a register is a name of a class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dashboard.catalogue.profile import Profile as Order
from seed.demo import register_words as w
from seed.demo.entry_totals import is_listed
from seed.demo.model import Municipality, Teacher, stream
from seed.demo.profiles import KINDERGARTEN_KIND, LOW, MAIN, SMALL, STRONG, Profile
from seed.demo.sheets import Value

Cells = dict[str, Value]


@dataclass(frozen=True)
class RegisterLine:
    """A line of a register; dates are ISO."""

    register: str
    organisation: str
    year: int
    cells: Cells


def register_lines(demo: Municipality, order: Order, year: int) -> Iterator[RegisterLine]:
    """Lines of every register in one school year, register by register."""
    for register, make in _MAKERS.items():
        for profile in demo.profiles:
            is_kindergarten = profile.kind == KINDERGARTEN_KIND
            if is_kindergarten != (register in _OF_KINDERGARTENS) and register not in _OF_ALL:
                continue
            for cells in make(demo, order, profile, year):
                yield RegisterLine(register, profile.short_name, year, cells)


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


# -- schools with low results -----------------------------------------------------------------------------


def _listed(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    """A standing register: a line when the school comes onto the list, with the day on which it leaves it."""
    if not is_listed(demo, profile, year) or (year > demo.years[0] and is_listed(demo, profile, year - 1)):
        return
    left = None if is_listed(demo, profile, demo.years[-1]) else f"{demo.years[-1]}-10-01"
    yield {"basis": f"список Рособрнадзора {year}", "since": f"{year}-10-01", "left": left}


def _risk(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    if profile.role == STRONG:
        return
    rng = stream(demo.seed, "risk", profile.short_name, year)
    weights = (5, 3, 2) if profile.role in (SMALL, LOW) else (1, 3, 6)
    for factor in w.RISK_FACTORS:
        yield {"factor": factor, "significance": rng.choices(("высокая", "средняя", "низкая"), weights)[0]}


def _problems(demo: Municipality, order: Order, profile: Profile, year: int) -> Iterator[Cells]:
    """Kinds of the order that hold for a school; an order that names none has no lines."""
    found = w.INFLATED if profile.role == MAIN else w.PROBLEMS if is_listed(demo, profile, year) else ()
    for number, text in found:
        if number < len(order.problem_kinds):
            yield {"kind": order.problem_kinds[number].title, "text": text}


def _support(demo: Municipality, order: Order, profile: Profile, year: int) -> Iterator[Cells]:
    """Models of the order one after another over the schools of the list; a standing register."""
    if not is_listed(demo, profile, demo.years[-1]) or year != demo.years[-1]:
        return
    models = [model.title for model in order.support_models] or ["Муниципальная модель поддержки"]
    number = [p.short_name for p in demo.profiles].index(profile.short_name)
    for model in dict.fromkeys(models[(number + step) % len(models)] for step in range(2)):
        yield {"model": model, "since": f"{year}-10-15", "until": f"{year + 1}-12-31", "result": None}


def _pairs(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    if is_listed(demo, profile, year):
        yield {
            "leader": demo.of_role(STRONG),
            "subject": "стажировки и консультации учителей математики и русского языка",
            "since": f"{year}-09-20",
            "until": f"{year + 1}-06-30",
        }


# -- talent and career ------------------------------------------------------------------------------------


def _gifted(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    pupils = sorted(
        (
            e.pupil
            for c in demo.classes_of(profile.short_name, year)
            for e in c.enrolments
            if c.key.grade >= 5
        ),
        key=lambda pupil: (-pupil.ability, pupil.number),
    )
    for place, pupil in enumerate(pupils[:4]):
        field, achievement, support = w.GIFTED[(place + pupil.number) % len(w.GIFTED)]
        yield {"pupil": pupil.name, "field": field, "achievement": achievement, "support": support}


def _programmes(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    total = sum(len(c.enrolments) for c in demo.classes_of(profile.short_name, year))
    rng = stream(demo.seed, "programmes", profile.short_name, year)
    for programme, field, share in w.PROGRAMMES:
        yield {
            "programme": programme,
            "field": field,
            "pupils": round(total * share * rng.uniform(0.7, 1.3)),
            "total": total,
        }


def _partners(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "partners", profile.short_name)
    for partner, kind in sorted(rng.sample(w.PARTNERS, 3)):
        yield {"partner": partner, "kind": kind, "agreement": f"№ {rng.randint(3, 40)} от 15.09.{year}"}


# -- objectivity ------------------------------------------------------------------------------------------


def _observers(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "observers", profile.short_name, year)
    for procedure, day in w.PROCEDURES:
        kind = rng.choices(("независимые", "общественные", "не было"), (5, 4, 2))[0]
        people = 0 if kind == "не было" else rng.randint(1, 3)
        faults = 1 if people and rng.random() < 0.12 else 0
        yield {
            "procedure": procedure,
            "date": f"{year + 1}-{day}",
            "kind": kind,
            "people": people,
            "faults": faults,
        }


def _rechecks(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "rechecks", profile.short_name, year)
    works = rng.randint(8, 15)
    confirmed = works - rng.randint(2, 4) if profile.role == MAIN else works - rng.randint(0, 1)
    yield {"procedure": "ВПР, 5 класс, математика", "works": works, "confirmed": confirmed}


def _orders(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "orders", profile.short_name, year)
    for subject in w.ORDERS:
        yield {
            "order": f"№ {rng.randint(20, 190)} от {rng.randint(10, 28)}.02.{year + 1}",
            "subject": subject,
        }


# -- heads ------------------------------------------------------------------------------------------------


def _heads(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    """One head for all the years; a standing register is stated once."""
    if not _is_first(demo, year):
        return
    rng = stream(demo.seed, "head", profile.short_name)
    attested = rng.randint(2021, 2023)
    yield {
        "name": w.HEAD_NAMES[rng.randrange(len(w.HEAD_NAMES))],
        "since": f"{rng.randint(2009, 2021)}-08-20",
        "attested": f"{attested}-11-15",
        "valid_until": f"{attested + 5}-11-15" if profile.role != SMALL else "2026-03-01",
    }


def _head_scores(demo: Municipality, order: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "head scores", profile.short_name, year)
    low = 0.45 if profile.role == SMALL else 0.65
    own = [(item.title, item.weight, item.evidence) for item in order.head_criteria]
    for title, weight, evidence in own or w.HEAD_CRITERIA:
        points = round(weight * rng.uniform(low, 1.0), 1)
        yield {"criterion": title, "points": points, "evidence": evidence or "отчёт руководителя"}


def _reserve(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
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


def _courses(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
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


def _deficits(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
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


def _needs(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "needs", profile.short_name, year)
    for programme, _hours in w.COURSES[:3]:
        needed = rng.randint(1, 6)
        yield {
            "programme": programme,
            "needed": needed,
            "offered": rng.randint(0, needed + 1),
            "planned": rng.randint(1, 4),
        }


def _mentors(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
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


def _unions(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    """Municipal unions are led by the strong school."""
    if profile.role != STRONG:
        return
    rng = stream(demo.seed, "unions", year)
    for union, total in w.UNIONS:
        members = min(total, round(total * rng.uniform(0.6, 1.05)))
        yield {"union": union, "members": members, "total": total, "meetings": rng.randint(3, 5)}


def _networks(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "networks", profile.short_name, year)
    form, theme = rng.choice(w.NETWORKS)
    yield {"form": form, "theme": theme, "teachers": rng.randint(4, 14)}


# -- upbringing and kindergartens ---------------------------------------------------------------------------


def _satisfaction(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "satisfaction", profile.short_name, year)
    for group, share in (("обучающиеся", 0.78), ("родители", 0.84), ("педагоги", 0.88)):
        asked = rng.randint(14, 22) if group == "педагоги" else rng.randint(60, 140)
        level = share - (0.14 if profile.role == SMALL else 0.0) + rng.uniform(-0.06, 0.06)
        yield {"group": group, "asked": asked, "satisfied": round(asked * min(level, 1.0))}


def _prevention(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "prevention", profile.short_name, year)
    for kind, most in (("внутришкольный", 9), ("ОПДН", 4), ("КДН", 2)):
        registered = rng.randint(1, most)
        yield {
            "kind": kind,
            "registered": registered,
            "removed": rng.randint(0, registered),
            "occupied": rng.randint(registered // 2, registered),
        }


def _areas(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "areas", profile.short_name, year)
    for area in w.PRESCHOOL_AREAS:
        yield {
            "area": area,
            "points": round(rng.uniform(2.4, 4.6), 1),
            "maximum": 5,
            "evidence": "отчёт ВСОКО",
        }


def _groups(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "groups", profile.short_name, year)
    for group, places in w.PRESCHOOL_GROUPS:
        yield {
            "group": group,
            "children": places - rng.randint(0, 4) + rng.randint(0, 2),
            "places": places,
            "teachers": 2,
        }


_OF_KINDERGARTENS = frozenset({"preschool_quality", "preschool_groups"})
# kindergartens have heads and scores too
_OF_ALL = frozenset({"heads", "head_scores"})
_MAKERS: dict[str, Callable[[Municipality, Order, Profile, int], Iterator[Cells]]] = {
    "listed_schools": _listed,
    "risk_profile": _risk,
    "school_problems": _problems,
    "school_support": _support,
    "leader_pairs": _pairs,
    "gifted": _gifted,
    "talent_programmes": _programmes,
    "career_partners": _partners,
    "observers": _observers,
    "rechecks": _rechecks,
    "objectivity_orders": _orders,
    "heads": _heads,
    "head_scores": _head_scores,
    "reserve": _reserve,
    "courses": _courses,
    "deficits": _deficits,
    "training_needs": _needs,
    "mentors": _mentors,
    "unions": _unions,
    "networks": _networks,
    "satisfaction": _satisfaction,
    "prevention": _prevention,
    "preschool_quality": _areas,
    "preschool_groups": _groups,
}
