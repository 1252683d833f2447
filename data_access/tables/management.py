"""The management cycle as work: recommendations, measures, decisions, the roadmap, evidence; individual work.

Nothing here is deleted. Rows that people restate (roadmap marks, cycle marks, targets) are kept as a history with
`is_current` on the newest; what changes in place (recommendation, measure, decision) leaves a `work_event` each time.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from data_access.tables.base import metadata, one_of, ref

# The nine steps of the management cycle (управленческий цикл).
STAGES = (
    "goals",
    "indicators",
    "methods",
    "monitoring",
    "analysis",
    "recommendations",
    "measures",
    "decisions",
    "effect",
)
RECOMMENDATION_STATES = ("new", "accepted", "rejected", "outdated")
MEASURE_STATES = ("open", "doing", "done", "dropped")
DECISION_STATES = ("active", "withdrawn")
ROADMAP_STATES = ("planned", "doing", "done", "dropped")
WORK_KINDS_OF_EVENT = (
    "recommendation",
    "measure",
    "decision",
    "roadmap",
    "cycle",
    "entry",
    "register",
    "target",
)


def author_columns() -> tuple[Column[str], Column[int]]:
    """Who did it: the name shown then, and the account (none for the program itself)."""
    return Column("author", String(200), nullable=False), ref("user_id", "user_account.id", nullable=True)


recommendation = Table(
    "recommendation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rule", String(80), nullable=False),
    # what the rule speaks of, such as «pass_rate:2025»: one cause gives one recommendation
    Column("cause", String(120), nullable=False),
    Column("mechanism", String(40), nullable=False),
    ref("unit_id", "unit.id"),
    Column("role", String(16), nullable=False, comment="whom it is addressed to"),
    Column("year", Integer, nullable=False),
    Column("checkpoint", String(4), nullable=False),
    Column("indicator", String(80), nullable=False, server_default=""),
    Column("text", Text, nullable=False),
    Column("numbers", JSON, nullable=False, comment="the figures that fired the rule"),
    Column("status", String(12), nullable=False),
    Column("reason", Text, nullable=False, server_default="", comment="why it was rejected"),
    Column("created_at", DateTime, nullable=False),
    Column("changed_at", DateTime, nullable=False),
    UniqueConstraint("rule", "unit_id", "cause"),
    one_of("status", RECOMMENDATION_STATES),
    Index("ix_recommendation_mechanism_year", "mechanism", "year"),
    Index("ix_recommendation_unit_id", "unit_id"),
)

measure = Table(
    "measure",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("recommendation_id", "recommendation.id", nullable=True),
    Column("mechanism", String(40), nullable=False),
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("indicator", String(80), nullable=False, server_default=""),
    Column("title", String(400), nullable=False),
    Column("expected", String(400), nullable=False, server_default="", comment="expected result"),
    Column("owner", String(200), nullable=False, comment="a post, such as «директор СОШ № 1»"),
    Column("due_on", Date, nullable=False),
    Column("status", String(12), nullable=False),
    Column("progress", Integer, nullable=False, server_default="0"),
    Column("evidence", String(400), nullable=False, server_default=""),
    *author_columns(),
    Column("created_at", DateTime, nullable=False),
    Column("closed_at", DateTime),
    one_of("status", MEASURE_STATES),
    Index("ix_measure_mechanism_year", "mechanism", "year"),
    Index("ix_measure_unit_id", "unit_id"),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mechanism", String(40), nullable=False),
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("title", String(400), nullable=False),
    Column("document", String(400), nullable=False, server_default="", comment="order and date, or a link"),
    Column("decided_on", Date, nullable=False),
    Column("status", String(12), nullable=False),
    *author_columns(),
    Column("created_at", DateTime, nullable=False),
    one_of("status", DECISION_STATES),
    Index("ix_decision_mechanism_year", "mechanism", "year"),
    Index("ix_decision_unit_id", "unit_id"),
)

decision_basis = Table(
    "decision_basis",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("decision_id", "decision.id"),
    Column("kind", String(16), nullable=False),
    Column("record_id", Integer, comment="id of the recommendation or measure"),
    Column("text", String(400), nullable=False, server_default=""),
    one_of("kind", ("recommendation", "measure", "document")),
    Index("ix_decision_basis_decision_id", "decision_id"),
    comment="What a decision rests on",
)

decision_aim = Table(
    "decision_aim",
    metadata,
    ref("decision_id", "decision.id"),
    Column("indicator", String(80), nullable=False),
    ref("unit_id", "unit.id"),
    # where the indicator stood when it was decided; the effect is what came after
    Column("year", Integer, nullable=False),
    Column("checkpoint", String(4), nullable=False),
    PrimaryKeyConstraint("decision_id", "indicator", "unit_id"),
    comment="Indicators that a decision should move",
)

work_event = Table(
    "work_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("record", String(120), nullable=False, comment="id, or the code of a roadmap item"),
    Column("action", String(40), nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    *author_columns(),
    Column("at", DateTime, nullable=False),
    one_of("kind", WORK_KINDS_OF_EVENT),
    Index("ix_work_event_kind_record", "kind", "record"),
    comment="History of the management cycle: append only",
)

roadmap_mark = Table(
    "roadmap_mark",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item", String(40), nullable=False, comment="section/number of the profile, such as 2/13"),
    Column("year", Integer, nullable=False, comment="school year: recurring items come back each year"),
    Column("status", String(12), nullable=False),
    Column("progress", Integer, nullable=False, server_default="0"),
    Column("evidence", String(400), nullable=False, server_default=""),
    Column("note", String(400), nullable=False, server_default=""),
    *author_columns(),
    Column("at", DateTime, nullable=False),
    Column("is_current", Boolean, nullable=False),
    one_of("status", ROADMAP_STATES),
    Index("ix_roadmap_mark_year_item", "year", "item"),
    comment="State of a roadmap item of the profile in a school year; the newest is in force",
)

cycle_mark = Table(
    "cycle_mark",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mechanism", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("score", Integer, nullable=False, comment="0 no, 1 in part, 2 yes"),
    Column("evidence", String(400), nullable=False, server_default=""),
    *author_columns(),
    Column("at", DateTime, nullable=False),
    Column("is_current", Boolean, nullable=False),
    one_of("stage", STAGES),
    Index("ix_cycle_mark_year_mechanism", "year", "mechanism"),
    comment="What people say about a step of the management cycle, with evidence; the newest is in force",
)

target = Table(
    "target",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("indicator", String(80), nullable=False),
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("value", Float, nullable=False),
    Column("risk", Float, comment="border of «зона риска»; NULL: the target itself"),
    *author_columns(),
    Column("at", DateTime, nullable=False),
    Column("is_current", Boolean, nullable=False),
    Index("ix_target_year_unit_id", "year", "unit_id"),
    comment="Targets set in the program; those of the profile stand below them",
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

report_paragraph = Table(
    "report_paragraph",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", String(60), nullable=False, comment="which report: its kind and mechanism"),
    ref("unit_id", "unit.id"),
    Column("year", Integer, nullable=False),
    Column("section", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("author", String(60), nullable=False),
    Column("at", DateTime, nullable=False),
    Column("is_current", Boolean, nullable=False),
    Index("ix_report_paragraph_report", "report", "unit_id", "year"),
    comment="An editor's own words in a section of a report; an earlier version stays, an empty text takes it out",
)
