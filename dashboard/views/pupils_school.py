"""Pupils of a school by class: who is below the standard, who has problem components, in which subjects.

Names are for those who may see them; everybody else gets the counts by class, small classes hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.blocks import Cell, Column, Kind, Measure, Notice, Row, Table
from dashboard.methods.components import MicroType
from dashboard.methods.ordering import class_key
from dashboard.names import without_patronymic
from dashboard.numbers import plural
from dashboard.selection import CHECKPOINTS, Selection
from dashboard.views.component_cells import METHOD, count_cell, hidden_cell
from dashboard.views.component_times import Time, class_pupils, read_ahead, time_title
from dashboard.views.help_list import KIND_WORDS
from dashboard.views.municipality import source
from dashboard.views.repeats import age_words, first_seen, repeat_word, stood_by_time
from dashboard.views.report_pupils import TYPE_WORDS
from dashboard.views.suppression import hidden_classes, hidden_schools, hides, note
from data_access.queries.control import read_school_micro
from data_access.queries.places import read_school
from data_access.queries.rollups import Pupils, read_pupils, read_subjects
from data_access.viewer import Reader

BELOW = (MicroType.D, MicroType.NA)
RESERVES = (MicroType.R3, MicroType.R33, MicroType.R4)
COUNT_COLUMNS = (
    Column("class", "Класс"),
    Column("n", "Обучающихся", Kind.QUANTITY, Measure.COUNT, "с отметками за период"),
    Column("fail", "Не освоили стандарт", Kind.QUANTITY, Measure.COUNT, "есть «2», «н/а» или «незач»"),
    Column("fail_one", "из них одним предметом", Kind.QUANTITY, Measure.COUNT, "одна «2» или одно «н/а»"),
    Column("na", "Не аттестованы", Kind.QUANTITY, Measure.COUNT, "есть «н/а»"),
    Column("one3", "Одна «3»", Kind.QUANTITY, Measure.COUNT, "резерв качества"),
    Column("two3", "Две «3»", Kind.QUANTITY, Measure.COUNT, "дальний резерв"),
    Column("one4", "Одна «4»", Kind.QUANTITY, Measure.COUNT, "резерв отличников"),
)
COUNTS = ("n", "n_fail", "n_fail_one", "n_not_attested", "n_one3", "n_two3", "n_one4")
PUPIL_COLUMNS = (
    Column("class", "Класс"),
    Column("pupil", "Обучающийся"),
    Column("kind", "Что", Kind.STATUS),
    Column("subjects", "Предметы", Kind.TAGS, None, "в скобках — с какого периода стоит без перерыва"),
    Column(
        "repeat", "Повтор", Kind.TEXT, None, "хотя бы по одному предмету то же стояло в предыдущем периоде"
    ),
)
PERSONAL = "Списки обучающихся — персональные данные: их видит школа. Выше — число по классам."


def counts(selection: Selection, reader: Reader) -> Table:
    """How many pupils of each class are below the standard or one step from the next group."""
    school = read_school(reader, selection.unit or 0)
    now = _now(selection)
    read_ahead(reader, (now[0] - 1, now[0]), CHECKPOINTS, school.id)
    found = class_pupils(read_pupils(reader, school_id=school.id), now)
    classes = sorted((row for row in found.values() if row.n), key=lambda row: class_key(row.class_name))
    closed = hidden_classes(reader, school.id, *now)
    rows = [_count_row(selection, reader, row, row.class_id in closed) for row in classes]
    if len(rows) > 1:
        is_closed = hides(reader) and school.id in hidden_schools(reader, *now)
        rows.append(Row((Cell("Всего"), *_count_cells(reader, classes, is_closed)), is_total=True))
    return Table(
        key="pupil_counts",
        title="Обучающиеся по классам",
        caption=time_title(now),
        columns=COUNT_COLUMNS,
        rows=tuple(rows),
        notes=("Стандарт — отметка «3» по каждому предмету.",),
        source=source(selection),
        empty="Нет отметок за этот период.",
    )


def _now(selection: Selection) -> Time:
    return selection.year or 0, selection.period or "Y"


def _count_row(selection: Selection, reader: Reader, row: Pupils, is_closed: bool) -> Row:
    href = selection.at("/class", unit=row.class_id).address
    return Row((Cell(row.class_name, href=href), *_count_cells(reader, [row], is_closed)))


def _count_cells(reader: Reader, rows: list[Pupils], is_closed: bool) -> tuple[Cell, ...]:
    if is_closed:
        return tuple(hidden_cell(Measure.COUNT, note(reader)) for _ in COUNTS)
    return tuple(count_cell(sum(int(getattr(row, name)) for row in rows)) for name in COUNTS)


def below_standard(selection: Selection, reader: Reader) -> Table | Notice:
    """By name, class by class: «2», «незач», «н/а» with the subjects."""
    if hides(reader):
        return Notice("below_standard", "Не освоили стандарт", PERSONAL)
    return _listed(
        selection,
        reader,
        BELOW,
        "below_standard",
        "Не освоили стандарт",
        "Таких обучающихся за этот период нет.",
    )


def reserves(selection: Selection, reader: Reader) -> Table | None:
    """By name, class by class: pupils one or two marks from the next group."""
    if hides(reader):
        return None
    return _listed(
        selection,
        reader,
        RESERVES,
        "reserves",
        "Одна или две отметки до следующей группы",
        "Таких обучающихся за этот период нет.",
    )


@dataclass(frozen=True)
class _Class:
    """A class with its microcomponents of every time: of other years, those of its cohort."""

    id: int
    name: str
    times: Collection[Time]
    micro: list[Any]


def _classes(selection: Selection, reader: Reader) -> list[_Class]:
    school = read_school(reader, selection.unit or 0)
    year = selection.year or 0
    pupils = [row for row in read_pupils(reader, school_id=school.id) if year - row.year in (0, 1)]
    of_cohort = {_cohort(row): row for row in pupils if row.year == year}
    own = {row.class_id: of_cohort[_cohort(row)].class_id for row in pupils if _cohort(row) in of_cohort}
    times: dict[int, set[Time]] = {}
    for row in pupils:
        if row.class_id in own:
            times.setdefault(own[row.class_id], set()).add((row.year, row.checkpoint))
    micro: dict[int, list[Any]] = {}
    for found in read_school_micro(reader, school.id, (year - 1, year)):
        if found.class_id in own:
            micro.setdefault(own[found.class_id], []).append(found)
    places = {row.class_id: row.class_name for row in of_cohort.values()}
    order = sorted(places, key=lambda id_: class_key(places[id_]))
    return [_Class(id_, places[id_], times[id_], micro.get(id_, [])) for id_ in order]


def _cohort(row: Pupils) -> tuple[int, str]:
    return row.grade - row.year, row.class_name.lstrip("0123456789")


def _listed(
    selection: Selection, reader: Reader, kinds: Iterable[MicroType], key: str, title: str, empty: str
) -> Table:
    now = _now(selection)
    rows = [
        row
        for of_class in reader.once(
            ("school classes", selection.unit, now[0]), lambda: _classes(selection, reader)
        )
        for row in _class_rows(selection, reader, of_class, tuple(kinds))
    ]
    people = len({row.cells[1].href for row in rows})
    return Table(
        key=key,
        title=title,
        caption=f"{people} {plural(people, 'обучающийся', 'обучающихся', 'обучающихся')}; {time_title(now)}",
        columns=PUPIL_COLUMNS,
        rows=tuple(rows),
        notes=(METHOD,) if key == "reserves" else (),
        source=source(selection),
        empty=empty,
        is_personal=True,
    )


def _class_rows(
    selection: Selection, reader: Reader, of_class: _Class, kinds: tuple[MicroType, ...]
) -> list[Row]:
    """One line per pupil and kind, by name."""
    now = _now(selection)
    groups: dict[tuple[str, int, int], list[Any]] = {}
    for row in of_class.micro:
        kind = MicroType(row.kind)
        if (row.year, row.checkpoint) == now and kind in kinds:
            groups.setdefault((row.name, row.pupil_id, kinds.index(kind)), []).append(row)
    stood = stood_by_time(of_class.micro)
    return [_pupil_row(selection, reader, of_class, groups[group], stood) for group in sorted(groups)]


def _pupil_row(
    selection: Selection, reader: Reader, of_class: _Class, found: list[Any], stood: dict[Time, Any]
) -> Row:
    now = _now(selection)
    names = read_subjects(reader)
    first = {
        row.subject_id: first_seen(now, of_class.times, stood, (row.pupil_id, row.subject_id, row.kind))
        for row in found
    }
    ages = {names[id_].name: age_words(now, time) for id_, time in first.items()}
    row = found[0]
    _, tone, status = KIND_WORDS[row.kind]
    return Row(
        (
            Cell(of_class.name, href=selection.at("/class", unit=of_class.id).address),
            Cell(
                without_patronymic(row.name),
                href=selection.at("/pupil", person=row.pupil_id).address,
                note=row.name,
            ),
            Cell(TYPE_WORDS[MicroType(row.kind)], tone=tone, status=status),
            Cell(tags=tuple(f"{name} ({age})" if age else name for name, age in sorted(ages.items()))),
            Cell(repeat_word(now, first.values())),
        )
    )
