"""Who and where: units, subjects, periods, persons.

`unit` is one tree (region › municipality › school › class) with a parent and a materialised path such as
`/1/5/27/`: reading a subtree is one indexed prefix search, moving a school is dear and rare. A class
belongs to one school year. Names of persons live apart, so that everything else works on ids.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)

from data_access.tables.base import CHECKPOINT_CODES, PERIOD_CODES, metadata, one_of, ref

unit = Table(
    "unit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    ref("parent_id", "unit.id", nullable=True),
    Column("path", String(200), nullable=False, server_default=""),
    Column("short_name", String(120), nullable=False),
    Column("full_name", String(400), nullable=False, server_default=""),
    Column("oo_code", String(20), nullable=False, server_default=""),
    Column("login", String(40), nullable=False, server_default=""),
    Column("school_kind", String(20), nullable=False, server_default=""),
    Column("is_rural", Boolean, nullable=False, server_default=text("false")),
    Column("year", Integer),
    Column("grade", Integer),
    Column("letter", String(8)),
    ref("created_load_id", "load.id", nullable=True),
    one_of("kind", ("region", "municipality", "school", "class")),
    CheckConstraint(
        "(kind = 'class') = (year IS NOT NULL AND grade IS NOT NULL AND letter IS NOT NULL)",
        name="class_has_year",
    ),
    CheckConstraint("grade IS NULL OR grade BETWEEN 1 AND 12", name="grade"),
    UniqueConstraint("parent_id", "year", "grade", "letter"),
    Index("ix_unit_path", "path"),
    Index("ix_unit_parent_id", "parent_id"),
    # An id is never given twice: addresses and the audit trail outlive an undone load.
    sqlite_autoincrement=True,
)

school_record = Table(
    "school_record",
    metadata,
    ref("unit_id", "unit.id"),
    ref("load_id", "load.id"),
    Column("short_name", String(120), nullable=False),
    Column("full_name", String(400), nullable=False),
    Column("oo_code", String(20), nullable=False),
    Column("login", String(40), nullable=False),
    Column("school_kind", String(20), nullable=False),
    Column("is_rural", Boolean, nullable=False),
    # In an installation of a region: the municipality that the load puts the school under; NULL: it does not say.
    ref("municipality_id", "unit.id", nullable=True),
    # False: no roster, the load only names the school; a roster wins, otherwise the first name stays.
    Column("is_stated", Boolean, nullable=False),
    PrimaryKeyConstraint("unit_id", "load_id"),
    comment="What loads said about a school; the newest applied roster is copied to unit",
)

subject = Table(
    "subject",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("short", String(20), nullable=False),
    Column("is_graded", Boolean, nullable=False, server_default=text("true")),
    # the subject in which works and exams are held: «Математика» of algebra and geometry; NULL: itself
    ref("exam_subject_id", "subject.id", nullable=True),
    ref("created_load_id", "load.id", nullable=True),
)

subject_alias = Table(
    "subject_alias",
    metadata,
    Column("name_key", String(200), primary_key=True),
    ref("subject_id", "subject.id", ondelete="CASCADE"),
    comment="Other spellings of a subject in files",
)

period = Table(
    "period",
    metadata,
    Column("year", Integer, nullable=False),
    Column("code", String(4), nullable=False),
    Column("checkpoint", String(4), nullable=False),
    Column("ends_on", Date, nullable=False),
    PrimaryKeyConstraint("year", "code"),
    one_of("code", PERIOD_CODES),
    one_of("checkpoint", CHECKPOINT_CODES),
)

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),
    ref("school_id", "unit.id"),
    ref("created_load_id", "load.id", nullable=True),
    one_of("kind", ("pupil", "teacher")),
    Index("ix_person_school_id_kind", "school_id", "kind"),
    sqlite_autoincrement=True,
)

person_name = Table(
    "person_name",
    metadata,
    ref("person_id", "person.id", ondelete="CASCADE", primary_key=True),
    Column("full_name", String(200), nullable=False),
    Column("name_key", String(200), nullable=False),
    Index("ix_person_name_name_key", "name_key"),
    comment="Personal data: the only place where names of pupils and teachers are kept",
)


def period_key(table_year: str = "year", table_period: str = "period") -> ForeignKeyConstraint:
    """Composite reference to a period of a school year."""
    return ForeignKeyConstraint([table_year, table_period], ["period.year", "period.code"])
