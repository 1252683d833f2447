"""Who may look: accounts, grants, sessions, the audit trail, wall screens."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from data_access.tables.base import metadata, one_of, ref

ROLES = ("head", "coordinator", "director", "class_teacher", "teacher")

user_account = Table(
    "user_account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(60), nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    Column("display_name", String(200), nullable=False),
    Column("is_active", Boolean, nullable=False, server_default=text("true")),
    Column("created_at", DateTime, nullable=False),
)

access_grant = Table(
    "access_grant",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("user_id", "user_account.id", ondelete="CASCADE"),
    Column("role", String(16), nullable=False),
    ref("unit_id", "unit.id", nullable=True),
    ref("person_id", "person.id", nullable=True),
    Column("sees_names", Boolean, nullable=False),
    Column("mechanism", String(40), nullable=False, server_default=""),
    one_of("role", ROLES),
    CheckConstraint("(role = 'teacher') = (person_id IS NOT NULL)", name="teacher_is_a_person"),
    CheckConstraint("(role = 'teacher') = (unit_id IS NULL)", name="others_have_a_unit"),
    Index("ix_access_grant_user_id", "user_id"),
)

user_session = Table(
    "user_session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    ref("user_id", "user_account.id", ondelete="CASCADE"),
    Column("created_at", DateTime, nullable=False),
    Column("seen_at", DateTime, nullable=False),
    Column("address", String(60), nullable=False, server_default=""),
)

audit_event = Table(
    "audit_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("login", String(60), nullable=False),
    Column("action", String(40), nullable=False),
    Column("object", String(200), nullable=False),
    Column("persons", Integer, nullable=False, server_default="0"),
    Column("request_id", String(40), nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Index("ix_audit_event_at", "at"),
    comment="Append only: triggers refuse update and delete",
)

# A television: its link is a credential of a device, read-only and for sums alone.
wall_screen = Table(
    "wall_screen",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", String(120), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    ref("unit_id", "unit.id"),
    Column("settings", Text, nullable=False, server_default=""),  # JSON: scenes, seconds, theme, hours
    Column("created_at", DateTime),
    Column("created_by", String(60), nullable=False, server_default=""),
    Column("expires_at", DateTime),
    Column("seen_at", DateTime),
    Column("revoked_at", DateTime),
    Column("revoked_by", String(60), nullable=False, server_default=""),
)

public_release = Table(
    "public_release",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("published_at", DateTime, nullable=False),
    Column("published_by", String(60), nullable=False),
    Column("withdrawn_at", DateTime),
    Column("withdrawn_by", String(60), nullable=False, server_default=""),
    Column("data_version", Integer, nullable=False),
    Column(
        "content", JSON, nullable=False, comment="everything that the page shows, hidden numbers left out"
    ),
    comment="What citizens see: figures as they were on the day of publication, never a live query",
)
