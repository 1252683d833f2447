"""Facts → marts. Rebuilds the roll-ups of given classes, then the indicators of their schools and years.

An incremental refresh equals a full rebuild, because both are this one function on different classes: a
mart row depends only on facts of its own class (or on the roll-ups below it), and rows are deleted before
they are made. Categories are decided here by `dashboard/methods`, once, and counted; percentages never.
Forecasts of exams depend on everybody's results and are made anew as a whole when a load can change them
(`dashboard/forecasts`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from dashboard.computed.tallies import GRADE_OF_OGE
from dashboard.entered import refresh_entered
from dashboard.forecasts import refresh_changed
from dashboard.indicators import refresh_indicators
from dashboard.methods.categories import Category, standing
from dashboard.methods.comparable import counted_in_period
from dashboard.methods.components import DEFAULT_WEIGHTS, MicroType, microcomponents
from data_access.tables import (
    MARTS,
    class_rollup,
    enrolment,
    mark_rollup,
    microcomponent,
    period,
    period_mark,
    subject,
    teaching,
    unit,
    work,
)

NO_TEACHER = 0
MARK_COLUMNS = {"5": "n5", "4": "n4", "3": "n3", "2": "n2", "1": "n2", "na": "n_na", "ex": "n_exempt"}
MICRO_COLUMNS = {kind: f"micro_{kind.value}" for kind in MicroType}
COUNTED = [column for kind, column in MICRO_COLUMNS.items() if DEFAULT_WEIGHTS.counts(kind)]
ROLLUPS = (mark_rollup, class_rollup, microcomponent)


@dataclass(frozen=True, slots=True)
class PeriodDates:
    checkpoint: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class PeriodRows:
    """Mart rows of one class and checkpoint."""

    marks: list[dict[str, Any]]
    pupils: dict[str, Any]
    micro: list[dict[str, Any]]


def refresh(
    connection: Connection,
    class_ids: Iterable[int],
    school_ids: Iterable[int] = (),
    work_ids: Iterable[int] = (),
    reference_years: Iterable[int] = (),
) -> None:
    """Rebuilds everything that the facts of these classes show. `school_ids`: schools that lost classes or whose
    results of works changed; `work_ids`: works whose results, or the exam plan they are read against, changed;
    `reference_years`: school years of which other figures of the region are known."""
    ids = sorted(set(class_ids))
    for table in ROLLUPS:
        connection.execute(delete(table).where(table.c.class_id.in_(ids)))
    periods = _read_periods(connection)
    graded = set(connection.scalars(select(subject.c.id).where(subject.c.is_graded)))
    classes = connection.execute(
        select(unit.c.id, unit.c.parent_id, unit.c.grade).where(unit.c.id.in_(ids), unit.c.kind == "class")
    ).all()
    made: dict[Table, list[dict[str, Any]]] = {table: [] for table in ROLLUPS}
    for class_id, school_id, grade in classes:
        place = {"class_id": class_id, "school_id": school_id, "grade": grade}
        for of_period in _roll_up_class(connection, place, periods, graded):
            made[mark_rollup] += of_period.marks
            made[class_rollup].append(of_period.pupils)
            made[microcomponent] += of_period.micro
    for table, rows in made.items():
        if rows:
            connection.execute(insert(table), rows)
    works = sorted(set(work_ids))
    schools = {row.parent_id for row in classes} | set(school_ids)
    years = _years_of_works(connection, works) | _years_of_ninth_grade(connection, ids) | set(reference_years)
    refresh_indicators(connection, schools, years)
    refresh_changed(connection, ids, works)


def rebuild(connection: Connection) -> None:
    """Rebuilds every mart from facts."""
    for table in MARTS:
        connection.execute(delete(table))
    ids = connection.scalars(select(unit.c.id).where(unit.c.kind == "class")).all()
    schools = connection.scalars(select(unit.c.id).where(unit.c.kind == "school")).all()
    works = connection.scalars(select(work.c.id)).all()
    refresh(connection, ids, schools, works)
    # What is stated about a municipality stands there even when it has no school yet.
    tops = select(unit.c.id).where(unit.c.kind.in_(("municipality", "region")))
    refresh_entered(connection, connection.scalars(tops).all())


def _years_of_works(connection: Connection, work_ids: list[int]) -> set[int]:
    return set(connection.scalars(select(work.c.year).where(work.c.id.in_(work_ids)).distinct()))


def _years_of_ninth_grade(connection: Connection, class_ids: list[int]) -> set[int]:
    """Years in which annual marks of these classes are compared with ОГЭ."""
    examined = select(work.c.year).where(work.c.kind == "oge")
    statement = select(unit.c.year).where(
        unit.c.id.in_(class_ids), unit.c.grade == GRADE_OF_OGE, unit.c.year.in_(examined)
    )
    return set(connection.scalars(statement.distinct()))


def _read_periods(connection: Connection) -> dict[tuple[int, str], PeriodDates]:
    rows = connection.execute(select(period.c.year, period.c.code, period.c.checkpoint, period.c.ends_on))
    return {(year, code): PeriodDates(checkpoint, ends_on) for year, code, checkpoint, ends_on in rows}


def _roll_up_class(
    connection: Connection,
    place: dict[str, int],
    periods: dict[tuple[int, str], PeriodDates],
    graded: set[int],
) -> Iterable[PeriodRows]:
    """The mart rows of each checkpoint of one class.

    A class may hold quarters and, in subjects of one lesson a week, half-years: at a checkpoint they are one set of
    marks, so a pupil is counted once and judged by all of them.
    """
    class_id = place["class_id"]
    marks = _marks_by_period(connection, class_id)
    if not marks:
        return
    seats = {
        pupil: (since, until)
        for pupil, since, until in connection.execute(
            select(enrolment.c.pupil_id, enrolment.c.since, enrolment.c.until).where(
                enrolment.c.class_id == class_id, enrolment.c.is_current
            )
        )
    }
    teachers = _only_teachers(connection, class_id)
    means = _year_means(marks)
    for (year, checkpoint), codes in sorted(_by_checkpoint(marks, periods).items()):
        ends_on = periods[year, codes[-1]].ends_on
        counted = {
            pupil: {row.subject_id: row for row in rows if row.subject_id in graded}
            for pupil, rows in _joined(marks, year, codes).items()
            if counted_in_period(*seats.get(pupil, (None, None)), ends_on)
        }
        enrolled = sum(counted_in_period(since, until, ends_on) for since, until in seats.values())
        head = {**place, "year": year, "period": codes[-1], "checkpoint": checkpoint}
        by_subject, micro = _count_marks(head, counted, teachers, means if checkpoint == "Y" else {})
        pupils = _count_pupils(head, counted, by_subject, enrolled)
        yield PeriodRows(list(by_subject.values()), pupils, micro)


def _by_checkpoint(
    marks: Iterable[tuple[int, str]], periods: dict[tuple[int, str], PeriodDates]
) -> dict[tuple[int, str], list[str]]:
    """(year, checkpoint) → codes of the periods that end there, the last one last."""
    found: dict[tuple[int, str], list[str]] = {}
    for year, code in sorted(marks, key=lambda key: (periods[key].ends_on, key[1])):
        found.setdefault((year, periods[year, code].checkpoint), []).append(code)
    return found


def _joined(
    marks: dict[tuple[int, str], dict[int, list[Any]]], year: int, codes: list[str]
) -> dict[int, list[Any]]:
    """Pupil → marks of these periods; a later period follows, so that of two marks in a subject it stands."""
    found: dict[int, list[Any]] = {}
    for code in codes:
        for pupil_id, rows in marks[year, code].items():
            found.setdefault(pupil_id, []).extend(rows)
    return found


def _marks_by_period(connection: Connection, class_id: int) -> dict[tuple[int, str], dict[int, list[Any]]]:
    found: dict[tuple[int, str], dict[int, list[Any]]] = {}
    columns = period_mark.c
    statement = select(
        columns.year,
        columns.period,
        columns.pupil_id,
        columns.subject_id,
        columns.teacher_id,
        columns.value,
        columns.average,
    ).where(columns.class_id == class_id, columns.is_current)
    for row in connection.execute(statement):
        found.setdefault((row.year, row.period), {}).setdefault(row.pupil_id, []).append(row)
    return found


def _year_means(marks: dict[tuple[int, str], dict[int, list[Any]]]) -> dict[tuple[int, int, int], float]:
    """(year, pupil, subject) → mean of the averages of its periods: journals give no average of the year."""
    found: dict[tuple[int, int, int], list[float]] = {}
    for (year, code), of_pupils in marks.items():
        for pupil_id, rows in of_pupils.items():
            for row in rows:
                if code != "Y" and row.average is not None:
                    found.setdefault((year, pupil_id, row.subject_id), []).append(row.average)
    return {key: round(sum(values) / len(values), 2) for key, values in found.items()}


def _only_teachers(connection: Connection, class_id: int) -> dict[int, int]:
    """Subject → teacher, where exactly one teaches it; with subgroups the mark itself must name the teacher."""
    found: dict[int, set[int]] = {}
    statement = select(teaching.c.subject_id, teaching.c.teacher_id).where(teaching.c.class_id == class_id)
    for subject_id, teacher_id in connection.execute(statement):
        found.setdefault(subject_id, set()).add(teacher_id)
    return {subject_id: min(ids) for subject_id, ids in found.items() if len(ids) == 1}


def _count_marks(
    head: dict[str, Any],
    counted: dict[int, dict[int, Any]],
    teachers: dict[int, int],
    means: dict[tuple[int, int, int], float],
) -> tuple[dict[tuple[int, int], dict[str, Any]], list[dict[str, Any]]]:
    """Counts of marks and microcomponents by (subject, teacher), and the microcomponents themselves."""
    empty = dict.fromkeys([*dict.fromkeys(MARK_COLUMNS.values()), *MICRO_COLUMNS.values()], 0)
    of_place = {name: value for name, value in head.items() if name != "grade"}
    found: dict[tuple[int, int], dict[str, Any]] = {}
    listed: list[dict[str, Any]] = []
    for pupil_id, rows in counted.items():
        kinds = {
            micro.subject_id: micro.type
            for micro in microcomponents({subject_id: row.value for subject_id, row in rows.items()})
        }
        for subject_id, row in rows.items():
            teacher_id = row.teacher_id or teachers.get(subject_id, NO_TEACHER)
            of_subject = {"subject_id": subject_id, "teacher_id": teacher_id}
            counts = found.setdefault((subject_id, teacher_id), {**head, **of_subject, **empty})
            if row.value in MARK_COLUMNS:
                counts[MARK_COLUMNS[row.value]] += 1
            kind = kinds.get(subject_id)
            if kind is not None:
                counts[MICRO_COLUMNS[kind]] += 1
                average = row.average or means.get((head["year"], pupil_id, subject_id))
                own = {"pupil_id": pupil_id, "kind": kind.value, "average": average, "period": row.period}
                listed.append({**of_place, **of_subject, **own})
    return found, listed


def _count_pupils(
    head: dict[str, Any],
    counted: dict[int, dict[int, Any]],
    by_subject: dict[tuple[int, int], dict[str, Any]],
    enrolled: int,
) -> dict[str, Any]:
    standings = [standing({id_: row.value for id_, row in rows.items()}) for rows in counted.values()]
    graded = [found for found in standings if found.category is not Category.NONE]
    failing = [found for found in graded if found.category is Category.FAIL]
    rows = by_subject.values()
    subjects = {row["subject_id"] for row in rows if sum(row[f"n{mark}"] for mark in "5432") + row["n_na"]}
    return {
        **head,
        "n": len(graded),
        "n_exc": sum(found.category is Category.EXC for found in graded),
        "n_good": sum(found.category is Category.GOOD for found in graded),
        "n_sat": sum(found.category is Category.SAT for found in graded),
        "n_fail": len(failing),
        "n_none": max(enrolled - len(graded), 0),
        "n_one4": sum(found.one4 for found in graded),
        "n_one3": sum(found.one3 for found in graded),
        "n_two3": sum(found.two3 for found in graded),
        "n_fail_one": sum(found.n_fail_marks + found.n_na == 1 for found in failing),
        "n_not_attested": sum(found.n_na > 0 for found in failing),
        "n_subjects": len(subjects),
        **{column: sum(row[column] for row in rows) for column in COUNTED},
        "micro_pupils": len(failing) + sum(found.one3 for found in graded),
        "components": sum(any(row[column] for column in COUNTED) for row in rows),
    }
