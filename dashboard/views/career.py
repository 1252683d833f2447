"""Vocational preparation of a class and where its graduates went: totals for everybody, names for those who may."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Measure, Notice, Quantity, Row, Table, Tone
from dashboard.names import without_patronymic
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.suppression import hides, note
from data_access.queries.career import (
    KindCount,
    count_destinations,
    count_trainings,
    read_destinations,
    read_trainings,
)
from data_access.queries.places import read_class
from data_access.viewer import Reader

KIND_WORDS = {
    "training": "Профессиональное обучение",
    "trial": "Профессиональная проба",
    "course": "Курс",
    "event": "Мероприятие",
}
OUTCOME_WORDS = {
    "certificate": ("свидетельство", Tone.GOOD),
    "completed": ("освоил", Tone.GOOD),
    "attended": ("участвовал", Tone.PLAIN),
    "failed": ("не освоил", Tone.BAD),
}
DESTINATION_WORDS = {
    "grade10": "10 класс",
    "college": "СПО",
    "university": "вуз",
    "work": "работа",
    "army": "армия",
    "other": "иное",
    "unsettled": "не определился",
}
LEAVING = (9, 11)
NO_TRAININGS = "Сведений о профессиональной подготовке нет: их загружают листом «Профподготовка» шаблона."
NO_DESTINATIONS = "Сведений о выпускниках ещё нет: их загружают листом «Выпускники» шаблона после выпуска."

TRAINING_TOTALS = (
    Column("kind", "Вид подготовки"),
    Column("n", "Результатов", Kind.QUANTITY, Measure.COUNT),
    Column("certificate", "Свидетельство", Kind.QUANTITY, Measure.COUNT),
    Column("completed", "Освоили", Kind.QUANTITY, Measure.COUNT),
    Column("attended", "Участвовали", Kind.QUANTITY, Measure.COUNT),
    Column("failed", "Не освоили", Kind.QUANTITY, Measure.COUNT),
)


def _source(selection: Selection) -> str:
    return f"Источник: сведения школы, {format_year(selection.year or 0)} учебный год"


def training_totals(selection: Selection, reader: Reader) -> Table:
    """Results of vocational preparation by kind."""
    place, _ = read_class(reader, selection.unit or 0)
    counts = count_trainings(reader, place.id)
    kinds = [kind for kind in KIND_WORDS if any(row.kind == kind for row in counts)]
    return Table(
        key="training",
        title="Профессиональная подготовка",
        caption="результаты класса за учебный год",
        columns=TRAINING_TOTALS,
        rows=tuple(_training_row(kind, counts, reader) for kind in kinds),
        source=_source(selection),
        empty=NO_TRAININGS,
    )


def _training_row(kind: str, counts: list[KindCount], reader: Reader) -> Row:
    by_outcome = {row.outcome: row.pupils for row in counts if row.kind == kind}
    values = [sum(by_outcome.values()), *(by_outcome.get(outcome, 0) for outcome in OUTCOME_WORDS)]
    is_hidden = hides(reader) and any(0 < value < reader.small_number for value in values)
    return Row((Cell(KIND_WORDS[kind]), *(_count(value, is_hidden, reader) for value in values)))


def _count(value: int, is_hidden: bool, reader: Reader) -> Cell:
    if is_hidden:
        return Cell(quantity=Quantity.hidden(Measure.COUNT, note(reader)))
    return Cell(quantity=Quantity(value, Measure.COUNT))


TRAINING_COLUMNS = (
    Column("pupil", "Обучающийся"),
    Column("kind", "Вид подготовки"),
    Column("programme", "Программа"),
    Column("outcome", "Результат", Kind.STATUS),
)


def trainings(selection: Selection, reader: Reader) -> Table | Notice:
    """Who was prepared for what, and with what result."""
    place, _ = read_class(reader, selection.unit or 0)
    if hides(reader):
        return Notice("trainings", "Профподготовка по обучающимся", "Списки обучающихся видит школа.")
    return Table(
        key="trainings",
        title="Профподготовка по обучающимся",
        caption="программы и результаты",
        columns=TRAINING_COLUMNS,
        rows=tuple(
            Row(
                (
                    _pupil(selection, row.pupil_id, row.name),
                    Cell(KIND_WORDS[row.kind]),
                    Cell(row.programme),
                    Cell(OUTCOME_WORDS[row.outcome][0], tone=OUTCOME_WORDS[row.outcome][1]),
                )
            )
            for row in read_trainings(reader, place.id)
        ),
        source=_source(selection),
        empty=NO_TRAININGS,
        is_personal=True,
    )


def _pupil(selection: Selection, pupil_id: int, name: str) -> Cell:
    href = selection.at("/pupil", person=pupil_id).address
    return Cell(without_patronymic(name), href=href, note=name)


DESTINATION_TOTALS = (
    Column("kind", "Куда"),
    Column("n", "Выпускников", Kind.QUANTITY, Measure.COUNT),
    Column("share", "Доля", Kind.QUANTITY, Measure.PERCENT, "среди тех, о ком есть сведения"),
)


def destination_totals(selection: Selection, reader: Reader) -> Table | Notice:
    """Where the graduates of the class went, as counts."""
    place, _ = read_class(reader, selection.unit or 0)
    if place.grade not in LEAVING:
        reason = "Выпускаются 9 и 11 классы: здесь будет их распределение."
        return Notice("destinations", "Выбор учебных заведений", reason)
    counts = {row.kind: row.pupils for row in count_destinations(reader, place.id)}
    known = sum(counts.values())
    # One small group is found by subtraction from the rest, so then nothing of the class is shown.
    is_hidden = hides(reader) and any(0 < count < reader.small_number for count in counts.values())
    rows = [
        Row(
            (
                Cell(DESTINATION_WORDS[kind]),
                _count(counts[kind], is_hidden, reader),
                Cell(
                    quantity=Quantity.hidden(Measure.PERCENT, note(reader))
                    if is_hidden
                    else Quantity.share(counts[kind], known)
                ),
            )
        )
        for kind in DESTINATION_WORDS
        if kind in counts
    ]
    return Table(
        key="destinations",
        title="Выбор учебных заведений выпускниками",
        caption=f"сведения о {known} выпускниках"
        if known and not is_hidden
        else "куда ушли выпускники класса",
        columns=DESTINATION_TOTALS,
        rows=tuple(rows),
        source=_source(selection),
        empty=NO_DESTINATIONS,
    )


GRADUATE_COLUMNS = (
    Column("pupil", "Выпускник"),
    Column("kind", "Куда"),
    Column("institution", "Учебное заведение"),
    Column("speciality", "Специальность или профиль"),
)


def graduates(selection: Selection, reader: Reader) -> Table | Notice | None:
    """Who went where; nothing for a class that does not leave."""
    place, _ = read_class(reader, selection.unit or 0)
    if place.grade not in LEAVING:
        return None
    if hides(reader):
        return Notice("graduates", "Выпускники", "Списки выпускников видит школа.")
    return Table(
        key="graduates",
        title="Выпускники",
        caption="куда ушёл каждый",
        columns=GRADUATE_COLUMNS,
        rows=tuple(
            Row(
                (
                    _pupil(selection, row.pupil_id, row.name),
                    Cell(DESTINATION_WORDS[row.kind]),
                    Cell(row.institution),
                    Cell(row.speciality),
                )
            )
            for row in read_destinations(reader, place.id)
        ),
        source=_source(selection),
        empty=NO_DESTINATIONS,
        is_personal=True,
    )
