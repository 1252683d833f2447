"""Fills the reference tables of exams: adds what is missing, touches nothing that is there.

Runs at every start, so one statement asks for the keys of everything shipped and compares them with the files; only
what is missing is written. Rows without a load are the program's own: a department's codifier stands over them by its
load. Subjects are found by their known spellings, because a department may have given one another name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, cast, insert, literal, select, true, union_all
from sqlalchemy.types import Integer, String

from data_access.keys import name_key
from data_access.tables import codifier_element, exam_scale, exam_task, subject_alias
from seed.exams.reading import read_codifiers, read_plans, read_scales

# Columns that tell rows of one exam and subject apart; the load is no part of what is shipped.
SHIPPED: tuple[tuple[Table, Callable[[], list[dict[str, Any]]], tuple[str, str, str]], ...] = (
    (exam_scale, read_scales, ("grade", "first_year", "max_score")),
    (codifier_element, read_codifiers, ("year", "year", "code")),
    (exam_task, read_plans, ("year", "year", "position")),
)

# Table, exam, key of the subject's name, three more columns.
RowKey = tuple[str, str, str, str, str, str]


def fill_exams(connection: Connection) -> None:
    """Adds the shipped scales, codifiers and plans that are not there. Needs the subjects."""
    rows = [(table, columns, row) for table, read, columns in SHIPPED for row in read()]
    present = _present(connection, {name_key(row["subject"]) for _, _, row in rows})
    missing: dict[Table, list[dict[str, Any]]] = {table: [] for table, _, _ in SHIPPED}
    for table, columns, row in rows:
        if _key(table, columns, row) not in present:
            missing[table].append(row)
    if any(missing.values()):
        _add(connection, missing)


def _key(table: Table, columns: tuple[str, str, str], row: dict[str, Any]) -> RowKey:
    first, second, third = (str(row[column]) for column in columns)
    return table.name, row["exam"], name_key(row["subject"]), first, second, third


def _present(connection: Connection, spellings: Iterable[str]) -> set[RowKey]:
    named = subject_alias.c.name_key.in_(sorted(spellings))
    keys = union_all(*(_keys(table, columns).where(named) for table, _, columns in SHIPPED))
    return {(row[0], row[1], row[2], row[3], row[4], row[5]) for row in connection.execute(keys)}


def _keys(table: Table, columns: tuple[str, str, str]) -> Select[Any]:
    """Keys of the rows without a load; numbers as text, so that three tables fit into one answer."""
    is_shipped = table.c.load_id.is_(None) if "load_id" in table.c else true()
    return (
        select(
            literal(table.name),
            table.c.exam,
            subject_alias.c.name_key,
            *(_text(table.c[column]).label(f"key{number}") for number, column in enumerate(columns)),
        )
        .join(subject_alias, subject_alias.c.subject_id == table.c.subject_id)
        .where(is_shipped)
    )


def _text(column: Column[Any]) -> Any:
    return cast(column, String) if isinstance(column.type, Integer) else column


def _add(connection: Connection, missing: dict[Table, list[dict[str, Any]]]) -> None:
    names = select(subject_alias.c.name_key, subject_alias.c.subject_id)
    ids = {name: subject_id for name, subject_id in connection.execute(names)}
    for table, rows in missing.items():
        stored = [
            {name: value for name, value in row.items() if name != "subject"}
            | {"subject_id": ids[name_key(row["subject"])]}
            for row in rows
        ]
        if stored:
            connection.execute(insert(table), stored)
