"""The chosen indicator over the years, and schools by it: places, or bands where ranking is not allowed."""

from __future__ import annotations

from itertools import pairwise

from dashboard.blocks import (
    Cell,
    Column,
    Kind,
    Measure,
    Role,
    Row,
    Series,
    Status,
    Table,
    Tone,
    Trend,
)
from dashboard.catalogue import Indicator
from dashboard.methods.intervals import differ_significantly
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_number, format_year
from dashboard.selection import Selection
from dashboard.views.indicators import Values, change, change_cell, quantity, target_text, value_cell
from dashboard.views.mechanism import STATUS_WORDS, mechanism_of, mechanism_values, sources
from dashboard.views.municipal_values import organisations
from dashboard.views.suppression import note
from dashboard.views.targets import aimed
from data_access.queries.places import Place, read_municipality
from data_access.viewer import Reader

NO_VALUES = "Значений этого показателя ещё нет ни за один учебный год."
OF_WHOLE = "Показатель собирается по муниципалитету в целом, организаций в нём нет."


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


def trend(selection: Selection, reader: Reader) -> Trend:
    """The indicator over the years at the same checkpoint: municipality thick, schools grey, the laggard red."""
    indicator = chosen(selection, reader)
    values, year = mechanism_values(selection, reader), selection.year or 0
    place = read_municipality(reader)
    years = sorted({of for code, _, of in values.found if code == indicator.code and of <= year})
    schools = [
        school
        for school in valued(selection, reader, indicator)
        if not values.is_hidden(indicator.code, school.id, year)
    ]
    worst = _laggard(indicator, values, schools, year)
    series = [_series(indicator, values, place.short_name, place.id, years, Role.SUBJECT)]
    for school in schools:
        role = Role.ALERT if school.id == worst else Role.PEER
        series.append(_series(indicator, values, school.short_name, school.id, years, role))
    return Trend(
        key="trend",
        title=_finding(indicator, values, place.id, years, next((s for s in schools if s.id == worst), None)),
        caption=f"{indicator.title[:1].lower()}{indicator.title[1:]}{_unit(indicator)}",
        labels=tuple(format_year(of) for of in years),
        series=tuple(series) if years else (),
        measure=indicator.measure,
        target=indicator.target,
        source=sources(selection, (indicator,)),
        empty=NO_VALUES,
    )


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


def _finding(
    indicator: Indicator, values: Values, unit_id: int, years: list[int], laggard: Place | None
) -> str:
    numbers = [values.number(indicator, unit_id, year) for year in years]
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
    """Schools by the chosen indicator with 95 % intervals: places where the use rule allows them, else bands."""
    indicator = chosen(selection, reader)
    year = selection.year or 0
    values = mechanism_values(selection, reader)
    can_rank = "no_ranking" not in indicator.uses and indicator.polarity != "none"
    schools = valued(selection, reader, indicator)
    shown = [school for school in schools if values.get(indicator.code, school.id, year)]
    if can_rank:
        shown = _by_value(indicator, values, shown, year)
    places = _places(indicator, values, shown, year) if can_rank else {}
    rows = [
        _row(selection, reader, indicator, school, places.get(school.id))
        for school in (*shown, *(school for school in schools if school not in shown))
    ]
    title = f"{indicator.title[:1].lower()}{indicator.title[1:]}"
    interval = "черта — цель, отрезок — 95 % интервал" if indicator.is_proportion else "черта — цель"
    return Table(
        key="ranking",
        title=f"{'Рейтинг школ' if can_rank else 'Школы'}: {title}",
        caption=interval if can_rank else f"без мест: {_why_no_places(indicator)}",
        columns=_columns(indicator, can_rank),
        rows=tuple(rows),
        notes=_tie_notes(indicator, values, shown, year) if can_rank else (BANDS,),
        source=sources(selection, (indicator,)),
        empty=OF_WHOLE if indicator.level == "municipality" else NO_VALUES,
    )


BANDS = (
    "Полоса — к значению муниципалитета: «выше» и «ниже», когда различие больше случайного (95 % интервал)."
)


def _why_no_places(indicator: Indicator) -> str:
    if indicator.polarity == "none":
        return "у показателя нет направления «лучше — хуже»"
    return "показатель не используется для рейтингов"


def _columns(indicator: Indicator, can_rank: bool) -> tuple[Column, ...]:
    first = Column("place", "№") if can_rank else Column("band", "Полоса", Kind.STATUS)
    return (
        first,
        Column("school", "Организация"),
        Column("value", "Значение", Kind.QUANTITY, indicator.measure),
        Column(
            "bar",
            target_text(indicator).replace("цель", "к цели") or "значение",
            Kind.BAR,
            indicator.measure,
            target=indicator.target,
        ),
        Column("change", "За год", Kind.QUANTITY, change(indicator, None, None).measure),
        Column("status", "Статус", Kind.STATUS),
        Column("act", "Мера"),
    )


def _by_value(indicator: Indicator, values: Values, schools: list[Place], year: int) -> list[Place]:
    """Best first; equal ones in natural order of names."""
    sign = -1 if indicator.polarity == "higher" else 1
    return sorted(
        schools,
        key=lambda school: (
            sign * round(values.number(indicator, school.id, year) or 0, 9),
            natural_key(school.short_name),
        ),
    )


def _places(indicator: Indicator, values: Values, shown: list[Place], year: int) -> dict[int, int]:
    """Equal values share a place."""
    found: dict[int, int] = {}
    place, last = 0, None
    for position, school in enumerate(shown, 1):
        number = values.number(indicator, school.id, year)
        place = place if last is not None and number == last else position
        last, found[school.id] = number, place
    return found


def _row(selection: Selection, reader: Reader, indicator: Indicator, school: Place, place: int | None) -> Row:
    values, year = mechanism_values(selection, reader), selection.year or 0
    own = aimed(reader, indicator.code, year, school)
    is_hidden = values.is_hidden(indicator.code, school.id, year)
    bar = value_cell(own, values.get(indicator.code, school.id, year), note(reader) if is_hidden else "")
    assert bar.quantity is not None
    now = bar.quantity.value
    status = own.status(now)
    difference = change(indicator, now, values.number(indicator, school.id, year - 1))
    can_rank = "no_ranking" not in indicator.uses and indicator.polarity != "none"
    first = Cell(str(place) if place else "–") if can_rank else _band(selection, reader, indicator, bar)
    return Row(
        (
            first,
            Cell(school.short_name, href=selection.at("/school", unit=school.id).address),
            Cell(quantity=bar.quantity),
            bar,
            change_cell(indicator, difference),
            Cell(STATUS_WORDS[status], status=status),
            _act(selection, reader, indicator, school, status),
        )
    )


def _band(selection: Selection, reader: Reader, indicator: Indicator, bar: Cell) -> Cell:
    """Above, within or below the municipality, by the interval of the school."""
    values, place = mechanism_values(selection, reader), read_municipality(reader)
    reference = values.number(indicator, place.id, selection.year or 0)
    if reference is None or bar.low is None or bar.high is None:
        return Cell("нет сравнения", tone=Tone.MUTED)
    if bar.low <= reference <= bar.high:
        return Cell("в пределах", tone=Tone.PLAIN)
    is_above = bar.low > reference
    is_good = is_above == (indicator.polarity == "higher")
    return Cell("выше" if is_above else "ниже", tone=Tone.GOOD if is_good else Tone.WARN)


def _act(selection: Selection, reader: Reader, indicator: Indicator, school: Place, status: Status) -> Cell:
    """From a red figure to a measure: the form opens filled in."""
    if status not in (Status.BELOW, Status.RISK):
        return Cell()
    mechanism = mechanism_of(selection, reader).code
    address = Selection(
        "/measure", school.id, year=selection.year, indicator=indicator.code, mechanism=mechanism
    ).address
    return Cell("создать меру", href=address)


def _tie_notes(indicator: Indicator, values: Values, shown: list[Place], year: int) -> tuple[str, ...]:
    """Neighbours whose difference is within chance."""
    if not indicator.is_proportion:
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
