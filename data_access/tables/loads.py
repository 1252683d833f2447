"""Loads of files, their problems, and the one counter that makes every cache honest."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

from data_access.tables.base import metadata, one_of, ref

load = Table(
    "load",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("status", String(10), nullable=False),
    Column("file_name", String(255), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("layout", String(20), nullable=False, server_default=""),
    Column("layout_title", String(200), nullable=False, server_default=""),
    Column("scope_text", String(400), nullable=False, server_default=""),
    # NULL: more than one school. No foreign key: unit.created_load_id already points the other way.
    Column("school_id", Integer),
    ref("user_id", "user_account.id", nullable=True),
    Column("user_name", String(200), nullable=False, server_default=""),
    Column("created_at", DateTime, nullable=False),
    Column("applied_at", DateTime),
    # Order in which loads were applied (the data version they made): the newest wins for a key.
    Column("applied_no", Integer),
    Column("answers", JSON, nullable=False),
    Column("undone_at", DateTime),
    Column("undone_by", String(200), nullable=False, server_default=""),
    Column("counts", JSON, nullable=False),
    Column("failure", Text, nullable=False, server_default=""),
    one_of("status", ("draft", "applied", "undone", "rejected", "dropped")),
    # The same file cannot stand twice; after an undo it may be loaded again.
    Index(
        "uq_load_applied_sha256",
        "sha256",
        unique=True,
        sqlite_where=text("status = 'applied'"),
        postgresql_where=text("status = 'applied'"),
    ),
)

load_issue = Table(
    "load_issue",
    metadata,
    ref("load_id", "load.id", ondelete="CASCADE"),
    Column("no", Integer, nullable=False),
    Column("severity", String(8), nullable=False),
    Column("sheet", String(120), nullable=False, server_default=""),
    Column("cell", String(20), nullable=False, server_default=""),
    Column("value", String(200), nullable=False, server_default=""),
    Column("rule", String(400), nullable=False),
    PrimaryKeyConstraint("load_id", "no"),
    one_of("severity", ("error", "warning")),
)

data_version = Table(
    "data_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime, nullable=False),
    CheckConstraint("id = 1", name="single_row"),
)

installation = Table(
    "installation",
    metadata,
    Column("profile", String(60), primary_key=True),
    Column("created_at", DateTime, nullable=False),
    Column(
        "low_rule",
        JSON,
        nullable=True,
        comment="rule of low results that the marts are made by; NULL: the usual",
    ),
    comment="The profile this database was made for: one row; another profile needs another database",
)
