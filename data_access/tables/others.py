"""Facts that people enter or import beside the journal: indicator values, events, school context."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, String, Table, UniqueConstraint

from data_access.tables.base import metadata, ref

indicator_entry = Table(
    "indicator_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("indicator", String(80), nullable=False),
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("checkpoint", String(4), nullable=False),
    Column("numerator", Float, nullable=False),
    Column("denominator", Float, nullable=False),
    ref("load_id", "load.id", nullable=True),
    ref("user_id", "user_account.id", nullable=True),
    Column("is_current", Boolean, nullable=False),
    Index("ix_indicator_entry_unit_id_year", "unit_id", "year"),
)

event_result = Table(
    "event_result",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event", String(200), nullable=False),
    Column("stage", String(20), nullable=False),
    Column("held_on", Date),
    Column("year", Integer, nullable=False),
    ref("subject_id", "subject.id", nullable=True),
    ref("school_id", "unit.id"),
    ref("pupil_id", "person.id", nullable=True),
    Column("grade", Integer),
    Column("outcome", String(40), nullable=False),
    ref("load_id", "load.id"),
    Index("ix_event_result_school_id_year", "school_id", "year"),
    Index("ix_event_result_load_id", "load_id"),
    comment="Olympiads and contests",
)

context_value = Table(
    "context_value",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("code", String(80), nullable=False),
    Column("value", Float),
    Column("text", String(200), nullable=False, server_default=""),
    ref("load_id", "load.id"),
    UniqueConstraint("unit_id", "year", "code", "load_id"),
    Index("ix_context_value_load_id", "load_id"),
    comment="School context and risk profile",
)
