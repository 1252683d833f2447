"""Registers about results: low results and support, gifted children, partners, objectivity. All invented."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.catalogue.profile import Profile as Order
from seed.demo import register_words as w
from seed.demo.entry_totals import is_listed
from seed.demo.model import Municipality, stream
from seed.demo.profiles import LOW, MAIN, SMALL, STRONG, Profile
from seed.demo.sheets import Cells

# -- schools with low results -----------------------------------------------------------------------------


def listed(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    """A standing register: a line when the school comes onto the list, with the day on which it leaves it."""
    if not is_listed(demo, profile, year) or (year > demo.years[0] and is_listed(demo, profile, year - 1)):
        return
    left = None if is_listed(demo, profile, demo.years[-1]) else f"{demo.years[-1]}-10-01"
    yield {"basis": f"список Рособрнадзора {year}", "since": f"{year}-10-01", "left": left}


def risk(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    if profile.role == STRONG:
        return
    rng = stream(demo.seed, "risk", profile.short_name, year)
    weights = (5, 3, 2) if profile.role in (SMALL, LOW) else (1, 3, 6)
    for factor in w.RISK_FACTORS:
        yield {"factor": factor, "significance": rng.choices(("высокая", "средняя", "низкая"), weights)[0]}


def problems(demo: Municipality, order: Order, profile: Profile, year: int) -> Iterator[Cells]:
    """Kinds of the order that hold for a school; an order that names none has no lines."""
    found = w.INFLATED if profile.role == MAIN else w.PROBLEMS if is_listed(demo, profile, year) else ()
    for number, text in found:
        if number < len(order.problem_kinds):
            yield {"kind": order.problem_kinds[number].title, "text": text}


def support(demo: Municipality, order: Order, profile: Profile, year: int) -> Iterator[Cells]:
    """Models of the order one after another over the schools of the list; a standing register. A school that left
    the list was supported until it did."""
    first, last = demo.years[0], demo.years[-1]
    models = [model.title for model in order.support_models] or ["Муниципальная модель поддержки"]
    number = [p.short_name for p in demo.profiles].index(profile.short_name)
    rng = stream(demo.seed, "support", profile.short_name)
    total = rng.randint(12, 24)
    staff = {"teachers": round(total * rng.uniform(0.55, 0.95)), "total": total}
    if is_listed(demo, profile, last):
        for model in dict.fromkeys(models[(number + step) % len(models)] for step in range(2)):
            if year == last:
                days = {"since": f"{year}-10-15", "until": f"{year + 1}-12-31"}
                yield {"model": model, **days, **staff, "result": None}
    elif is_listed(demo, profile, first) and year == first:
        days = {"since": f"{year}-10-15", "until": f"{last}-09-30"}
        yield {"model": models[number % len(models)], **days, **staff, "result": "вышла из списка"}


def pairs(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    if is_listed(demo, profile, year):
        yield {
            "leader": demo.of_role(STRONG),
            "subject": "стажировки и консультации учителей математики и русского языка",
            "since": f"{year}-09-20",
            "until": f"{year + 1}-06-30",
        }


def context(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    """What a school works with: pupils of the roster, the rest drawn by its part and place."""
    rng = stream(demo.seed, "context", profile.short_name)
    is_hard = profile.role in (SMALL, LOW)
    pupils = sum(len(c.enrolments) for c in demo.classes_of(profile.short_name, year))
    share = rng.uniform(0.09, 0.15) if is_hard else rng.uniform(0.03, 0.08)
    well_off = rng.randint(28, 45) if is_hard else rng.randint(52, 70)
    yield {
        "source": "социальный паспорт школы",
        "pupils": pupils,
        "disability": round(pupils * share),
        "social_index": min(well_off + 15 * (profile.role == STRONG), 100),
        "distance": rng.randint(12, 60) if profile.is_rural else rng.randint(0, 5),
    }


# -- talent and career ------------------------------------------------------------------------------------


def gifted(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
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


def programmes(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    total = sum(len(c.enrolments) for c in demo.classes_of(profile.short_name, year))
    rng = stream(demo.seed, "programmes", profile.short_name, year)
    for programme, field, share in w.PROGRAMMES:
        yield {
            "programme": programme,
            "field": field,
            "pupils": round(total * share * rng.uniform(0.7, 1.3)),
            "total": total,
        }


def partners(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "partners", profile.short_name)
    for partner, kind in sorted(rng.sample(w.PARTNERS, 3)):
        yield {"partner": partner, "kind": kind, "agreement": f"№ {rng.randint(3, 40)} от 15.09.{year}"}


# -- objectivity ------------------------------------------------------------------------------------------


def observers(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
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


def rechecks(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "rechecks", profile.short_name, year)
    works = rng.randint(8, 15)
    confirmed = works - rng.randint(2, 4) if profile.role == MAIN else works - rng.randint(0, 1)
    yield {"procedure": "ВПР, 5 класс, математика", "works": works, "confirmed": confirmed}


def orders(demo: Municipality, _: Order, profile: Profile, year: int) -> Iterator[Cells]:
    rng = stream(demo.seed, "orders", profile.short_name, year)
    for subject in w.ORDERS:
        yield {
            "order": f"№ {rng.randint(20, 190)} от {rng.randint(10, 28)}.02.{year + 1}",
            "subject": subject,
        }
