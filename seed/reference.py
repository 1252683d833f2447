"""What every installation starts with: municipality, school years with periods, subjects, reference tables of exams."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from dashboard.methods.comparable import checkpoint_of
from data_access.keys import name_key
from data_access.tables import period, subject, subject_alias, unit
from seed.exams import fill_exams

FIRST_YEAR, LAST_YEAR = 2015, 2040
SUBJECTS = Path(__file__).parent / "subjects.csv"

# Last days of the periods: (month, day, is in the second calendar year). A school may differ by a week; the
# date only decides whether a pupil who left is still counted.
ENDS = {
    "Q1": (10, 31, False),
    "T1": (11, 30, False),
    "Q2": (12, 30, False),
    "H1": (12, 30, False),
    "T2": (2, 28, True),
    "Q3": (3, 24, True),
    "Q4": (5, 26, True),
    "T3": (5, 26, True),
    "H2": (5, 26, True),
    "Y": (5, 26, True),
}


def fill_reference(connection: Connection, place: str, kind: str = "municipality") -> None:
    """Adds what is missing and touches nothing that is there: may be run at every start."""
    _fill_top(connection, place, kind)
    _fill_periods(connection)
    _fill_subjects(connection)
    fill_exams(connection)


def _fill_top(connection: Connection, name: str, kind: str) -> None:
    if connection.scalar(select(unit.c.id).where(unit.c.parent_id.is_(None))) is None:
        key = connection.execute(
            insert(unit).values(kind=kind, short_name=name, full_name=name, path="/1/")
        ).inserted_primary_key
        assert key is not None


def _fill_periods(connection: Connection) -> None:
    if connection.scalar(select(period.c.year).limit(1)) is not None:
        return
    rows = [
        {
            "year": year,
            "code": code,
            "checkpoint": checkpoint_of(code).value,
            "ends_on": date(year + is_second, month, day),
        }
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for code, (month, day, is_second) in ENDS.items()
    ]
    connection.execute(insert(period), rows)


def _fill_subjects(connection: Connection) -> None:
    known = set(connection.scalars(select(subject_alias.c.name_key)))
    with SUBJECTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for row in rows:
        if name_key(row["name"]) in known:
            continue
        key = connection.execute(
            insert(subject).values(name=row["name"], short=row["short"], is_graded=row["is_graded"] == "1")
        ).inserted_primary_key
        assert key is not None
        names = {name_key(name) for name in (row["name"], *row["aliases"].split("|")) if name} - known
        known |= names
        connection.execute(
            insert(subject_alias), [{"name_key": name, "subject_id": key[0]} for name in sorted(names)]
        )
    _name_exam_subjects(connection, rows)


def _name_exam_subjects(connection: Connection, rows: list[dict[str, str]]) -> None:
    """Works and exams in mathematics belong to algebra and geometry; a base made before learns it here."""
    ids = {name: id_ for id_, name in connection.execute(select(subject.c.id, subject.c.name))}
    for row in rows:
        if row["exam_subject"]:
            named = update(subject).where(subject.c.name == row["name"], subject.c.exam_subject_id.is_(None))
            connection.execute(named.values(exam_subject_id=ids[row["exam_subject"]]))
