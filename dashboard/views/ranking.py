"""The chosen indicator over the years and the places of schools by it."""

from __future__ import annotations

from itertools import pairwise

from dashboard.blocks import Cell, Column, Kind, Measure, Role, Row, Series, Status, Table, Trend
from dashboard.catalogue import Indicator
from dashboard.indicators import FACTOR
from dashboard.methods.intervals import differ_significantly
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_number, format_year
from dashboard.selection import Selection
from dashboard.views.indicators import Values, change, change_cell, quantity, target_text, value_cell
from dashboard.views.municipality import all_values, chosen, marked_schools, source, unseen_schools
from dashboard.views.suppression import note
from data_access.queries.places import Place, read_municipality
from data_access.viewer import Reader

STATUS_WORDS = {
    Status.REACHED: "достигнут",
    Status.RISK: "зона риска",
    Status.BELOW: "ниже цели",
    Status.NO_DATA: "нет данных",
}


def trend(selection: Selection, reader: Reader) -> Trend:
    """The indicator over the years at the same checkpoint: municipality thick, schools grey, the laggard red."""
    indicator = chosen(selection)
    values, year = all_values(selection, reader), selection.year or 0
    place = read_municipality(reader)
    years = [of for of in values.years() if of <= year]
    hidden = unseen_schools(selection, reader)
    schools = [school for school in marked_schools(reader, values, year) if school.id not in hidden]
    worst = _laggard(indicator, values, schools, year)
    series = [_series(indicator, values, place.short_name, place.id, years, Role.SUBJECT)]
    for school in schools:
        role = Role.ALERT if school.id == worst else Role.PEER
        series.append(_series(indicator, values, school.short_name, school.id, years, role))
    return Trend(
        key="trend",
        title=_finding(indicator, values, place.id, years, next((s for s in schools if s.id == worst), None)),
        caption=f"{indicator.title.lower()}{_unit(indicator)}",
        labels=tuple(format_year(of) for of in years),
        series=tuple(series),
        measure=indicator.measure,
        target=indicator.target,
        source=source(selection),
        empty="Нет отметок за этот период ни в одном учебном году.",
    )


def _unit(indicator: Indicator) -> str:
    return {Measure.PERCENT: ", %", Measure.MEAN: ", балл"}.get(indicator.measure, "")


def _series(
    indicator: Indicator, values: Values, name: str, unit_id: int, years: list[int], role: Role
) -> Series:
    points = tuple(quantity(indicator, values.get(indicator.code, unit_id, year)) for year in years)
    return Series(name, points, role)


def _laggard(indicator: Indicator, values: Values, schools: list[Place], year: int) -> int | None:
    """The school that stands below the risk border and is the worst; None when nobody does."""
    sign = 1 if indicator.polarity == "higher" else -1
    numbers = {school.id: values.number(indicator.code, school.id, year) for school in schools}
    below = {
        id_: sign * number
        for id_, number in numbers.items()
        if number is not None and indicator.status(number) is Status.BELOW
    }
    return min(below, key=lambda id_: below[id_]) if below else None


def _finding(
    indicator: Indicator, values: Values, unit_id: int, years: list[int], laggard: Place | None
) -> str:
    numbers = [values.number(indicator.code, unit_id, year) for year in years]
    known = [number for number in numbers if number is not None]
    if not known:
        return f"{indicator.title}: нет данных"
    tail = f", {laggard.short_name} отстаёт" if laggard else ""
    if len(known) < 2:
        return f"{indicator.title}: {format_number(known[-1], indicator.measure)}{tail}"
    steps = [after - before for before, after in pairwise(known)]
    streak = _streak(steps)
    verb = "рост" if steps[-1] > 0 else "снижение" if steps[-1] < 0 else "без изменений"
    if steps[-1] and streak > 1:
        return f"{indicator.title}: {verb} {_ORDINAL.get(streak, f'{streak}-й')} год подряд{tail}"
    return f"{indicator.title}: {verb} за год{tail}"


_ORDINAL = {2: "второй", 3: "третий", 4: "четвёртый", 5: "пятый"}


def _streak(steps: list[float]) -> int:
    """How many last steps go the same way."""
    count = 0
    for step in reversed(steps):
        if step == 0 or (step > 0) != (steps[-1] > 0):
            break
        count += 1
    return count


def ranking(selection: Selection, reader: Reader) -> Table:
    """Places of schools by the chosen indicator with 95 % intervals; equal values share a place."""
    indicator = chosen(selection)
    values, year = all_values(selection, reader), selection.year or 0
    hidden = unseen_schools(selection, reader)
    schools = marked_schools(reader, values, year)
    sign = -1 if indicator.polarity == "higher" else 1
    shown = [s for s in schools if s.id not in hidden and values.get(indicator.code, s.id, year)]
    shown.sort(
        key=lambda s: (
            sign * round(values.number(indicator.code, s.id, year) or 0, 9),
            natural_key(s.short_name),
        )
    )
    can_rank = "no_ranking" not in indicator.uses
    rows, place, last = [], 0, None
    for position, school in enumerate(shown, 1):
        number = values.number(indicator.code, school.id, year)
        place = place if last is not None and number == last else position
        last = number
        rows.append(_ranking_row(selection, indicator, values, school, place if can_rank else None))
    for school in schools:
        if school not in shown:
            reason = note(reader) if school.id in hidden else ""
            rows.append(_ranking_row(selection, indicator, values, school, None, reason))
    return Table(
        key="ranking",
        title=f"{'Рейтинг школ' if can_rank else 'Школы'}: {indicator.title.lower()}",
        caption="черта — цель, отрезок — 95 % интервал" if indicator.code in FACTOR else "черта — цель",
        columns=(
            Column("place", "№", Kind.TEXT),
            Column("school", "Школа"),
            Column("value", "Значение", Kind.QUANTITY, indicator.measure),
            Column(
                "bar",
                target_text(indicator).replace("цель", "к цели"),
                Kind.BAR,
                indicator.measure,
                target=indicator.target,
            ),
            Column("change", "За год", Kind.QUANTITY, change(indicator, None, None).measure),
            Column("status", "Статус", Kind.STATUS),
        ),
        rows=tuple(rows),
        notes=_tie_notes(indicator, values, shown, year),
        source=source(selection),
        empty="Нет отметок за этот период.",
    )


def _ranking_row(
    selection: Selection,
    indicator: Indicator,
    values: Values,
    school: Place,
    place: int | None,
    hidden: str = "",
) -> Row:
    year = selection.year or 0
    row = values.get(indicator.code, school.id, year)
    bar = value_cell(indicator, row, hidden)
    assert bar.quantity is not None
    now = bar.quantity.value
    status = indicator.status(now)
    difference = change(indicator, now, values.number(indicator.code, school.id, year - 1))
    return Row(
        (
            Cell(str(place) if place else "–"),
            Cell(school.short_name, href=selection.at("/school", unit=school.id).address),
            Cell(quantity=bar.quantity),
            bar,
            change_cell(indicator, difference),
            Cell(STATUS_WORDS[status], status=status),
        )
    )


def _tie_notes(indicator: Indicator, values: Values, shown: list[Place], year: int) -> tuple[str, ...]:
    """Neighbours whose difference is within chance."""
    if indicator.code not in FACTOR:
        return ()
    pairs = []
    for position, (first, second) in enumerate(pairwise(shown), 1):
        one, two = (values.get(indicator.code, s.id, year) for s in (first, second))
        if (
            one
            and two
            and not differ_significantly(one.numerator, one.denominator, two.numerator, two.denominator)
        ):
            pairs.append(f"{position} и {position + 1}")
    return (f"Различия мест {', '.join(pairs)} статистически не значимы.",) if pairs else ()
