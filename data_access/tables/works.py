"""Facts of assessments: works (ВПР, ОГЭ, ЕГЭ, контрольные), their tasks and codes, results and task scores."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)

from data_access.tables.base import metadata, one_of, ref

work = Table(
    "work",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(120), nullable=False, unique=True),
    Column("kind", String(8), nullable=False),
    ref("subject_id", "subject.id"),
    Column("grade", Integer, nullable=False),
    Column("year", Integer, nullable=False),
    Column("held_on", Date),
    Column("title", String(200), nullable=False),
    Column("max_score", Integer),
    ref("created_load_id", "load.id", nullable=True),
    one_of("kind", ("vpr", "oge", "ege", "kr", "dr", "akr")),
    Index("ix_work_kind_year", "kind", "year"),
)

work_task = Table(
    "work_task",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("work_id", "work.id", ondelete="CASCADE"),
    Column("position", Integer, nullable=False),
    Column("number", String(12), nullable=False),
    Column("max_score", Integer, nullable=False),
    Column("level", String(1), nullable=False, server_default=""),
    UniqueConstraint("work_id", "position"),
    one_of("level", ("Б", "П", "В", "")),
)

codifier_element = Table(
    "codifier_element",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("exam", String(8), nullable=False),
    ref("subject_id", "subject.id"),
    Column("year", Integer, nullable=False),
    Column("list", String(4), nullable=False),
    Column("code", String(20), nullable=False),
    Column("title", String(400), nullable=False),
    UniqueConstraint("exam", "subject_id", "year", "list", "code"),
)

task_element = Table(
    "task_element",
    metadata,
    ref("task_id", "work_task.id", ondelete="CASCADE"),
    ref("element_id", "codifier_element.id"),
    PrimaryKeyConstraint("task_id", "element_id"),
)

work_result = Table(
    "work_result",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("work_id", "work.id"),
    ref("school_id", "unit.id"),
    ref("class_id", "unit.id", nullable=True),
    ref("pupil_id", "person.id", nullable=True),
    Column("participant", String(40), nullable=False),
    ref("load_id", "load.id"),
    Column("variant", String(20), nullable=False, server_default=""),
    Column("primary_score", Integer),
    Column("test_score", Integer),
    Column("mark", Integer),
    Column("journal_mark", Integer),
    Column("status", String(8), nullable=False),
    Column("is_current", Boolean, nullable=False),
    one_of("status", ("wrote", "absent")),
    CheckConstraint("mark IS NULL OR mark BETWEEN 2 AND 5", name="mark"),
    CheckConstraint("journal_mark IS NULL OR journal_mark BETWEEN 1 AND 5", name="journal_mark"),
    UniqueConstraint("work_id", "school_id", "participant", "load_id"),
    Index("ix_work_result_class_id", "class_id"),
    Index("ix_work_result_pupil_id", "pupil_id"),
    Index("ix_work_result_load_id", "load_id"),
    Index(
        "uq_work_result_current",
        "work_id",
        "school_id",
        "participant",
        unique=True,
        sqlite_where=text("is_current"),
        postgresql_where=text("is_current"),
    ),
)

task_score = Table(
    "task_score",
    metadata,
    ref("result_id", "work_result.id", ondelete="CASCADE"),
    ref("task_id", "work_task.id"),
    Column("score", Integer),
    PrimaryKeyConstraint("result_id", "task_id"),
    comment="score NULL: not started or not assigned",
)
