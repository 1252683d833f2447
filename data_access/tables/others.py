"""Facts beside the journal: indicator values, events, vocational preparation, graduates, school context."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, String, Table, UniqueConstraint

from data_access.tables.base import metadata, one_of, ref

# vocational training, trial, course, excursion or meeting
TRAINING_KINDS = ("training", "trial", "course", "event")
TRAINING_OUTCOMES = ("certificate", "completed", "attended", "failed")
# grade 10, college (СПО), university, work, army, another school, abroad or other, not settled
DESTINATIONS = ("grade10", "college", "university", "work", "army", "other", "unsettled")

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

training_result = Table(
    "training_result",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("pupil_id", "person.id"),
    ref("class_id", "unit.id"),
    ref("school_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("programme", String(200), nullable=False),
    Column("outcome", String(12), nullable=False),
    ref("load_id", "load.id"),
    Column("is_current", Boolean, nullable=False),
    UniqueConstraint("pupil_id", "year", "kind", "programme", "load_id"),
    one_of("kind", TRAINING_KINDS),
    one_of("outcome", TRAINING_OUTCOMES),
    Index("ix_training_result_class_id", "class_id"),
    Index("ix_training_result_load_id", "load_id"),
    comment="Vocational preparation (профессиональная подготовка)",
)

destination = Table(
    "destination",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("pupil_id", "person.id"),
    ref("class_id", "unit.id"),
    ref("school_id", "unit.id"),
    Column("year", Integer, nullable=False, comment="school year of leaving"),
    Column("kind", String(12), nullable=False),
    Column("institution", String(200), nullable=False, server_default=""),
    Column("speciality", String(200), nullable=False, server_default=""),
    ref("load_id", "load.id"),
    Column("is_current", Boolean, nullable=False),
    UniqueConstraint("pupil_id", "year", "load_id"),
    one_of("kind", DESTINATIONS),
    Index("ix_destination_class_id", "class_id"),
    Index("ix_destination_load_id", "load_id"),
    comment="Where graduates of grades 9 and 11 went (распределение выпускников)",
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
