"""Vocational preparation of grades 8–11 and where pupils went after grades 9 and 11. Institutions are invented.

Who stayed for grade 10 stands in the roster of the next year; after the last year the same rule is drawn: places of
the senior class go to the strongest, with some luck. All depends on ability, so works and paths go together.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from seed.demo.model import Municipality, Pupil, SchoolClass, stream

# «10 класс» is decided by the roster, everything else by chance.
AFTER_9 = (("college", 88), ("work", 3), ("other", 5), ("unsettled", 4))
AFTER_11_STRONG = (("university", 88), ("college", 8), ("army", 2), ("unsettled", 2))
AFTER_11_OTHERS = (("university", 42), ("college", 36), ("army", 10), ("work", 8), ("unsettled", 4))
LUCK = 0.45

_COLLEGES = (
    ("Многопрофильный техникум", "Ремонт и обслуживание автомобилей"),
    ("Многопрофильный техникум", "Сварочное производство"),
    ("Колледж сервиса и торговли", "Поварское и кондитерское дело"),
    ("Медицинский колледж", "Сестринское дело"),
    ("Педагогический колледж", "Преподавание в начальных классах"),
    ("Лесотехнический колледж", "Лесное и лесопарковое хозяйство"),
    ("Колледж информационных технологий", "Информационные системы и программирование"),
)
_UNIVERSITIES = (
    ("Политехнический университет", "Строительство"),
    ("Политехнический университет", "Информатика и вычислительная техника"),
    ("Педагогический университет", "Педагогическое образование"),
    ("Медицинский университет", "Лечебное дело"),
    ("Лесной университет", "Лесное дело"),
    ("Экономический университет", "Экономика"),
)
_PROFILES = ("Универсальный профиль", "Технологический профиль")

# Grade → kinds with programmes; every pupil takes part in one line of the grade at most once.
_TRAINING: dict[int, tuple[tuple[str, tuple[str, ...]], ...]] = {
    8: (("event", ("Экскурсия на предприятие", "Встреча с людьми профессий посёлка")),),
    9: (
        (
            "trial",
            ("Профессиональная проба: автослесарь", "Профессиональная проба: повар", "Проба: лаборант"),
        ),
        ("course", ("Курс «Выбор профиля»",)),
    ),
    10: (("course", ("Курс «Основы проектной работы»",)), ("trial", ("Профессиональная проба: чертёжник",))),
    11: (("training", ("Водитель категории B", "Оператор ЭВМ", "Младший воспитатель")),),
}
_TAKE_PART = {8: 0.8, 9: 0.7, 10: 0.6, 11: 0.75}


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a graduate went; `kind` is a code of `DESTINATION_WORDS`."""

    school_class: SchoolClass
    pupil: Pupil
    kind: str
    institution: str = ""
    speciality: str = ""


@dataclass(frozen=True, slots=True)
class Training:
    """A programme and what came of it; `kind` and `outcome` are codes of `TRAINING_WORDS` and `OUTCOME_WORDS`."""

    school_class: SchoolClass
    pupil: Pupil
    kind: str
    programme: str
    outcome: str


def destinations(demo: Municipality, school: str, year: int) -> Iterator[Destination]:
    """Everybody who finished grade 9 or 11 of a school in a year."""
    staying = _staying(demo, school, year)
    for school_class in demo.classes_of(school, year):
        if school_class.key.grade in (9, 11):
            for enrolment in school_class.enrolments:
                if not enrolment.until:
                    yield _destination(demo, school_class, enrolment.pupil, enrolment.pupil.number in staying)


def trainings(demo: Municipality, school: str, year: int) -> Iterator[Training]:
    """Vocational preparation of a school in a year, class by class."""
    for school_class in demo.classes_of(school, year):
        for kind, programmes in _TRAINING.get(school_class.key.grade, ()):
            for pupil in school_class.pupils_on(f"{year + 1}-02-01"):
                rng = stream(demo.seed, "training", pupil.number, year, kind)
                if rng.random() < _TAKE_PART[school_class.key.grade]:
                    outcome = _outcome(kind, pupil, rng)
                    yield Training(school_class, pupil, kind, rng.choice(programmes), outcome)


def _staying(demo: Municipality, school: str, year: int) -> set[int]:
    """Numbers of the pupils of grade 9 who go on to grade 10 of their school."""
    leavers = {
        enrolment.pupil.number: enrolment.pupil
        for school_class in demo.classes_of(school, year)
        if school_class.key.grade == 9
        for enrolment in school_class.enrolments
        if not enrolment.until
    }
    if year != demo.years[-1]:
        later = [c for c in demo.classes_of(school, year + 1) if c.key.grade == 10]
        return {e.pupil.number for c in later for e in c.enrolments} & leavers.keys()
    rng = stream(demo.seed, "senior", school, year)
    luck = {number: pupil.ability + rng.gauss(0.0, LUCK) for number, pupil in leavers.items()}
    return set(sorted(luck, key=lambda number: luck[number], reverse=True)[: demo.profile(school).senior])


def _destination(
    demo: Municipality, school_class: SchoolClass, pupil: Pupil, is_staying: bool
) -> Destination:
    rng = stream(demo.seed, "path", pupil.number, school_class.key.year)
    if is_staying:
        return Destination(
            school_class, pupil, "grade10", demo.profile(pupil.school).full_name, rng.choice(_PROFILES)
        )
    kind = _drawn(_chances(school_class.key.grade, pupil), rng)
    if kind == "army" and pupil.sex == "ж":
        kind = "college"
    if kind == "college":
        return Destination(school_class, pupil, kind, *rng.choice(_COLLEGES))
    if kind == "university":
        return Destination(school_class, pupil, kind, *rng.choice(_UNIVERSITIES))
    return Destination(school_class, pupil, kind)


def _chances(grade: int, pupil: Pupil) -> tuple[tuple[str, int], ...]:
    if grade == 9:
        return AFTER_9
    return AFTER_11_STRONG if pupil.ability > 0 else AFTER_11_OTHERS


def _drawn(chances: tuple[tuple[str, int], ...], rng: random.Random) -> str:
    kinds, weights = zip(*chances, strict=True)
    return str(rng.choices(kinds, weights)[0])


def _outcome(kind: str, pupil: Pupil, rng: random.Random) -> str:
    if kind == "event":
        return "attended"
    has_failed = rng.random() < (0.04 if pupil.ability > 0 else 0.12)
    if has_failed:
        return "failed"
    return {"training": "certificate", "course": "completed", "trial": "attended"}[kind]
