"""Organisations by the chosen indicator: places, or bands where ranking is not allowed."""

from __future__ import annotations

from enum import Enum, auto

from dashboard.blocks import (
    Cell,
    Column,
    Kind,
    Row,
    Status,
    Table,
    Tone,
)
from dashboard.catalogue import Indicator
from dashboard.methods.ordering import natural_key
from dashboard.methods.places import alike_groups, place_ranges
from dashboard.selection import Selection
from dashboard.views.chosen import NO_VALUES, chosen, is_yes_or_no, lowered, valued
from dashboard.views.indicators import Values, change, change_cell, target_text, value_cell
from dashboard.views.many import MOST_ROWS, cut, cut_words
from dashboard.views.mechanism import STATUS_WORDS, mechanism_of, mechanism_values, sources
from dashboard.views.suppression import note
from dashboard.views.targets import aimed
from data_access.queries.places import Place, read_municipality
from data_access.viewer import Reader

OF_WHOLE = "Показатель собирается по муниципалитету в целом, организаций в нём нет."


class First(Enum):
    """What stands before the name: a place, a band beside the municipality, or nothing (yes and no have neither)."""

    PLACE = auto()
    BAND = auto()
    NOTHING = auto()


ACT = Column("act", "Мера")
FIRST_COLUMNS = {
    First.PLACE: (
        Column("place", "Место", help="в скобках — места, которые оставляет возможными случай (95 %)"),
    ),
    First.BAND: (Column("band", "Полоса", Kind.STATUS),),
    First.NOTHING: (),
}


def ranking(selection: Selection, reader: Reader) -> Table:
    """Schools by the chosen indicator with 95 % intervals: places where the use rule allows them, else bands."""
    indicator = chosen(selection, reader)
    year = selection.year or 0
    values = mechanism_values(selection, reader)
    schools = valued(selection, reader, indicator)
    shown = [school for school in schools if values.number(indicator, school.id, year) is not None]
    has_interval = indicator.is_proportion and not is_yes_or_no(indicator, values, shown, year)
    first = _first(indicator, has_interval)
    if first is First.PLACE:
        shown = _by_value(indicator, values, shown, year)
    places = _places(indicator, values, shown, year)
    ranges = _ranges(indicator, values, shown, year) if first is First.PLACE else {}
    known = {school.id for school in shown}
    listed = [*shown, *(school for school in schools if school.id not in known)]
    rows = [
        _row(selection, reader, indicator, school, first, _place_cell(places, ranges, school.id))
        for school in cut(listed, first is First.PLACE)
    ]
    has_acts = any(row.cells[-1].text for row in rows)
    key = ", ".join(["черта — цель"] * (indicator.target is not None) + [INTERVAL] * has_interval)
    notes = {First.PLACE: _tie_notes(indicator, values, shown, year), First.BAND: (BANDS,)}
    return Table(
        key="ranking",
        title=f"{_whom(indicator, first)}: {lowered(indicator.title)}",
        caption=(key if first is First.PLACE else _why_no_places(indicator)) + cut_words(len(listed)),
        columns=(*FIRST_COLUMNS[first], *_columns(indicator), *((ACT,) if has_acts else ())),
        rows=tuple(rows if has_acts else (Row(row.cells[:-1]) for row in rows)),
        notes=notes.get(first, ()),
        source=sources(selection, (indicator,)),
        empty=OF_WHOLE if indicator.level == "municipality" else NO_VALUES,
    )


def _place_cell(places: dict[int, int], ranges: dict[int, tuple[int, int]], school_id: int) -> Cell:
    """«3 (2–5)»: the place, and those that chance leaves possible."""
    if school_id not in places:
        return Cell("–")
    best, worst = ranges.get(school_id, (0, 0))
    return Cell(f"{places[school_id]}" + (f" ({best}–{worst})" if best < worst else ""))


def _ranges(
    indicator: Indicator, values: Values, shown: list[Place], year: int
) -> dict[int, tuple[int, int]]:
    """Plausible places of schools that stand best first; none where the spread is not known."""
    shares = _shares(indicator, values, shown, year)
    if not shares or len(shares) > MOST_ROWS:
        return {}
    return {school.id: found for school, found in zip(shown, place_ranges(shares), strict=True)}


def _shares(indicator: Indicator, values: Values, shown: list[Place], year: int) -> list[tuple[float, float]]:
    """Numerators and denominators in the order of places; empty where they are no shares of people."""
    rows = [values.get(indicator.code, school.id, year) for school in shown]
    if not indicator.is_proportion:
        return []
    known = [
        (row.numerator, row.denominator) for row in rows if row and 0 <= row.numerator <= row.denominator
    ]
    return known if len(known) == len(shown) else []


def _first(indicator: Indicator, has_interval: bool) -> First:
    if "no_ranking" not in indicator.uses and indicator.polarity != "none":
        return First.PLACE
    return First.BAND if has_interval else First.NOTHING


INTERVAL = "отрезок — 95\u00a0% интервал"
BANDS = "Полоса — к остальным организациям: «выше» и «ниже», когда различие больше случайного (95 % интервал разности)."


def _whom(indicator: Indicator, first: First) -> str:
    if first is not First.PLACE:
        return "Сравнение без мест"
    return "Рейтинг детских садов" if indicator.level == "kindergarten" else "Рейтинг школ"


def _why_no_places(indicator: Indicator) -> str:
    if indicator.polarity == "none":
        return "у показателя нет направления «лучше — хуже»"
    return "показатель не используется для рейтингов"


def _columns(indicator: Indicator) -> tuple[Column, ...]:
    goal = target_text(indicator).replace("цель", "к цели")
    return (
        Column("school", "Организация"),
        Column("bar", f"Значение {goal}".strip(), Kind.BAR, indicator.measure, target=indicator.target),
        Column("change", "За год", Kind.QUANTITY, change(indicator, None, None).measure),
        Column("status", "Статус", Kind.STATUS),
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


def _row(
    selection: Selection, reader: Reader, indicator: Indicator, school: Place, first: First, place: Cell
) -> Row:
    values, year = mechanism_values(selection, reader), selection.year or 0
    own = aimed(reader, indicator.code, year, school)
    is_hidden = values.is_hidden(indicator.code, school.id, year)
    bar = value_cell(own, values.get(indicator.code, school.id, year), note(reader) if is_hidden else "")
    now = values.number(own, school.id, year)
    status = own.status(now)
    difference = values.change(indicator, school.id, year)
    before = [place] if first is First.PLACE else []
    if first is First.BAND:
        before = [_band(selection, reader, indicator, school)]
    return Row(
        (
            *before,
            Cell(school.short_name, href=selection.at("/school", unit=school.id).address),
            bar,
            change_cell(indicator, difference),
            Cell(STATUS_WORDS[status], status=status),
            _act(selection, reader, indicator, school, status),
        )
    )


def _band(selection: Selection, reader: Reader, indicator: Indicator, school: Place) -> Cell:
    """Above, within or below everybody else, by the interval of the difference."""
    values, place, year = mechanism_values(selection, reader), read_municipality(reader), selection.year or 0
    interval = values.beside_rest(indicator, school.id, place.id, year)
    if interval is None:
        return Cell("нет сравнения", tone=Tone.MUTED)
    if interval.low <= 0.0 <= interval.high:
        return Cell("в пределах", tone=Tone.PLAIN)
    is_above = interval.low > 0.0
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
    """Neighbours whose difference is within chance, as groups."""
    groups = alike_groups(_shares(indicator, values, shown, year))
    if not groups:
        return ()
    if groups == [(1, len(shown))]:
        return ("Места статистически не различаются: все организации — одна группа.",)
    words = ", ".join(f"{first}–{last}" for first, last in groups)
    return (f"Внутри групп мест {words} различия статистически не значимы.",)
