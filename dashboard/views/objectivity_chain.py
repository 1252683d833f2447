"""One cohort through ВПР, ОГЭ and ЕГЭ (цепочка результатов одной параллели), and medals that ЕГЭ did not confirm.

Marks of ВПР-8 and of ОГЭ a year later are of the same pupils, so a fall between them is a question to the earlier work
and a rise is one to the exam. ЕГЭ has points, not marks: the share of «5» in Russian at ОГЭ stands beside the share of
75 points and more two years later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Status, Table
from dashboard.computed.medals import Medals, medals_by_school
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_number, format_year
from dashboard.selection import Selection
from dashboard.views.many import MOST_ROWS, cut
from dashboard.views.suppression import hides, note
from data_access.queries.places import read_schools
from data_access.queries.signs import MarkRow, read_high_scores, read_mark_rows
from data_access.viewer import Reader

SUBJECTS = ("Русский язык", "Математика")
HIGH_SCORE = 75
YEARS = 3
FEWEST = 10
VERDICT = 6  # place of the verdict in a row that begins with the school
NORMAL = 1.96
Marks = Sequence[tuple[int, int]]  # mark, pupils
High = Mapping[tuple[int, str, int], tuple[int, int]]  # school and subject → reached the score, sat the exam
COLUMNS = (
    Column("subject", "Предмет"),
    Column("years", "Годы"),
    Column("vpr", "ВПР-8", Kind.QUANTITY, Measure.MEAN, "средняя отметка"),
    Column("oge", "ОГЭ", Kind.QUANTITY, Measure.MEAN, "средняя отметка годом позже"),
    Column("change", "Разность", Kind.QUANTITY, Measure.MEAN_CHANGE),
    Column("verdict", "Вывод", Kind.STATUS),
    Column("five", "«5» на ОГЭ", Kind.QUANTITY, Measure.PERCENT),
    Column("high", f"ЕГЭ ≥ {HIGH_SCORE}", Kind.QUANTITY, Measure.PERCENT, "через два года, русский язык"),
)


def chain(selection: Selection, reader: Reader) -> Table:
    """Schools by name: ВПР-8 of the year before against ОГЭ of the year, and ЕГЭ two years later where it is known."""
    year = selection.year or 0
    rows = read_mark_rows(reader, (year - 1, year))
    high = read_high_scores(reader, (year + 2,), HIGH_SCORE)
    names = {school.id: school.short_name for school in read_schools(reader)}
    by_school: dict[int, list[MarkRow]] = defaultdict(list)
    for row in rows:
        by_school[row.unit_id].append(row)
    found = []
    for school_id in sorted(names.keys() & by_school.keys(), key=lambda id_: natural_key(names[id_])):
        for cells in _cells(reader, by_school[school_id], year, high):
            href = selection.at("/school/objectivity", unit=school_id).address
            found.append(Row((Cell(names[school_id], href=href), *cells)))
    if len(found) > MOST_ROWS:
        found = list(cut([row for row in found if row.cells[VERDICT].status is Status.RISK]))
    return _table(found, (Column("school", "Школа"), *COLUMNS))


def chain_of_school(selection: Selection, reader: Reader) -> Table:
    """The cohorts of one school, the newest first."""
    last = selection.year or 0
    years = range(last, last - YEARS, -1)
    rows = read_mark_rows(reader, range(last - YEARS, last + 1), selection.unit)
    high = read_high_scores(reader, (year + 2 for year in years), HIGH_SCORE)
    found = [Row(cells) for year in years for cells in _cells(reader, rows, year, high)]
    return _table(found, COLUMNS)


def _table(rows: list[Row], columns: tuple[Column, ...]) -> Table:
    return Table(
        key="chain",
        title="Одна параллель: ВПР, ОГЭ, ЕГЭ",
        caption="средние отметки тех же обучающихся; разность — ОГЭ минус ВПР",
        columns=columns,
        rows=tuple(rows),
        notes=(
            "«В пределах случайного» — 95 % интервал разности содержит ноль; меньше 10 участников не оценивается. "
            "Параллель берётся целиком: кто перешёл в другую школу, остаётся в каждой из них.",
        ),
        source="Источник: протоколы ВПР, ОГЭ и ЕГЭ; методика проекта",
        empty="Нет параллели, у которой есть и ВПР-8, и ОГЭ годом позже.",
    )


def _cells(reader: Reader, rows: Iterable[MarkRow], year: int, high: High) -> list[tuple[Cell, ...]]:
    by_key = {(row.exam, row.grade, row.subject, row.year): row for row in rows}
    found: list[tuple[Cell, ...]] = []
    for subject in SUBJECTS:
        before, after = by_key.get(("vpr", 8, subject, year - 1)), by_key.get(("oge", 9, subject, year))
        if before is None or after is None:
            continue
        later = high.get((after.unit_id, subject, year + 2)) if subject == SUBJECTS[0] else None
        found.append(
            (
                Cell(subject),
                Cell(f"{format_year(year - 1)} → {format_year(year)}"),
                _mean_cell(reader, before),
                _mean_cell(reader, after),
                *_change_cells(reader, before, after),
                _share_cell(reader, after.n5, marked(after)),
                _high_cell(reader, later),
            )
        )
    return found


def marks_of(row: MarkRow) -> Marks:
    return ((2, row.n2), (3, row.n3), (4, row.n4), (5, row.n5))


def marked(row: MarkRow) -> int:
    return row.n2 + row.n3 + row.n4 + row.n5


def mean_and_error(row: MarkRow) -> tuple[float, float]:
    """Mean mark and its standard error; an error of 0 where all marks are equal."""
    n = marked(row)
    mean = sum(mark * pupils for mark, pupils in marks_of(row)) / n
    spread = sum(pupils * (mark - mean) ** 2 for mark, pupils in marks_of(row))
    return mean, sqrt(spread / (n - 1) / n) if n > 1 else 0.0


def _mean_cell(reader: Reader, row: MarkRow) -> Cell:
    n = marked(row)
    if not n:
        return Cell(quantity=Quantity.missing(Measure.MEAN, "отметок нет"))
    if hides(reader) and n < reader.small_number:
        return Cell(quantity=Quantity.hidden(Measure.MEAN, note(reader)))
    return Cell(quantity=Quantity(mean_and_error(row)[0], Measure.MEAN), note=f"n = {n}")


def _change_cells(reader: Reader, before: MarkRow, after: MarkRow) -> tuple[Cell, Cell]:
    smallest = min(marked(before), marked(after))
    if smallest < FEWEST or (hides(reader) and smallest < reader.small_number):
        missing = Quantity.missing(Measure.MEAN_CHANGE, f"меньше {FEWEST} участников")
        return Cell(quantity=missing), Cell("не оценивается", status=Status.NO_DATA)
    (one, error), (two, other) = mean_and_error(before), mean_and_error(after)
    half = NORMAL * sqrt(error**2 + other**2)
    change = two - one
    ends = (format_number(end, Measure.MEAN_CHANGE) for end in (change - half, change + half))
    cell = Cell(quantity=Quantity(change, Measure.MEAN_CHANGE), note=f"95 % интервал {'…'.join(ends)}")
    if abs(change) <= half:
        return cell, Cell("в пределах случайного", status=Status.NONE)
    words = "ОГЭ выше ВПР" if change > 0 else "ОГЭ ниже ВПР"
    return cell, Cell(words, status=Status.RISK)


def _share_cell(reader: Reader, part: int, whole: int) -> Cell:
    if hides(reader) and 0 < whole < reader.small_number:
        return Cell(quantity=Quantity.hidden(Measure.PERCENT, note(reader)))
    return Cell(quantity=Quantity.share(part, whole))


def _high_cell(reader: Reader, reached: tuple[int, int] | None) -> Cell:
    if reached is None:
        return Cell(quantity=Quantity.missing(Measure.PERCENT, "ЕГЭ этой параллели ещё нет"))
    return _share_cell(reader, *reached)


def medals(selection: Selection, reader: Reader) -> Table:
    """Candidates for medals whose ЕГЭ does not confirm them; of fewer than five only counts."""
    year = selection.year or 0
    names = {school.id: school.short_name for school in read_schools(reader)}
    found = {id_: one for id_, one in medals_by_school(reader, year).items() if id_ in names}
    rows = [
        Row((Cell(names[id_]), *_medal_cells(reader, found[id_])))
        for id_ in sorted(found, key=lambda id_: natural_key(names[id_]))
    ]
    if rows:
        whole = Medals(
            sum(one.candidates for one in found.values()), sum(one.not_confirmed for one in found.values())
        )
        rows.append(Row((Cell("Все школы"), *_medal_cells(reader, whole)), is_total=True))
    return Table(
        key="medals",
        title="Медали, которые не подтвердил ЕГЭ",
        caption="претенденты по годовым отметкам 11 класса",
        columns=(
            Column("school", "Школа"),
            Column("candidates", "Претендентов", Kind.QUANTITY, Measure.COUNT),
            Column("not_confirmed", "Не подтвердили", Kind.QUANTITY, Measure.COUNT),
            Column("index", "Индекс неподтверждения", Kind.QUANTITY, Measure.PERCENT),
        ),
        rows=tuple(rows),
        notes=(
            "I степень — все «5» и не меньше 70 баллов по русскому языку и ещё одному предмету; II степень — не "
            "больше двух «4» и 60 баллов. Меньше пяти претендентов — только числа. Методика проекта по приказу № 730.",
        ),
        source=f"Источник: годовые отметки 11 класса и протоколы ЕГЭ, {format_year(year)} учебный год",
        empty="Претендентов на медали с результатами ЕГЭ за этот год нет.",
    )  # fmt: skip


FEWEST_CANDIDATES = 5


def _medal_cells(reader: Reader, one: Medals) -> tuple[Cell, ...]:
    if hides(reader) and one.candidates < reader.small_number:
        return (Cell(quantity=Quantity.hidden(Measure.COUNT, note(reader))),) * 3
    index = (
        Quantity.share(one.not_confirmed, one.candidates)
        if one.candidates >= FEWEST_CANDIDATES
        else Quantity.missing(Measure.PERCENT, "меньше пяти претендентов")
    )
    counts = (one.candidates, one.not_confirmed)
    return (*(Cell(quantity=Quantity(count, Measure.COUNT)) for count in counts), Cell(quantity=index))
