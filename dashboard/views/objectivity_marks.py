"""Confirmation of marks (подтверждение отметок): results of works beside journal marks, against the reference.

A department's own 30 % calls the average school, so a share is compared with that of the others by the interval of the
difference. Schools stand by name with a band, never with a place: ВПР is not for rankings.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Status, Table
from dashboard.methods.intervals import difference_of_shares_interval
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_number, format_year
from dashboard.selection import Selection
from dashboard.views.many import MOST_ROWS
from dashboard.views.sign_sentences import procedure_label
from dashboard.views.suppression import hides, note
from data_access.queries.places import read_schools
from data_access.queries.signs import MarkRow, ProfileRow, read_above, read_mark_rows, read_profiles
from data_access.viewer import Reader

USE_RULE = "ВПР не используется для рейтингов школ и оценки педагогов."
FEWEST = 10
Confirmed = MarkRow | ProfileRow
Totals = dict[tuple[str, int, str, int], tuple[int, int, int]]  # procedure, year → pairs, lowered, raised
COLUMNS = (
    Column("procedure", "Процедура"),
    Column("year", "Год"),
    Column("pairs", "Сравнено", Kind.QUANTITY, Measure.COUNT, "обучающихся с отметкой за работу и в журнале"),
    Column("lowered", "Понизили", Kind.QUANTITY, Measure.PERCENT, "отметка за работу ниже отметки журнала"),
    Column("confirmed", "Подтвердили", Kind.QUANTITY, Measure.PERCENT),
    Column("raised", "Повысили", Kind.QUANTITY, Measure.PERCENT),
    Column(
        "gap2",
        "Разрыв 2 и больше",
        Kind.QUANTITY,
        Measure.PERCENT,
        "отметки различаются на два балла и больше",
    ),
    Column(
        "band", "К эталону", Kind.STATUS, help="доля понизивших против остальных школ, 95 % интервал разности"
    ),
)


def of_municipality(selection: Selection, reader: Reader) -> Table:
    """Schools by name, with each procedure of the year."""
    year = selection.year or 0
    names = {school.id: school.short_name for school in read_schools(reader)}
    rows = [row for row in read_mark_rows(reader, (year,)) if row.pairs and row.unit_id in names]
    totals = totals_of(rows)
    if len({row.unit_id for row in rows}) > MOST_ROWS:
        rows = [row for row in rows if _is_above(row, totals)]
    rows.sort(key=lambda row: (natural_key(names[row.unit_id]), row.exam, row.grade, row.subject))
    count = len(rows)
    return Table(
        key="confirmation",
        title="Подтверждение отметок журнала",
        caption=f"доля обучающихся, %; школы по имени, не по месту{_cut(count)}",
        columns=(Column("school", "Школа"), *COLUMNS),
        rows=tuple(
            Row((Cell(names[row.unit_id], href=_href(selection, row.unit_id)), *cells(reader, row, totals)))
            for row in rows[:MOST_LINES]
        ),
        notes=(USE_RULE, BANDS),
        source=f"Источник: протоколы ВПР, годовые отметки для ОГЭ, {format_year(year)} учебный год",
        empty="Отметок, которые можно сравнить с журналом, за этот год нет.",
    )


MOST_LINES = 100


def _cut(count: int) -> str:
    return f"; показано {MOST_LINES} строк из {count}" if count > MOST_LINES else ""


BANDS = (
    "«Выше» — доля понизивших больше, чем у остальных школ, и это больше случайного (интервал разности не содержит "
    f"нуля); меньше {FEWEST} сравнений не оценивается."
)


def of_school(selection: Selection, reader: Reader) -> Table:
    """One school: every procedure and year, the newest first."""
    own = [row for row in read_profiles(reader, [selection.unit or 0]) if row.pairs]
    own = [row for row in own if row.year <= (selection.year or 0)]
    above = _above_by_procedure(reader, selection.unit or 0)
    own.sort(key=lambda row: (-row.year, row.exam, row.grade, row.subject))
    return Table(
        key="confirmation",
        title="Подтверждение отметок журнала",
        caption="доля обучающихся, %",
        columns=COLUMNS,
        rows=tuple(Row(cells(reader, row, above)) for row in own),
        notes=(USE_RULE, BANDS),
        source="Источник: протоколы ВПР, годовые отметки для ОГЭ",
        empty="Отметок, которые можно сравнить с журналом, ещё нет.",
    )


def cells(reader: Reader, row: Confirmed, totals: Totals) -> tuple[Cell, ...]:
    """Procedure, year, pairs, the three shares, the gap, and the band against everybody else."""
    label = Cell(procedure_label(row.exam, row.grade, row.subject))
    year, pairs = Cell(format_year(row.year)), Cell(quantity=Quantity(row.pairs, Measure.COUNT))
    if hides(reader) and row.pairs < reader.small_number:
        hidden = Cell(quantity=Quantity.hidden(Measure.PERCENT, note(reader)))
        return (
            label,
            year,
            Cell(quantity=Quantity.hidden(Measure.COUNT, note(reader))),
            *((hidden,) * 4),
            Cell(),
        )
    shares = (
        Cell(quantity=Quantity.share(part, row.pairs))
        for part in (row.lowered, row.confirmed, row.raised, row.gap2)
    )
    return label, year, pairs, *shares, _band(row, totals)


def totals_of(rows: Iterable[Confirmed]) -> Totals:
    """Pairs, lowered and raised of all schools together."""
    found: Totals = {}
    for row in rows:
        key = (row.exam, row.grade, row.subject, row.year)
        pairs, lowered, raised = found.get(key, (0, 0, 0))
        found[key] = (pairs + row.pairs, lowered + row.lowered, raised + row.raised)
    return found


def _above_by_procedure(reader: Reader, school_id: int) -> Totals:
    return totals_of(read_above(reader, school_id))


def _band(row: Confirmed, totals: Totals) -> Cell:
    pairs, lowered, _ = totals.get((row.exam, row.grade, row.subject, row.year), (0, 0, 0))
    others, of_others = pairs - row.pairs, lowered - row.lowered
    if row.pairs < FEWEST or others < FEWEST:
        return Cell("нет сравнения", status=Status.NO_DATA)
    interval = difference_of_shares_interval(row.lowered, row.pairs, of_others, others)
    low, high = (format_number(100 * end, Measure.CHANGE) for end in (interval.low, interval.high))
    words = f"разность {low}…{high} п.п. (95 %)"
    if interval.low > 0:
        return Cell("выше", status=Status.BELOW, note=words)
    if interval.high < 0:
        return Cell("ниже", status=Status.REACHED, note=words)
    return Cell("в пределах случайного", status=Status.NONE, note=words)


def _is_above(row: Confirmed, totals: Totals) -> bool:
    """Beyond chance above everybody else; the share itself is looked at first, since it costs nothing."""
    pairs, lowered, _ = totals[row.exam, row.grade, row.subject, row.year]
    return row.lowered * pairs > lowered * row.pairs and _band(row, totals).status is Status.BELOW


def _href(selection: Selection, school_id: int) -> str:
    return selection.at("/school/objectivity", unit=school_id).address
