"""Effect of decisions (эффективность решений): before, after, and what comparable schools did in the same time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.blocks import Cell, Column, Kind, Quantity, Row, State, Table
from dashboard.catalogue import Indicator, catalogue_of
from dashboard.methods.comparable import checkpoint_title
from dashboard.methods.effect import (
    Amount,
    Effect,
    Peer,
    Point,
    Verdict,
    baseline,
    change_of_peers,
    comparable_peers,
    effect_of,
    later_points,
)
from dashboard.numbers import DASH, format_number, format_year
from dashboard.selection import Selection
from dashboard.views.action_hiding import Hiding, hiding_of
from dashboard.views.cycle_words import VERDICTS, verdict_tone
from dashboard.views.indicators import CHANGE_OF
from dashboard.views.suppression import note
from data_access.queries.cycle import Aim, read_aims
from data_access.queries.places import Place, read_schools
from data_access.queries.rollups import read_values
from data_access.viewer import Reader

NOTHING_TO_COMPARE = "сравнить не с чем"
FOR_DEPARTMENT = "видно управлению"
NO_PEERS = "нет данных других школ"
Known = Mapping[tuple[str, int], Mapping[Point, Amount]]


@dataclass(frozen=True, slots=True)
class Line:
    """An aim at one later point; without a point nothing came yet. `peers_note` says why peers are not there."""

    aim: Aim
    indicator: Indicator
    start: Point
    after: Point | None
    effect: Effect
    peers: float | None
    peers_note: str
    is_hidden: bool

    @property
    def is_compared(self) -> bool:
        return self.effect.difference is not None


def lines_of(reader: Reader, decision_ids: Iterable[int]) -> list[Line]:
    """Every aim at every later point, the next one first."""
    aims = read_aims(reader, decision_ids)
    every = catalogue_of(reader).indicators
    known = [aim for aim in aims if aim.indicator in every]
    if not known:
        return []
    schools = {place.id: place for place in read_schools(reader)}
    codes = tuple(sorted({aim.indicator for aim in known}))
    units = sorted({*schools, *(aim.unit_id for aim in known)})
    values: dict[tuple[str, int], dict[Point, Amount]] = {}
    for row in read_values(reader, units, None, codes):
        amount = Amount(row.numerator, row.denominator)
        values.setdefault((row.indicator, row.unit_id), {})[row.year, row.checkpoint] = amount
    hiding = hiding_of(reader, codes)
    return [
        line
        for aim in known
        for line in _of_aim(aim, every[aim.indicator], values, _Peers(reader, schools, values, hiding))
    ]


@dataclass(frozen=True)
class _Peers:
    """Other schools, without what this viewer must not see of them."""

    reader: Reader
    schools: Mapping[int, Place]
    values: Known
    hiding: Hiding

    def change(self, aim: Aim, indicator: Indicator, start: Point, after: Point) -> tuple[float | None, str]:
        """Difference of comparable schools between two points, or why there is none."""
        own = self.schools.get(aim.unit_id)
        if own is None:
            return None, NOTHING_TO_COMPARE
        if not self.reader.viewer.sees_municipality:
            return None, FOR_DEPARTMENT
        pairs = {
            id_: (points[start], points[after])
            for (code, id_), points in self.values.items()
            if code == aim.indicator and id_ in self.schools and start in points and after in points
        }
        others = [
            _peer(self.schools[id_])
            for id_ in sorted(pairs)
            if not self.hiding.covers(aim.indicator, id_, (start, after))
        ]
        chosen = comparable_peers(_peer(own), others)
        found = change_of_peers((pairs[id_] for id_ in chosen), indicator.factor)
        return found, "" if found is not None else NO_PEERS


def _peer(place: Place) -> Peer:
    return Peer(place.id, place.school_kind, place.is_rural)


def _of_aim(aim: Aim, indicator: Indicator, values: Known, peers: _Peers) -> list[Line]:
    own = values.get((aim.indicator, aim.unit_id), {})
    stood: Point = (aim.year, aim.checkpoint)
    found: list[Line] = []
    for after in later_points(stood, own):
        start = baseline(stood, after)
        effect = effect_of(own.get(start), own[after], indicator.factor, indicator.is_proportion)
        is_hidden = peers.hiding.covers(aim.indicator, aim.unit_id, (start, after))
        moved, why = peers.change(aim, indicator, start, after)
        found.append(Line(aim, indicator, start, after, effect, moved, why, is_hidden))
    if not found:
        effect = effect_of(own.get(stood), None, indicator.factor, indicator.is_proportion)
        is_hidden = peers.hiding.covers(aim.indicator, aim.unit_id, (stood,))
        found.append(Line(aim, indicator, stood, None, effect, None, "", is_hidden))
    return found


def newest_words(reader: Reader, decision_ids: list[int]) -> dict[int, tuple[str, ...]]:
    """Decision → «Успеваемость: рост больше случайного», by the newest figures of each aim that can be compared."""
    found: dict[int, dict[str, str]] = {}
    for line in sorted(lines_of(reader, decision_ids), key=lambda line: line.is_compared):
        words = "скрыто" if line.is_hidden else VERDICTS[line.effect.verdict]
        found.setdefault(line.aim.decision_id, {})[line.indicator.title] = words
    return {id_: tuple(f"{title}: {words}" for title, words in said.items()) for id_, said in found.items()}


COLUMNS = (
    Column("indicator", "Показатель"),
    Column("when", "Период до и после"),
    Column("before", "До", Kind.QUANTITY),
    Column("after", "После", Kind.QUANTITY),
    Column("change", "Разница", Kind.QUANTITY),
    Column("interval", "95 % интервал разницы"),
    Column(
        "peers",
        "Сопоставимые школы",
        Kind.QUANTITY,
        help="Разница у школ того же вида и местности за то же время",
    ),
    Column("verdict", "Вывод", Kind.STATUS),
)
NOTES = (
    "До и после сравниваются за одинаковые части года. Интервал — по Ньюкомбу, для долей; «больше случайного» — "
    "когда он не содержит нуля. Для показателей, которые не доли, интервал не рассчитывается.",
    "Сопоставимые школы — того же вида и местности (городские или сельские); если таких нет — все остальные. "
    "Складываются числители и знаменатели. Изменение после решения ещё не доказывает, что причина в нём.",
)


def effect(selection: Selection, reader: Reader) -> Table | None:
    """The effect of the decision of the address; nothing while a new one is filled in."""
    if selection.mechanism is not None or selection.record is None:
        return None
    lines = lines_of(reader, [selection.record])
    return Table(
        key="effect",
        title=_finding(lines),
        caption="до решения и после него",
        columns=COLUMNS,
        rows=tuple(_row(reader, line) for line in lines),
        notes=NOTES if any(line.after for line in lines) else (),
        source="Источник: показатели механизма; методика проекта",
        empty="Показатели, которые решение должно изменить, из этой программы убраны.",
    )


def _finding(lines: list[Line]) -> str:
    """The verdict on the newest figures, in words."""
    seen = [line for line in lines if line.after and not line.is_hidden]
    if not seen:
        return "Эффект: данных следующего периода ещё нет" if lines else "Эффект"
    last = {line.aim.indicator: line for line in sorted(seen, key=lambda line: line.is_compared)}
    sure = [line for line in last.values() if line.effect.verdict in (Verdict.RISE, Verdict.FALL)]
    line = next(iter(sure or last.values()))
    return f"Эффект: {line.indicator.title} — {VERDICTS[line.effect.verdict]}"


def _row(reader: Reader, line: Line) -> Row:
    hidden = note(reader) if line.is_hidden else ""
    verdict = line.effect.verdict
    words = "скрыто" if hidden else VERDICTS[verdict]
    tone = verdict_tone(verdict, "none" if hidden else line.indicator.polarity)
    return Row(
        (
            Cell(line.indicator.title, note=line.indicator.full_title),
            Cell(span_words(line.start, line.after)),
            Cell(quantity=_shown(line.effect.before, line, hidden)),
            Cell(quantity=_shown(line.effect.after, line, hidden)),
            Cell(quantity=_change(line.effect.difference, line, hidden)),
            Cell("" if hidden else _interval(line)),
            _peers_cell(line, hidden),
            Cell(words, tone=tone),
        )
    )


def point_words(point: Point) -> str:
    """«2025/26», «1 четверть 2025/26»."""
    year = format_year(point[0])
    return year if point[1] == "Y" else f"{checkpoint_title(point[1])} {year}"


def span_words(start: Point, after: Point | None) -> str:
    """«1 четверть, 2024/25 → 2025/26»; where the checkpoints differ, both are named."""
    if after is None:
        return f"{point_words(start)} → …"
    if start[1] != after[1]:
        return f"{point_words(start)} → {point_words(after)}"
    years = f"{format_year(start[0])} → {format_year(after[0])}"
    return years if after[1] == "Y" else f"{checkpoint_title(after[1])}, {years}"


def _shown(value: float | None, line: Line, hidden: str) -> Quantity:
    measure = line.indicator.measure
    if hidden:
        return Quantity.hidden(measure, hidden)
    return Quantity.missing(measure) if value is None else Quantity(value, measure)


def _change(value: float | None, line: Line, hidden: str) -> Quantity:
    measure = CHANGE_OF[line.indicator.measure]
    if hidden:
        return Quantity.hidden(measure, hidden)
    return Quantity.missing(measure) if value is None else Quantity(value, measure)


def _interval(line: Line) -> str:
    interval, measure = line.effect.interval, CHANGE_OF[line.indicator.measure]
    if not interval.is_known:
        return DASH
    return f"от {format_number(interval.low, measure)} до {format_number(interval.high, measure)}"


def _peers_cell(line: Line, hidden: str) -> Cell:
    measure = CHANGE_OF[line.indicator.measure]
    if line.after is None:
        return Cell(quantity=Quantity.missing(measure))
    if line.peers is None:
        return Cell(line.peers_note)
    return Cell(
        quantity=Quantity.hidden(measure, hidden) if hidden else Quantity(line.peers, measure, State.OK)
    )
