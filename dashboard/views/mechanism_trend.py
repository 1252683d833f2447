"""The chosen indicator over the years at the same checkpoint: the subject of the page among others."""

from __future__ import annotations

from itertools import pairwise

from dashboard.blocks import Measure, Quantity, Role, Series, Status, Trend
from dashboard.catalogue import Indicator
from dashboard.methods.ordering import natural_key
from dashboard.numbers import DECIMALS, format_quantity, format_year
from dashboard.selection import Selection
from dashboard.views.chosen import NO_VALUES, chosen, is_yes_or_no, lowered, valued
from dashboard.views.indicators import Values, is_noise, quantity
from dashboard.views.mechanism import mechanism_values, sources
from data_access.queries.places import Place, read_municipalities, read_municipality
from data_access.viewer import Reader

_ORDINAL = {2: "второй", 3: "третий", 4: "четвёртый", 5: "пятый"}


def trend(selection: Selection, reader: Reader) -> Trend:
    """The indicator over the years at the same checkpoint: municipality thick, others grey, the laggard red."""
    indicator = chosen(selection, reader)
    values, year = mechanism_values(selection, reader), selection.year or 0
    place = read_municipality(reader)
    years = sorted({of for code, _, of in values.found if code == indicator.code and of <= year})
    schools = _beside(selection, reader, indicator)
    worst = _laggard(indicator, values, schools, year)
    behind = next((school for school in schools if school.id == worst), None)
    if behind and not _is_behind(indicator, values, behind, place, year):
        behind = None
    series = [_series(indicator, values, place.short_name, place.id, years, Role.SUBJECT)]
    for school in schools:
        role = Role.ALERT if school.id == worst else Role.PEER
        series.append(_series(indicator, values, school.short_name, school.id, years, role))
    return Trend(
        key="trend",
        title=_finding(indicator, values, place.id, years, behind),
        caption=f"{lowered(indicator.title)}{_unit(indicator)}",
        labels=tuple(format_year(of) for of in years),
        series=tuple(series) if years else (),
        measure=indicator.measure,
        target=indicator.target,
        source=sources(selection, (indicator,)),
        empty=NO_VALUES,
    )


def _beside(selection: Selection, reader: Reader, indicator: Indicator) -> list[Place]:
    """Whose lines stand beside the subject: municipalities of a region, else organisations, where a line says more than
    yes or no."""
    values, year = mechanism_values(selection, reader), selection.year or 0
    inner = read_municipalities(reader)
    places = sorted(inner, key=lambda place: natural_key(place.short_name)) or valued(
        selection, reader, indicator
    )
    shown = [
        place
        for place in places
        if not values.is_hidden(indicator.code, place.id, year)
        and values.number(indicator, place.id, year) is not None
    ]
    return [] if not inner and is_yes_or_no(indicator, values, shown, year) else shown


def _unit(indicator: Indicator) -> str:
    if indicator.measure is Measure.PERCENT:
        return ", %"
    return f", {indicator.unit}" if indicator.unit else ""


def _series(
    indicator: Indicator, values: Values, name: str, unit_id: int, years: list[int], role: Role
) -> Series:
    points = tuple(quantity(indicator, values.get(indicator.code, unit_id, year)) for year in years)
    return Series(name, points, role)


def _laggard(indicator: Indicator, values: Values, schools: list[Place], year: int) -> int | None:
    """The school that stands below the risk border and is the worst; None when nobody does, or none may be named."""
    if "no_ranking" in indicator.uses:
        return None
    sign = 1 if indicator.polarity == "higher" else -1
    numbers = {school.id: values.number(indicator, school.id, year) for school in schools}
    below = {
        id_: sign * number
        for id_, number in numbers.items()
        if number is not None and indicator.status(number) is Status.BELOW
    }
    return min(below, key=lambda id_: below[id_]) if below else None


def _is_behind(indicator: Indicator, values: Values, school: Place, whole: Place, year: int) -> bool:
    """Whether the interval of the difference to the rest leaves 0 out on the bad side."""
    interval = values.beside_rest(indicator, school.id, whole.id, year)
    if interval is None:
        return False
    return interval.high < 0 if indicator.polarity == "higher" else interval.low > 0


def _finding(
    indicator: Indicator, values: Values, unit_id: int, years: list[int], laggard: Place | None
) -> str:
    """What the line shows: a movement is named when it is more than chance makes, a laggard when it is one."""
    numbers = {year: values.number(indicator, unit_id, year) for year in years}
    known = {year: round(n, DECIMALS[indicator.measure]) for year, n in numbers.items() if n is not None}
    if not known:
        return f"{indicator.title}: нет данных"
    tail = f", {laggard.short_name} отстаёт" if laggard else ""
    of_years, shown = list(known), list(known.values())
    if len(shown) < 2:
        return f"{indicator.title}: {format_quantity(Quantity(shown[-1], indicator.measure))}{tail}"
    steps = [after - before for before, after in pairwise(shown)]
    streak = _streak(steps)
    if not steps[-1]:
        return f"{indicator.title}: без изменений за год{tail}"
    if _is_chance(indicator, values, unit_id, of_years[-1 - streak], of_years[-1]):
        return f"{indicator.title}: без значимых изменений за год{tail}"
    verb = "рост" if steps[-1] > 0 else "снижение"
    span = f"{_ORDINAL.get(streak, f'{streak}-й')} год подряд" if streak > 1 else "за год"
    return f"{indicator.title}: {verb} {span}{tail}"


def _is_chance(indicator: Indicator, values: Values, unit_id: int, first: int, last: int) -> bool:
    """Whether the whole way from one year to another may be chance alone."""
    now, before = (values.get(indicator.code, unit_id, year) for year in (last, first))
    return now is not None and before is not None and is_noise(indicator, now, before)


def _streak(steps: list[float]) -> int:
    """How many last steps go the same way."""
    count = 0
    for step in reversed(steps):
        if step == 0 or (step > 0) != (steps[-1] > 0):
            break
        count += 1
    return count
