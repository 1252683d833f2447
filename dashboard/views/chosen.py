"""The indicator that a mechanism page is looking at, and how its words and its organisations are taken."""

from __future__ import annotations

from dashboard.catalogue import Indicator
from dashboard.selection import Selection
from dashboard.views.indicators import Values
from dashboard.views.mechanism import mechanism_of, mechanism_values
from dashboard.views.municipal_values import organisations
from dashboard.views.targets import aimed
from data_access.queries.places import Place, read_municipality
from data_access.viewer import Reader

NO_VALUES = "Значений этого показателя ещё нет ни за один учебный год."


def chosen(selection: Selection, reader: Reader) -> Indicator:
    """The indicator that trend and ranking show: of the address where the mechanism has it, else its lead."""
    found = mechanism_of(selection, reader)
    known = selection.indicator in (*found.indicators, found.lead)
    code = selection.indicator if known and selection.indicator else found.lead
    return aimed(reader, code, selection.year or 0, read_municipality(reader))


def valued(selection: Selection, reader: Reader, indicator: Indicator) -> list[Place]:
    """Organisations from which the indicator is collected and that have it in the year or the year before."""
    values, year = mechanism_values(selection, reader), selection.year or 0
    with_values = {id_ for code, id_, of in values.found if code == indicator.code and of in (year, year - 1)}
    return [place for place in organisations(reader, (indicator,)) if place.id in with_values]


def lowered(title: str) -> str:
    """The title inside a sentence; an abbreviation or a name in quotes stays as it is."""
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def is_yes_or_no(indicator: Indicator, values: Values, schools: list[Place], year: int) -> bool:
    """Whether every organisation is one of one: it is on a list or not, so lines and intervals say nothing."""
    rows = [values.get(indicator.code, school.id, year) for school in schools]
    return indicator.is_proportion and all(row is not None and row.denominator == 1 for row in rows)
