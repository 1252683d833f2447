"""The management cycle: recommendations, measures, decisions, the roadmap, targets; individual work."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, Float, Index, Integer, String, Table, Text, UniqueConstraint

from data_access.tables.base import metadata, one_of, ref

recommendation = Table(
    "recommendation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rule", String(80), nullable=False),
    Column("mechanism", String(40), nullable=False),
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("checkpoint", String(4), nullable=False),
    Column("text", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("created_at", DateTime, nullable=False),
)

measure = Table(
    "measure",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("recommendation_id", "recommendation.id", nullable=True),
    Column("mechanism", String(40), nullable=False),
    ref("unit_id", "unit.id"),
    Column("title", String(400), nullable=False),
    Column("responsible", String(200), nullable=False),
    Column("due_on", Date),
    Column("done_on", Date),
    Column("status", String(20), nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("measure_id", "measure.id", nullable=True),
    ref("unit_id", "unit.id"),
    Column("text", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("indicator", String(80), nullable=False, server_default=""),
    Column("effect_before", Float),
    Column("effect_after", Float),
)

roadmap_item = Table(
    "roadmap_item",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("profile", String(40), nullable=False),
    Column("section", String(200), nullable=False),
    Column("number", String(20), nullable=False),
    Column("title", String(400), nullable=False),
    Column("responsible", String(200), nullable=False),
    Column("due_text", String(120), nullable=False),
    Column("due_on", Date),
    Column("done_on", Date),
    UniqueConstraint("profile", "section", "number"),
)

target = Table(
    "target",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("indicator", String(80), nullable=False),
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("value", Float, nullable=False),
    UniqueConstraint("indicator", "unit_id", "year"),
)

assignment = Table(
    "assignment",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("pupil_id", "person.id"),
    ref("subject_id", "subject.id"),
    ref("class_id", "unit.id"),
    ref("school_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("text", String(400), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("author", String(200), nullable=False),
    ref("user_id", "user_account.id"),
    Column("created_at", DateTime, nullable=False),
    Column("status", String(10), nullable=False),
    Column("closed_at", DateTime),
    one_of("status", ("open", "done", "dropped")),
    Index("ix_assignment_pupil_id_year", "pupil_id", "year"),
    Index("ix_assignment_class_id", "class_id"),
    comment="Individual work with a pupil (индивидуальная работа): who acts in what by when",
)
