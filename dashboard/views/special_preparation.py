"""Preparation: marks of each exam, also over the years, mass achievement (160, 10, 11), base and advanced tasks."""

from __future__ import annotations

from dashboard.blocks import Bars, Cell, Column, Kind, Measure, Quantity, Row, Segment, State, Table
from dashboard.catalogue import catalogue_of
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.indicators import quantity
from dashboard.views.mechanism import indicators_of, mechanism_values, sources
from dashboard.views.municipal_values import fits, organisations
from dashboard.views.suppression import hides, note
from dashboard.views.targets import aimed
from data_access.queries.exam_marks import read_exam_marks
from data_access.queries.places import Place, read_municipality
from data_access.viewer import Reader

EXAMS = {"oge": "ОГЭ", "ege_base": "ЕГЭ (база)", "vpr": "ВПР"}
COMPULSORY = ("Русский язык", "Математика")
MARKS = (5, 4, 3, 2)
GROUPED = {"«2»": (2,), "«4» и «5»": (4, 5)}
YEARS = 3
MASSES = ("ege_160", "oge_10", "vpr4_11")
LEVELS = ("rdr_success", "rdr_base", "rdr_advanced")
SHORT_TITLES = {
    "ege_160": "160 за три ЕГЭ",
    "oge_10": "10 за три ОГЭ",
    "vpr4_11": "11 за три ВПР",
    "rdr_success": "Все задания",
    "rdr_base": "Базовые",
    "rdr_advanced": "Повышенные",
}
# Exam, grade, subject; and what is known of it in a school year: mark → pupils.
Group = tuple[str, int, str]
Counts = dict[tuple[Group, int], dict[int, int]]
NO_MARKS = "Результатов экзаменов и ВПР ещё нет: загрузите протоколы на странице «Загрузка данных»."


def exam_marks(selection: Selection, reader: Reader) -> Bars:
    """How the marks of each exam of the year were distributed over the municipality."""
    counts, year = _counts(selection, reader), selection.year or 0
    shown = [
        group
        for group in sorted({group for group, of in counts if of == year}, key=_order)
        if not _is_small(reader, counts[group, year])
    ]
    return Bars(
        key="exam_marks",
        title="Отметки экзаменов и ВПР",
        caption=f"обучающихся с каждой отметкой, {format_year(year)}",
        categories=tuple(_name(group) for group in shown),
        segments=tuple(
            Segment(f"«{mark}»", str(mark), tuple(counts[group, year].get(mark, 0) for group in shown))
            for mark in MARKS
        )
        if shown
        else (),
        source="Источник: протоколы ОГЭ, ЕГЭ и ВПР",
        empty=NO_MARKS,
    )


def exam_years(selection: Selection, reader: Reader) -> Table:
    """Exams × years: how many took each, the shares of «2» and of «4» and «5» together."""
    counts, year = _counts(selection, reader), selection.year or 0
    years = sorted({of for _, of in counts})
    rows = []
    for group in sorted({group for group, _ in counts}, key=_order):
        taken = Quantity(sum(counts.get((group, year), {}).values()), Measure.COUNT)
        shares = (
            _share(reader, counts.get((group, of), {}), marks) for marks in GROUPED.values() for of in years
        )
        rows.append(Row((Cell(_name(group)), Cell(quantity=taken), *shares)))
    return Table(
        key="exam_years",
        title="Экзамены и ВПР по годам",
        caption="доля отметок среди участников, %",
        columns=(
            Column("exam", "Процедура"),
            Column("n", "Писали", Kind.QUANTITY, Measure.COUNT, f"участников, {format_year(year)}"),
            *(
                Column(f"{marks[0]}_{of}", f"{words}, {format_year(of)}", Kind.QUANTITY, Measure.PERCENT)
                for words, marks in GROUPED.items()
                for of in years
            ),
        ),
        rows=tuple(rows),
        source="Источник: протоколы ОГЭ, ЕГЭ и ВПР",
        empty=NO_MARKS,
    )


def _counts(selection: Selection, reader: Reader) -> Counts:
    """Exam and year → how many have each mark, over the last years."""
    year = selection.year or 0
    found: Counts = {}
    for row in read_exam_marks(reader):
        if year - YEARS < row.year <= year:
            of_mark = found.setdefault(((row.exam, row.grade, row.subject), row.year), {})
            of_mark[row.mark] = of_mark.get(row.mark, 0) + row.n
    return found


def _is_small(reader: Reader, of_mark: dict[int, int]) -> bool:
    return hides(reader) and sum(of_mark.values()) < reader.small_number


def _share(reader: Reader, of_mark: dict[int, int], marks: tuple[int, ...]) -> Cell:
    if of_mark and _is_small(reader, of_mark):
        return Cell(quantity=Quantity.hidden(Measure.PERCENT, note(reader)))
    part = sum(of_mark.get(mark, 0) for mark in marks)
    return Cell(quantity=Quantity.share(part, sum(of_mark.values()), "" if of_mark else "процедуры не было"))


def _order(group: Group) -> tuple[int, int, int, str]:
    exam, grade, subject = group
    first = COMPULSORY.index(subject) if subject in COMPULSORY else len(COMPULSORY)
    return (list(EXAMS).index(exam), grade, first, subject)


def _name(group: Group) -> str:
    exam, grade, subject = group
    title = f"{EXAMS[exam]}-{grade}" if exam == "vpr" else EXAMS[exam]
    return f"{title}, {subject.lower()}"


def masses(selection: Selection, reader: Reader) -> Table | None:
    """Mass achievement of base results: 160 points of ЕГЭ, 10 of ОГЭ, 11 of ВПР in grade 4."""
    return _levels_table(
        selection,
        reader,
        "masses",
        "Массовость достижения базовых результатов",
        "доля набравших столько баллов за три работы",
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
                Cell("Вместе")
                if place is top
                else Cell(place.short_name, href=selection.at("/school", unit=place.id).address),
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
                Column(item.code, SHORT_TITLES[item.code], Kind.QUANTITY, item.measure, item.full_title)
                for item in indicators
            ),
        ),
        rows=rows,
        source=sources(selection, tuple(indicators)),
        empty=NO_MARKS,
    )
