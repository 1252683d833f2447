"""Facts of the journal: who is in which class, who teaches what, which marks stood at the end of a period."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    text,
)

from data_access.tables.base import MARK_CODES, metadata, one_of, ref
from data_access.tables.places import period_key

enrolment = Table(
    "enrolment",
    metadata,
    ref("class_id", "unit.id"),
    ref("pupil_id", "person.id"),
    ref("load_id", "load.id"),
    Column("since", Date),
    Column("until", Date),
    # False: no roster, a mark in the class implies the place in it; a stated row wins over an implied one.
    Column("is_stated", Boolean, nullable=False),
    Column("is_current", Boolean, nullable=False),
    PrimaryKeyConstraint("class_id", "pupil_id", "load_id"),
    CheckConstraint("since IS NULL OR until IS NULL OR since <= until", name="dates"),
    Index("ix_enrolment_pupil_id", "pupil_id"),
    Index("ix_enrolment_load_id", "load_id"),
)

class_teacher = Table(
    "class_teacher",
    metadata,
    ref("class_id", "unit.id"),
    ref("teacher_id", "person.id"),
    ref("load_id", "load.id"),
    Column("is_current", Boolean, nullable=False),
    PrimaryKeyConstraint("class_id", "load_id"),
    Index("ix_class_teacher_teacher_id", "teacher_id"),
    Index("ix_class_teacher_load_id", "load_id"),
    comment="Classroom management (классное руководство)",
)

teaching = Table(
    "teaching",
    metadata,
    ref("class_id", "unit.id"),
    ref("subject_id", "subject.id"),
    ref("teacher_id", "person.id"),
    ref("load_id", "load.id"),
    PrimaryKeyConstraint("class_id", "subject_id", "teacher_id", "load_id"),
    Index("ix_teaching_teacher_id", "teacher_id"),
    Index("ix_teaching_load_id", "load_id"),
    comment="Who teaches what; several teachers of one subject are subgroups",
)

period_mark = Table(
    "period_mark",
    metadata,
    ref("pupil_id", "person.id"),
    ref("subject_id", "subject.id"),
    Column("year", Integer, nullable=False),
    Column("period", String(4), nullable=False),
    ref("load_id", "load.id"),
    ref("school_id", "unit.id"),
    ref("class_id", "unit.id"),
    ref("teacher_id", "person.id", nullable=True),
    Column("value", String(4), nullable=False),
    Column("average", Float),
    Column("is_current", Boolean, nullable=False),
    PrimaryKeyConstraint("pupil_id", "subject_id", "year", "period", "load_id"),
    period_key(),
    one_of("value", MARK_CODES),
    CheckConstraint("average IS NULL OR average BETWEEN 1 AND 5", name="average"),
    Index("ix_period_mark_class_id_period", "class_id", "period"),
    Index("ix_period_mark_load_id", "load_id"),
    # At most one mark of a pupil in a subject and period is in force.
    Index(
        "uq_period_mark_current",
        "pupil_id",
        "subject_id",
        "year",
        "period",
        unique=True,
        sqlite_where=text("is_current"),
        postgresql_where=text("is_current"),
    ),
)
