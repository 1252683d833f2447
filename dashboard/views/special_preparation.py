"""Preparation: marks of each exam over the years, mass achievement (160, 10, 11), base and advanced tasks."""

from __future__ import annotations

from dashboard.blocks import Bars, Cell, Column, Kind, Quantity, Row, Segment, State, Table
from dashboard.catalogue import catalogue_of
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.indicators import quantity
from dashboard.views.mechanism import indicators_of, mechanism_values, sources
from dashboard.views.municipal_values import fits, organisations
from dashboard.views.suppression import hides, note
from dashboard.views.targets import aimed
from data_access.queries.exam_marks import ExamMarks, read_exam_marks
from data_access.queries.places import Place, read_municipality
from data_access.viewer import Reader

EXAMS = {"oge": "ОГЭ", "ege_base": "ЕГЭ (база)", "vpr": "ВПР"}
MARKS = (5, 4, 3, 2)
YEARS = 3
MASSES = ("ege_160", "oge_10", "vpr4_11")
LEVELS = ("rdr_success", "rdr_base", "rdr_advanced")
NO_MARKS = "Результатов экзаменов и ВПР ещё нет: загрузите протоколы на странице «Загрузка данных»."


def exam_marks(selection: Selection, reader: Reader) -> Bars:
    """How the marks of each exam were distributed over the municipality, year after year."""
    year = selection.year or 0
    rows = [row for row in read_exam_marks(reader) if year - YEARS < row.year <= year]
    groups = sorted({(row.exam, row.grade, row.subject, row.year) for row in rows}, key=_order)
    counts = {group: {mark: _count(rows, group, mark) for mark in MARKS} for group in groups}
    shown = [g for g in groups if not hides(reader) or sum(counts[g].values()) >= reader.small_number]
    return Bars(
        key="exam_marks",
        title="Отметки экзаменов и ВПР по годам",
        caption="обучающихся муниципалитета с каждой отметкой",
        categories=tuple(_name(*group) for group in shown),
        segments=tuple(
            Segment(f"«{mark}»", str(mark), tuple(counts[group][mark] for group in shown)) for mark in MARKS
        )
        if shown
        else (),
        source="Источник: протоколы ОГЭ, ЕГЭ и ВПР",
        empty=NO_MARKS,
    )


def _order(group: tuple[str, int, str, int]) -> tuple[int, int, str, int]:
    return (list(EXAMS).index(group[0]), group[1], group[2], -group[3])


def _count(rows: list[ExamMarks], group: tuple[str, int, str, int], mark: int) -> int:
    return sum(
        row.n for row in rows if (row.exam, row.grade, row.subject, row.year) == group and row.mark == mark
    )


def _name(exam: str, grade: int, subject: str, year: int) -> str:
    title = f"{EXAMS[exam]}-{grade}" if exam == "vpr" else EXAMS[exam]
    return f"{title}, {subject.lower()}, {format_year(year)}"


def masses(selection: Selection, reader: Reader) -> Table | None:
    """Mass achievement of base results: 160 points of ЕГЭ, 10 of ОГЭ, 11 of ВПР in grade 4."""
    return _levels_table(
        selection,
        reader,
        "masses",
        "Массовость достижения базовых результатов",
        "сколько из скольких",
        MASSES,
    )


def levels(selection: Selection, reader: Reader) -> Table | None:
    """Regional diagnostic works: all tasks, base ones, advanced ones."""
    return _levels_table(
        selection,
        reader,
        "levels",
        "Диагностические работы: базовый и повышенный уровень",
        "доля набранных баллов от возможных",
        LEVELS,
    )


def _levels_table(
    selection: Selection, reader: Reader, key: str, title: str, caption: str, codes: tuple[str, ...]
) -> Table | None:
    """Absent where the order has none of these indicators."""
    has = {indicator.code for indicator in indicators_of(selection, reader)}
    known = catalogue_of(reader).indicators
    wanted = tuple(code for code in codes if code in has)
    if not wanted:
        return None
    indicators = [aimed(reader, code, selection.year or 0) for code in wanted]
    values = mechanism_values(selection, reader)
    top = read_municipality(reader)
    places = [*organisations(reader, (known[code] for code in wanted)), top]

    def cells(place: Place) -> tuple[Cell, ...]:
        found = []
        for indicator in indicators:
            if place is not top and not fits(indicator, place):
                found.append(Cell(quantity=Quantity(None, indicator.measure, State.NOT_APPLICABLE)))
                continue
            of = (indicator.code, place.id, selection.year or 0)
            shown = quantity(indicator, values.get(*of), note(reader) if values.is_hidden(*of) else "")
            row = values.get(*of)
            found.append(
                Cell(quantity=shown, note=f"{row.numerator:g} из {row.denominator:g}" if row else "")
            )
        return tuple(found)

    rows = tuple(
        Row(
            (
                Cell(
                    place.short_name,
                    href="" if place is top else selection.at("/school", unit=place.id).address,
                ),
                *cells(place),
            ),
            is_total=place is top,
        )
        for place in places
    )
    return Table(
        key=key,
        title=title,
        caption=caption,
        columns=(
            Column("unit", "Организация"),
            *(
                Column(item.code, item.title, Kind.QUANTITY, item.measure, item.full_title)
                for item in indicators
            ),
        ),
        rows=rows,
        source=sources(selection, tuple(indicators)),
        empty=NO_MARKS,
    )
