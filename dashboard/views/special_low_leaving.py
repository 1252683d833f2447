"""The official list and who left it: what each school did on its way, from the management cycle and the registers.

Beside the list stands the program's own verdict of both years. Measures, decisions, support and training are what is on
record between the day the school came onto the list and the day it left (today, while it stands there); nothing here
says that one caused the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.blocks import Cell, Column, Kind, Row, Status, Table
from dashboard.computed.low_support import first_day, last_day
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_date
from dashboard.selection import Selection
from dashboard.views.register_scene import (
    Scene,
    day,
    day_cell,
    empty_words,
    register_href,
    register_source,
    scene,
    words,
)
from dashboard.views.special_low_results import partial, tables_of, verdict_cell, verdict_of
from data_access.queries.cycle import Decision, Measure, read_decisions, read_measures
from data_access.queries.registers import Line
from data_access.viewer import Reader

OFFICIAL = "Официальный список школ с низкими результатами"
MECHANISM, COURSES = "low_results", "courses"
DONE = "done"


@dataclass(frozen=True, slots=True)
class Stay:
    """The time of a school on the list, and what is on record about it."""

    unit_id: int
    since: date
    until: date

    def holds(self, start: date, end: date | None = None) -> bool:
        """Whether something from one day to another touches the stay."""
        return start <= self.until and (end or start) >= self.since

    def touches(self, year: int) -> bool:
        return self.holds(first_day(year), last_day(year))


def leaving(selection: Selection, reader: Reader) -> Table:
    """The official list with who left it, what they did, and the program's verdict of this year and of last year."""
    found = scene(selection, reader)
    newest = {line.unit_id: line for line in found.lines["listed_schools"]}
    ordered = sorted(newest.values(), key=lambda line: natural_key(found.name(line)))
    return Table(
        key="leaving",
        title="Официальный список и выход из него",
        caption="справа — вывод программы по результатам процедур",
        columns=(
            Column("unit", "Школа"),
            Column("basis", "Основание"),
            Column("since", "Включена"),
            Column("state", "Состояние", Kind.STATUS),
            Column("done", "Что сделано за время в списке", help="модели, меры и решения механизма, курсы"),
            Column("before", "Год назад", Kind.STATUS, help="вывод программы год назад"),
            Column("now", "Этот год", Kind.STATUS, help="вывод программы этого года"),
        ),
        rows=tuple(_row(selection, reader, found, line) for line in ordered),
        notes=("Сделанное стоит рядом с выходом и само его не доказывает.",),
        source=register_source(selection, OFFICIAL),
        empty=empty_words(OFFICIAL),
    )


def _row(selection: Selection, reader: Reader, found: Scene, line: Line) -> Row:
    left = day(line, "left")
    gone = f"вышла {format_date(left)}" if left else ""
    state = Cell(gone, status=Status.REACHED) if left else Cell("в списке", status=Status.BELOW)
    stay = Stay(line.unit_id, day(line, "since") or first_day(line.year), left or reader.day)
    own = (_verdict(reader, line.unit_id, year) for year in (found.year - 1, found.year))
    return Row(
        (
            Cell(found.name(line), href=register_href(selection, "listed_schools", line.unit_id)),
            Cell(words(line, "basis")),
            day_cell(line, "since"),
            state,
            Cell(_done(reader, found, stay)),
            *own,
        )
    )


def _verdict(reader: Reader, unit_id: int, year: int) -> Cell:
    verdict = verdict_of(tables_of(reader).get(unit_id), year)
    if verdict is None:
        return Cell("нет данных", status=Status.NO_DATA)
    return verdict_cell(verdict, partial(reader, year).get(unit_id, ()))


def _done(reader: Reader, found: Scene, stay: Stay) -> str:
    """Everything on record of the stay, in one sentence; a dash where nothing is."""
    support, decisions = _support(found, stay), _decisions(reader, stay)
    parts = [
        f"модели: {', '.join(support)}" if support else "",
        _measures(reader, stay),
        f"решения: {', '.join(decisions)}" if decisions else "",
        _training(found, stay),
    ]
    return "; ".join(filter(None, parts)) or "—"


def _support(found: Scene, stay: Stay) -> tuple[str, ...]:
    own = [line for line in found.lines["school_support"] if line.unit_id == stay.unit_id]
    in_time = [
        line for line in own if stay.holds(day(line, "since") or first_day(line.year), day(line, "until"))
    ]
    return tuple(dict.fromkeys(words(line, "model") for line in in_time))


def _measures(reader: Reader, stay: Stay) -> str:
    own = [one for one in read_measures(reader) if _is_own(one, stay) and stay.touches(one.year)]
    done = [one.title for one in own if one.status == DONE]
    titles = f" ({', '.join(done)})" if done else ""
    return f"мер выполнено {len(done)} из {len(own)}{titles}" if own else ""


def _decisions(reader: Reader, stay: Stay) -> tuple[str, ...]:
    own = [one for one in read_decisions(reader) if _is_own(one, stay) and stay.holds(one.decided_on)]
    return tuple(one.title for one in own)


def _is_own(record: Measure | Decision, stay: Stay) -> bool:
    return record.mechanism == MECHANISM and record.unit_id == stay.unit_id


def _training(found: Scene, stay: Stay) -> str:
    """Lines of the register of courses; names are not shown, so that the count needs no right to them."""
    own = [
        line for line in found.lines.get(COURSES, ()) if line.unit_id == stay.unit_id and _ended(line, stay)
    ]
    return f"курсов пройдено: {len(own)}" if own else ""


def _ended(line: Line, stay: Stay) -> bool:
    ended = day(line, "ended")
    return stay.holds(ended) if ended else stay.touches(line.year)
