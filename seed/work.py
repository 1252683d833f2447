"""The management cycle of the demonstration: what a coordinator would have done over two years, by the acts themselves.

A decision is made when the year before the last is known and shows its effect when the last year is loaded; measures
are promised in winter, so one of them is late by now; the roadmap is marked as far as a department usually gets.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import cycle

from sqlalchemy import Connection, select

from dashboard.catalogue.profile import RoadmapItem
from dashboard.cycle import Recommendations
from dashboard.cycle_decisions import Decisions, Draft
from dashboard.cycle_measures import Measures, Plan, Report
from dashboard.house import House
from dashboard.roadmap import Roadmap
from data_access.tables import measure, recommendation, unit
from data_access.viewer import SYSTEM
from seed.demo.places import demo_place
from seed.demo.profiles import SMALL

# How roadmap items stand, over and over: state, percent, evidence.
_STANDING = (
    ("done", 100, "справка отдела образования"),
    ("doing", 60, ""),
    ("done", 100, "приказ"),
    ("planned", 0, ""),
    ("done", 100, "материалы на сайте"),
)

PROMISED = ("Консультации для обучающихся с одной «3»", "Разбор причин на совещании при директоре")


def at_time(house: House, day: date) -> House:
    """The same installation with its clock at noon of a day: acts of the demonstration have dates of their own."""
    return replace(house, now=lambda: datetime(day.year, day.month, day.day, 12, 0))


def decide(house: House, year: int) -> None:
    """A decision about the school that falls, on the figures of `year`; the next year shows what came of it."""
    winter = at_time(house, date(year + 1, 8, 25))
    known = house.catalogue
    mechanism = next(iter(known.mechanisms.values()))
    codes = ("quality", "pass_rate") if "quality" in mechanism.indicators else mechanism.indicators[:1]
    with house.database.reading() as connection:
        school_id = _falling_school(connection, house)
    Decisions(winter).make(
        SYSTEM,
        Draft(
            mechanism.code,
            school_id,
            year,
            "Закрепить за школой школу-лидера и ввести консультации по русскому языку и математике",
            f"приказ от 25.08.{year + 1} № 112",
            date(year + 1, 8, 25).isoformat(),
            tuple(code for code in codes if code in mechanism.indicators),
            basis="анализ результатов года и рекомендации программы",
        ),
    )


def carry_on(house: House, year: int) -> None:
    """What was done in the last year: recommendations answered, measures promised, the roadmap marked."""
    winter = at_time(house, date(year + 1, 2, 2))
    acts = Recommendations(winter)
    due = date(year + 1, 4, 15).isoformat()
    for title in PROMISED:
        # asked anew each time: a measure may take away the cause of the next recommendation
        for record_id in _waiting(house, year)[:1]:
            acts.accept(
                SYSTEM, record_id, Plan(title, "показатель не ниже границы риска", "директор школы", due)
            )
    for record_id in _waiting(house, year)[:1]:
        acts.reject(SYSTEM, record_id, "учтено в плане работы школы с прошлого года")
    with house.database.reading() as connection:
        made = list(connection.scalars(select(measure.c.id).order_by(measure.c.id)))
    if made:
        Measures(winter).report(SYSTEM, made[-1], Report("done", 100, "протокол совещания", ""))
    _mark_roadmap(at_time(house, date(year + 1, 6, 10)), year)


def _mark_roadmap(house: House, year: int) -> None:
    acts, standing = Roadmap(house), cycle(_STANDING)
    for section in house.catalogue.profile.roadmap:
        for item in section.items:
            if _is_of_year(item):
                status, progress, evidence = next(standing)
                acts.mark(SYSTEM, item.code, year, status, progress, evidence, "")


def _is_of_year(item: RoadmapItem) -> bool:
    """Items that come back each year; one-off items of the order are long past."""
    return item.repeat not in ("once", "as_needed")


def _falling_school(connection: Connection, house: House) -> int:
    name = demo_place(house.catalogue.profile.code).of_role(SMALL)
    found = connection.scalar(select(unit.c.id).where(unit.c.kind == "school", unit.c.short_name == name))
    if found is None:
        raise LookupError(f"no school {name!r} in the demonstration")
    return int(found)


def _waiting(house: House, year: int) -> list[int]:
    """Recommendations to the school that falls which nobody has answered."""
    with house.database.reading() as connection:
        statement = select(recommendation.c.id).where(
            recommendation.c.unit_id == _falling_school(connection, house),
            recommendation.c.year == year,
            recommendation.c.status == "new",
        )
        return list(connection.scalars(statement.order_by(recommendation.c.id)))
