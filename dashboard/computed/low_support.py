"""Targets of the passport of support (паспорт дорожной карты), from registers: schools, teachers, municipalities.

* covered: schools of the official list with a support model in the year;
* supported: teachers of these schools who are covered, as the register of models counts them; where it counts none,
  those who trained in the year or, being young, have a mentor, as the registers of courses and mentors name them;
* left: of the schools that took part, those that are not on the list at the end of the year;
* included: municipalities with a school that is supported in the year.

Both registers stand: a line holds from its first day to its last, whatever school year it was entered in. Before the
first line of a register nothing is known; from it on a year without lines is a true zero. Registers hold no pupils, so
n is 0. Sums of municipalities are made like all others; whether a municipality is included is no sum and is written
here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, insert, select

from dashboard.computed.registers import initials, school_years, teachers_of
from dashboard.computed.values import FINAL, YEARLY, Family, ValueRow, forget, share_row
from dashboard.methods.share import Share
from data_access.tables import indicator_value, register_row, unit

COVERED, SUPPORTED = "low_schools_covered", "low_teachers_supported"
LEFT, INCLUDED = "low_schools_left", "low_municipalities_included"
LISTS, MODELS, COURSES, MENTORS = "listed_schools", "school_support", "courses", "mentors"
NOBODY = Share(0, 0)
REGISTERS = (LISTS, MODELS, COURSES, MENTORS)
_R = register_row.c


@dataclass(frozen=True, slots=True)
class Term:
    """A line of a standing register: from a day to another, without an end while it holds. `covered`: teachers of
    all, where the line counts them."""

    since: date
    until: date | None
    covered: Share = NOBODY

    def holds_in(self, year: int) -> bool:
        """At some day of the school year."""
        return self.since <= last_day(year) and (self.until is None or self.until >= first_day(year))

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until > day)


@dataclass
class SchoolSupport:
    """What the registers say of a school. `helped`: year → initials of teachers who trained or have a mentor;
    `helps`: years in which the registers of courses and mentors have lines."""

    lists: list[Term] = field(default_factory=list)
    models: list[Term] = field(default_factory=list)
    helped: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    helps: set[int] = field(default_factory=set)

    def is_listed(self, year: int) -> bool:
        """On the list on the last day of the school year."""
        return any(term.holds_on(last_day(year)) for term in self.lists)

    def was_listed(self, year: int) -> bool:
        return any(term.since <= last_day(year) for term in self.lists)

    def is_supported(self, year: int) -> bool:
        return any(term.holds_in(year) for term in self.models)

    def took_part(self, year: int) -> bool:
        """In this year or an earlier one."""
        return any(term.since <= last_day(year) for term in self.models)


def first_day(year: int) -> date:
    return date(year, 9, 1)


def last_day(year: int) -> date:
    return date(year + 1, 8, 31)


def support_rows(connection: Connection, school_ids: Sequence[int]) -> list[ValueRow]:
    """Values of these schools."""
    found = read_support(connection, school_ids)
    years = school_years(connection, found.keys())
    teachers = teachers_of(connection, [id_ for id_, school in found.items() if school.lists])
    rows: list[ValueRow] = []
    for school_id, school in sorted(found.items()):
        for year in years.get(school_id, ()):
            of_school = teachers.get((school_id, year), frozenset())
            shares = shares_of(school, year, of_school)
            rows += [share_row(code, (school_id, year), share, 0) for code, share in shares.items()]
    return [row for row in rows if row.denominator]


def shares_of(school: SchoolSupport, year: int, teachers: frozenset[str]) -> dict[str, Share]:
    """Values of a school in a year; what does not apply to it has nobody below the line."""
    is_listed = school.is_listed(year)
    took_part = school.was_listed(year) and school.took_part(year)
    return {
        COVERED: Share(int(is_listed and school.is_supported(year)), int(is_listed)),
        SUPPORTED: _covered(school, year, teachers) if is_listed else NOBODY,
        LEFT: Share(int(took_part and not is_listed), int(took_part)),
    }


def _covered(school: SchoolSupport, year: int, teachers: frozenset[str]) -> Share:
    """Models cover the same teachers over and over: of several counts the largest stands, they are not added."""
    counted = [term.covered for term in school.models if term.holds_in(year) and term.covered.denominator]
    if counted:
        return max(counted, key=lambda share: share.numerator / share.denominator)
    if year < min(school.helps, default=year + 1):
        return NOBODY
    return Share(len(teachers & school.helped.get(year, set())), len(teachers))


def read_support(
    connection: Connection, unit_ids: Iterable[int], registers: Sequence[str] = REGISTERS
) -> dict[int, SchoolSupport]:
    """What these registers say of these places, by place."""
    statement = select(_R.unit_id, _R.register, _R.year, _R.cells).where(
        _R.unit_id.in_(list(unit_ids)),
        _R.register.in_(registers),
        _R.is_current,
        _R.status == "active",
    )
    found: dict[int, SchoolSupport] = defaultdict(SchoolSupport)
    for unit_id, register, year, cells in connection.execute(statement):
        school = found[unit_id]
        if register == LISTS:
            school.lists.append(_term(cells, year, "left"))
        elif register == MODELS:
            school.models.append(_term(cells, year, "until"))
        else:
            school.helps.add(year)
            if register == COURSES or str(cells.get("mentor") or "").strip():
                school.helped[year].add(initials(str(cells.get("teacher") or "")))
    return dict(found)


def _term(cells: Mapping[str, object], year: int, end: str) -> Term:
    """A line without a first day holds from the beginning of the school year it was entered in."""
    since, until = cells.get("since"), cells.get(end)
    total = _number(cells, "total")
    return Term(
        date.fromisoformat(str(since)) if since else first_day(year),
        date.fromisoformat(str(until)) if until else None,
        Share(min(_number(cells, "teachers"), total), total),
    )


def _number(cells: Mapping[str, object], column: str) -> float:
    value = cells.get(column)
    return float(value) if isinstance(value, int | float) else 0.0


def _years(connection: Connection) -> list[int]:
    """School years of the installation, from classes; a register has no year of its own beyond them."""
    statement = select(unit.c.year).where(unit.c.kind == "class").distinct()
    return sorted(connection.scalars(statement))


def refresh_included(connection: Connection) -> None:
    """Writes which municipalities support a school, and their sum at the region."""
    columns = (unit.c.id, unit.c.parent_id, unit.c.kind)
    places = connection.execute(select(*columns).where(unit.c.kind != "class")).all()
    parents = {id_: parent for id_, parent, _ in places}
    municipalities = {id_ for id_, _, kind in places if kind == "municipality"}
    tops = [id_ for id_, _, kind in places if kind in ("municipality", "region")]
    terms: dict[int, list[Term]] = {id_: [] for id_ in municipalities}
    for unit_id, school in read_support(connection, parents, (MODELS,)).items():
        place = unit_id if unit_id in municipalities else parents[unit_id]
        terms.get(place or 0, []).extend(school.models)
    forget(connection, tops, (INCLUDED,))
    rows = list(_included(terms, parents, _years(connection)))
    if rows:
        connection.execute(insert(indicator_value), rows)


def _included(
    terms: Mapping[int, Sequence[Term]], parents: Mapping[int, int | None], years: Sequence[int]
) -> Iterable[dict[str, object]]:
    first = min((term.since for listed in terms.values() for term in listed), default=None)
    for year in years:
        if first is None or first > last_day(year):
            continue
        shares: dict[int, Share] = {}
        for place, listed in terms.items():
            own = Share(int(any(term.holds_in(year) for term in listed)), 1)
            region = parents[place]
            for id_ in (place, *((region,) if region is not None else ())):
                shares[id_] = shares.get(id_, NOBODY) + own
        for id_, share in shares.items():
            yield {
                **share_row(INCLUDED, (id_, year), share, 0)._asdict(),
                "checkpoint": YEARLY,
                "status": FINAL,
            }


SUPPORT_FAMILY = Family((COVERED, SUPPORTED, LEFT), support_rows)
