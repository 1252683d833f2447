"""Facts of assessments: works (ВПР, ОГЭ, ЕГЭ, контрольные, диагностические), tasks, codes, results and scores.

Codifiers, exam plans and scales change by year, so they are tables; what the program ships has no load, what a
department loads stands over it (the newest load wins, an undo gives back what was there).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
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

# ВПР, ОГЭ, ЕГЭ, контрольная, диагностическая, административная контрольная работа
WORK_KINDS = ("vpr", "oge", "ege", "kr", "dr", "akr")
# «ege_base»: basic mathematics, which has marks instead of test scores
EXAMS = ("oge", "ege", "ege_base", "vpr")
LEVELS = ("Б", "П", "В", "")

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
    # A school's own work; NULL: one work for many schools (exams, ВПР, municipal diagnostics).
    ref("school_id", "unit.id", nullable=True),
    # Which codifier its codes are of: exam and calendar year of the exam; empty when the work names none.
    Column("codifier", String(8), nullable=False, server_default=""),
    Column("codifier_year", Integer),
    ref("created_load_id", "load.id", nullable=True),
    one_of("kind", WORK_KINDS),
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
    one_of("level", LEVELS),
)

task_code = Table(
    "task_code",
    metadata,
    ref("task_id", "work_task.id", ondelete="CASCADE"),
    Column("code", String(20), nullable=False),
    PrimaryKeyConstraint("task_id", "code"),
    comment="Content elements of a task (КЭС); codes belong to the codifier of the work",
)

codifier_element = Table(
    "codifier_element",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("exam", String(8), nullable=False),
    ref("subject_id", "subject.id"),
    Column("year", Integer, nullable=False),
    Column("code", String(20), nullable=False),
    Column("title", String(400), nullable=False),
    Column("source", String(200), nullable=False, server_default=""),
    ref("load_id", "load.id", nullable=True),
    UniqueConstraint("exam", "subject_id", "year", "code", "load_id"),
    Index("ix_codifier_element_load_id", "load_id"),
    one_of("exam", EXAMS),
)

exam_task = Table(
    "exam_task",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("exam", String(8), nullable=False),
    ref("subject_id", "subject.id"),
    Column("year", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("number", String(12), nullable=False),
    Column("max_score", Integer, nullable=False),
    Column("level", String(1), nullable=False, server_default=""),
    Column("codes", String(400), nullable=False, server_default=""),
    Column("source", String(200), nullable=False, server_default=""),
    ref("load_id", "load.id", nullable=True),
    UniqueConstraint("exam", "subject_id", "year", "position", "load_id"),
    Index("ix_exam_task_load_id", "load_id"),
    one_of("exam", EXAMS),
    one_of("level", LEVELS),
    comment="Plan of an exam's variant (обобщённый план варианта КИМ); codes joined by spaces",
)

exam_scale = Table(
    "exam_scale",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("exam", String(8), nullable=False),
    ref("subject_id", "subject.id"),
    # 0: exams that have no grade in their key (ОГЭ, ЕГЭ)
    Column("grade", Integer, nullable=False),
    Column("first_year", Integer, nullable=False),
    Column("last_year", Integer, nullable=False),
    Column("max_score", Integer, nullable=False),
    Column("from3", Integer),
    Column("from4", Integer),
    Column("from5", Integer),
    # least test score that passes, for exams with test scores
    Column("minimum", Integer),
    # test score by primary score, as a JSON list; NULL where the exam has marks only
    Column("test_scores", JSON(none_as_null=True)),
    Column("confidence", String(10), nullable=False),
    Column("source", String(400), nullable=False),
    UniqueConstraint("exam", "subject_id", "grade", "first_year", "max_score"),
    one_of("exam", EXAMS),
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
    # scores of the tasks in order, as text: equal texts are works alike; empty without tasks
    Column("answers", String(120), nullable=False, server_default=""),
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
    comment="score NULL: not begun, counts as 0 of the maximum; no row: not assigned or «Н/п», counts nowhere",
)

reference_result = Table(
    "reference_result",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("load_id", "load.id"),
    Column("scope", String(12), nullable=False),
    Column("place", String(200), nullable=False, comment="name of the region as the report writes it"),
    Column("year", Integer, nullable=False),
    Column("exam", String(8), nullable=False),
    Column("grade", Integer, nullable=False),
    ref("subject_id", "subject.id"),
    Column("report", String(12), nullable=False, comment="marks, confirmation or scores"),
    Column("n", Integer, nullable=False, comment="participants of the report"),
    Column("schools", Integer),
    # participants by mark, by «понизили», «подтвердили», «повысили» or by score; made of percents where the report
    # has nothing else
    Column("counts", JSON, nullable=False),
    Column("is_current", Boolean, nullable=False),
    one_of("scope", ("region", "country")),
    one_of("exam", EXAMS),
    one_of("report", ("marks", "confirmation", "scores")),
    UniqueConstraint(
        "scope", "year", "exam", "grade", "subject_id", "report", "load_id", name="uq_reference_result_key"
    ),
    Index("ix_reference_result_load_id", "load_id"),
    comment="Results of the region and the country from reports of ФИС ОКО: what schools are compared with",
)
