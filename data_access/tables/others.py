"""Facts beside the journal: indicator values, registers, olympiads, vocational preparation, graduates."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, DateTime, Float, Index, Integer, String, Table, UniqueConstraint

from data_access.tables.base import metadata, one_of, ref

# vocational training, trial, course, excursion or meeting
TRAINING_KINDS = ("training", "trial", "course", "event")
TRAINING_OUTCOMES = ("certificate", "completed", "attended", "failed")
# grade 10, college (СПО), university, work, army, another school, abroad or other, not settled
DESTINATIONS = ("grade10", "college", "university", "work", "army", "other", "unsettled")

# school, municipal, regional and final stage of the all-Russia olympiad (ВсОШ) and of contests
EVENT_STAGES = ("school", "municipal", "region", "final")
EVENT_OUTCOMES = ("participant", "prize", "winner")

indicator_entry = Table(
    "indicator_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("indicator", String(80), nullable=False),
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("numerator", Float, nullable=False),
    Column("denominator", Float, comment="NULL for a count"),
    Column("status", String(12), nullable=False, comment="a draft counts nowhere until it is submitted"),
    Column("note", String(400), nullable=False, server_default=""),
    ref("load_id", "load.id", nullable=True),
    ref("user_id", "user_account.id", nullable=True),
    Column("author", String(200), nullable=False),
    Column("entered_at", DateTime, nullable=False),
    # the newest submitted row of (indicator, unit, year); older ones stay as its history
    Column("is_current", Boolean, nullable=False),
    one_of("status", ("draft", "submitted")),
    Index("ix_indicator_entry_unit_id_year", "unit_id", "year"),
    Index("ix_indicator_entry_load_id", "load_id"),
    comment="Indicator values that people state: entered in a form or loaded from a file",
)

register_row = Table(
    "register_row",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("register", String(40), nullable=False, comment="code of a register of the catalogue"),
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    # values of the key columns joined: with register, unit and year the identity of the line
    Column("line_key", String(300), nullable=False),
    ref("person_id", "person.id", nullable=True),
    Column("cells", JSON, nullable=False, comment="column code → text, number or ISO date"),
    Column("status", String(12), nullable=False),
    ref("load_id", "load.id", nullable=True),
    ref("user_id", "user_account.id", nullable=True),
    Column("author", String(200), nullable=False),
    Column("entered_at", DateTime, nullable=False),
    Column("is_current", Boolean, nullable=False),
    one_of("status", ("active", "closed")),
    Index("ix_register_row_register_year", "register", "year"),
    Index("ix_register_row_unit_id", "unit_id"),
    Index("ix_register_row_load_id", "load_id"),
    comment="Lines of registers (реестры): evidence of mechanisms, such as mentors, courses, observers",
)

event_result = Table(
    "event_result",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event", String(200), nullable=False, comment="ВсОШ, or the title of a contest"),
    Column("stage", String(20), nullable=False),
    Column("year", Integer, nullable=False),
    ref("subject_id", "subject.id"),
    ref("pupil_id", "person.id"),
    ref("class_id", "unit.id"),
    ref("school_id", "unit.id"),
    Column("outcome", String(12), nullable=False),
    ref("load_id", "load.id"),
    Column("is_current", Boolean, nullable=False),
    UniqueConstraint("pupil_id", "event", "stage", "subject_id", "year", "load_id"),
    one_of("stage", EVENT_STAGES),
    one_of("outcome", EVENT_OUTCOMES),
    Index("ix_event_result_school_id_year", "school_id", "year"),
    Index("ix_event_result_class_id", "class_id"),
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
