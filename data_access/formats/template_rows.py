"""One line of each template table turned into its row, or into the reason why it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from data_access.formats import template_columns as words
from data_access.formats.cells import number
from data_access.formats.names import header_key, mark_code, period_code
from data_access.formats.rows import (
    ClassRow,
    CodifierRow,
    DestinationRow,
    EventRow,
    ExamTaskRow,
    IndicatorRow,
    MarkRow,
    PupilRow,
    RegisterLine,
    SchoolRow,
    TeachingRow,
    TrainingRow,
)
from data_access.formats.tabel import MARK_RULE
from data_access.formats.template_exams import read_element, read_exam_task
from data_access.formats.template_line import Doubt, Line, RowError
from data_access.formats.template_mechanisms import read_event, read_indicator, read_register_line

TemplateRow: TypeAlias = (
    SchoolRow
    | ClassRow
    | PupilRow
    | TeachingRow
    | MarkRow
    | CodifierRow
    | ExamTaskRow
    | TrainingRow
    | DestinationRow
    | IndicatorRow
    | RegisterLine
    | EventRow
)

_KINDS = {header_key(kind): kind for kind in words.SCHOOL_KINDS}
_RURAL = {"": False, words.NO: False, words.YES: True, "0": False, "1": True}


def _mark(line: Line) -> MarkRow:
    value = mark_code(line.required(words.MARK))
    if value is None:
        raise RowError(words.MARK, MARK_RULE)
    period = period_code(line.required(words.PERIOD))
    if period is None:
        raise RowError(words.PERIOD, "период не распознан: ожидается, например, «1 четверть» или «год»")
    average = number(line.cells.get(words.AVERAGE))
    if average is None and line.text(words.AVERAGE):
        line.doubts.append(Doubt(words.AVERAGE, "средний балл не число и не прочитан"))
    return MarkRow(
        school=line.school(),
        class_name=line.class_name(),
        year=line.optional_year(),
        pupil=line.required(words.PUPIL),
        subject=line.required(words.SUBJECT),
        teacher=line.text(words.TEACHER),
        period=period,
        value=value,
        average=average or None,
        place=line.place,
    )


def _school(line: Line) -> SchoolRow:
    kind = _KINDS.get(header_key(line.text(words.KIND)))
    if kind is None:
        kind = words.SCHOOL_KINDS[-1]
        if line.text(words.KIND):
            allowed = ", ".join(words.SCHOOL_KINDS)
            line.doubts.append(Doubt(words.KIND, f"вид школы не из списка ({allowed}), записан как «{kind}»"))
    rural = _RURAL.get(line.text(words.RURAL).casefold())
    if rural is None:
        line.doubts.append(Doubt(words.RURAL, "ожидается «да» или «нет», записано «нет»"))
    return SchoolRow(
        short_name=line.required(words.SHORT_NAME),
        full_name=line.text(words.FULL_NAME),
        oo_code=line.text(words.OO_CODE),
        login=line.text(words.LOGIN).lower(),
        kind=kind,
        is_rural=bool(rural),
        place=line.place,
        municipality=line.text(words.MUNICIPALITY),
    )


def _class(line: Line) -> ClassRow:
    return ClassRow(line.school(), line.class_name(), line.year(), line.text(words.CLASS_TEACHER), line.place)


def _pupil(line: Line) -> PupilRow:
    since, until = line.date(words.SINCE), line.date(words.UNTIL)
    if since and until and until < since:
        raise RowError(words.UNTIL, "дата выбытия раньше даты прибытия")
    return PupilRow(
        line.school(), line.class_name(), line.year(), line.required(words.PUPIL), since, until, line.place
    )


def _teaching(line: Line) -> TeachingRow:
    return TeachingRow(
        line.school(),
        line.class_name(),
        line.year(),
        line.required(words.SUBJECT),
        line.required(words.TEACHER),
        line.place,
    )


def _training(line: Line) -> TrainingRow:
    return TrainingRow(
        school=line.school(),
        class_name=line.class_name(),
        year=line.year(),
        pupil=line.required(words.PUPIL),
        kind=line.choice(words.TRAINING_KIND, words.TRAINING_WORDS),
        programme=line.required(words.PROGRAMME),
        outcome=line.choice(words.OUTCOME, words.OUTCOME_WORDS),
        place=line.place,
    )


def _destination(line: Line) -> DestinationRow:
    return DestinationRow(
        school=line.school(),
        class_name=line.class_name(),
        year=line.year(),
        pupil=line.required(words.PUPIL),
        kind=line.choice(words.DESTINATION, words.DESTINATION_WORDS),
        institution=line.text(words.INSTITUTION),
        speciality=line.text(words.SPECIALITY),
        place=line.place,
    )


READERS: dict[str, Callable[[Line], TemplateRow]] = {
    words.MARKS_SHEET: _mark,
    words.SCHOOLS_SHEET: _school,
    words.CLASSES_SHEET: _class,
    words.PUPILS_SHEET: _pupil,
    words.TEACHING_SHEET: _teaching,
    words.CODIFIER_SHEET: read_element,
    words.PLAN_SHEET: read_exam_task,
    words.TRAINING_SHEET: _training,
    words.DESTINATION_SHEET: _destination,
    words.INDICATOR_SHEET: read_indicator,
    words.REGISTER_SHEET: read_register_line,
    words.EVENT_SHEET: read_event,
}
