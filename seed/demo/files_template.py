"""The project's own long template: rosters of all schools, marks of «Лицей» (xlsx) and «СОШ № 2» (csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from data_access.formats import template_columns as t
from seed.demo.model import Cell, Municipality, SchoolClass
from seed.demo.sheets import Value, open_workbook, russian_date, write_row, write_rows


def write_roster(path: Path, demo: Municipality, year: int) -> None:
    """Schools, classes, pupils and teaching of the whole municipality in one school year."""
    classes = tuple(c for c in demo.classes if c.key.year == year)
    sheets = (
        (t.SCHOOLS_SHEET, _schools(demo)),
        (t.CLASSES_SHEET, map(_class_row, classes)),
        (t.PUPILS_SHEET, (row for c in classes for row in _pupils(c))),
        (t.TEACHING_SHEET, (row for c in classes for row in _teaching(c))),
    )
    with open_workbook(path, year, streaming=True) as book:
        for title, rows in sheets:
            sheet = book.add_worksheet(title)
            write_row(sheet, 0, t.SHEETS[title])
            write_rows(sheet, rows, first=1)


def write_marks_xlsx(path: Path, demo: Municipality, school: str, year: int) -> int:
    """Period marks of a school; returns how many."""
    with open_workbook(path, year, streaming=True) as book:
        sheet = book.add_worksheet(t.MARKS_SHEET)
        write_row(sheet, 0, t.MARK_COLUMNS)
        return write_rows(sheet, mark_rows(demo, school, year), first=1) - 1


def write_marks_csv(path: Path, demo: Municipality, school: str, year: int, encoding: str) -> int:
    """The same with «;» between columns and a decimal comma, as a Russian spreadsheet saves it."""
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(t.MARK_COLUMNS)
        count = 0
        for row in mark_rows(demo, school, year):
            writer.writerow([_with_comma(value) for value in row])
            count += 1
    return count


def mark_rows(demo: Municipality, school: str, year: int) -> Iterator[tuple[Value, ...]]:
    """Rows of the sheet «Отметки» in the order of classes, pupils, subjects, periods."""
    for school_class in demo.classes_of(school, year):
        for cell in demo.marks[school_class.key]:
            yield _mark_row(school_class, cell)


def _mark_row(school_class: SchoolClass, cell: Cell) -> tuple[Value, ...]:
    return (
        *_place(school_class),
        cell.pupil.name,
        cell.lesson.subject,
        cell.lesson.teacher.name if cell.lesson.teacher else None,
        t.PERIOD_WORDS[cell.period],
        int(cell.value) if cell.value.isdigit() else t.MARK_WORDS[cell.value],
        cell.average,
    )


def _schools(demo: Municipality) -> Iterator[tuple[Value, ...]]:
    for profile in demo.profiles:
        yield (
            profile.oo_code or None,
            profile.login or None,
            profile.short_name,
            profile.full_name,
            profile.kind,
            t.YES if profile.is_rural else t.NO,
            profile.municipality or None,
        )


def _place(school_class: SchoolClass) -> tuple[str, str, str]:
    key = school_class.key
    return t.year_words(key.year), key.school, key.name


def _class_row(school_class: SchoolClass) -> tuple[Value, ...]:
    return (*_place(school_class), school_class.class_teacher.name)


def _pupils(school_class: SchoolClass) -> Iterator[tuple[Value, ...]]:
    for enrolment in school_class.enrolments:
        since, until = russian_date(enrolment.since), russian_date(enrolment.until)
        yield (*_place(school_class), enrolment.pupil.name, since or None, until or None)


def _teaching(school_class: SchoolClass) -> Iterator[tuple[Value, ...]]:
    for lesson in school_class.lessons:
        if lesson.teacher:
            yield (*_place(school_class), lesson.subject, lesson.teacher.name)


def _with_comma(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return "" if value is None else str(value)
