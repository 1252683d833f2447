"""Works of schools with codes, codifiers, plans and scales of exams, forecasts, graduates, individual work.

`work` and `subject` get their columns by plain ADD COLUMN: SQLite would otherwise rebuild the table, and dropping the old one
would take the tasks of works with it (ON DELETE CASCADE). The codifier tables were never filled, so they are made anew.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exam_scale",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exam", sa.String(length=8), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=False),
        sa.Column("max_score", sa.Integer(), nullable=False),
        sa.Column("from3", sa.Integer(), nullable=True),
        sa.Column("from4", sa.Integer(), nullable=True),
        sa.Column("from5", sa.Integer(), nullable=True),
        sa.Column("minimum", sa.Integer(), nullable=True),
        sa.Column("test_scores", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.CheckConstraint("exam IN ('oge', 'ege', 'ege_base', 'vpr')", name=op.f("ck_exam_scale_exam")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_exam_scale_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_scale")),
        sa.UniqueConstraint(
            "exam",
            "subject_id",
            "grade",
            "first_year",
            "max_score",
            name=op.f("uq_exam_scale_exam_subject_id_grade_first_year_max_score"),
        ),
    )
    op.create_table(
        "exam_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exam", sa.String(length=8), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("max_score", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=1), server_default="", nullable=False),
        sa.Column("codes", sa.String(length=400), server_default="", nullable=False),
        sa.Column("source", sa.String(length=200), server_default="", nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("exam IN ('oge', 'ege', 'ege_base', 'vpr')", name=op.f("ck_exam_task_exam")),
        sa.CheckConstraint("level IN ('Б', 'П', 'В', '')", name=op.f("ck_exam_task_level")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_exam_task_load_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_exam_task_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_task")),
        sa.UniqueConstraint(
            "exam",
            "subject_id",
            "year",
            "position",
            "load_id",
            name=op.f("uq_exam_task_exam_subject_id_year_position_load_id"),
        ),
        comment="Plan of an exam's variant (обобщённый план варианта КИМ); codes joined by spaces",
    )
    with op.batch_alter_table("exam_task", schema=None) as batch_op:
        batch_op.create_index("ix_exam_task_load_id", ["load_id"], unique=False)

    op.create_table(
        "expected_completion",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("got5", sa.Integer(), nullable=False),
        sa.Column("possible5", sa.Integer(), nullable=False),
        sa.Column("n5", sa.Integer(), nullable=False),
        sa.Column("got4", sa.Integer(), nullable=False),
        sa.Column("possible4", sa.Integer(), nullable=False),
        sa.Column("n4", sa.Integer(), nullable=False),
        sa.Column("got3", sa.Integer(), nullable=False),
        sa.Column("possible3", sa.Integer(), nullable=False),
        sa.Column("n3", sa.Integer(), nullable=False),
        sa.Column("got2", sa.Integer(), nullable=False),
        sa.Column("possible2", sa.Integer(), nullable=False),
        sa.Column("n2", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_expected_completion_subject_id")
        ),
        sa.PrimaryKeyConstraint("kind", "subject_id", "grade", name=op.f("pk_expected_completion")),
    )
    op.create_table(
        "forecast_check",
        sa.Column("exam", sa.String(length=8), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column(
            "error_points", sa.Float(), nullable=False, comment="sum of absolute errors, primary points"
        ),
        sa.Column("error_marks", sa.Float(), nullable=False, comment="sum of absolute errors, marks"),
        sa.Column(
            "covered",
            sa.Integer(),
            nullable=True,
            comment="results inside the 80 % interval; NULL: the method gives none",
        ),
        sa.Column("is_used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_forecast_check_subject_id")),
        sa.PrimaryKeyConstraint("exam", "subject_id", "year", "method", name=op.f("pk_forecast_check")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("status IN ('open', 'done', 'dropped')", name=op.f("ck_assignment_status")),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_assignment_class_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_assignment_pupil_id")),
        sa.ForeignKeyConstraint(["school_id"], ["unit.id"], name=op.f("fk_assignment_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_assignment_subject_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_assignment_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        comment="Individual work with a pupil (индивидуальная работа): who acts in what by when",
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index("ix_assignment_class_id", ["class_id"], unique=False)
        batch_op.create_index("ix_assignment_pupil_id_year", ["pupil_id", "year"], unique=False)

    op.create_table(
        "destination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False, comment="school year of leaving"),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("institution", sa.String(length=200), server_default="", nullable=False),
        sa.Column("speciality", sa.String(length=200), server_default="", nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('grade10', 'college', 'university', 'work', 'army', 'other', 'unsettled')",
            name=op.f("ck_destination_kind"),
        ),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_destination_class_id")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_destination_load_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_destination_pupil_id")),
        sa.ForeignKeyConstraint(["school_id"], ["unit.id"], name=op.f("fk_destination_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destination")),
        sa.UniqueConstraint("pupil_id", "year", "load_id", name=op.f("uq_destination_pupil_id_year_load_id")),
        comment="Where graduates of grades 9 and 11 went (распределение выпускников)",
    )
    with op.batch_alter_table("destination", schema=None) as batch_op:
        batch_op.create_index("ix_destination_class_id", ["class_id"], unique=False)
        batch_op.create_index("ix_destination_load_id", ["load_id"], unique=False)

    op.create_table(
        "exam_forecast",
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("exam", sa.String(length=8), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column(
            "method",
            sa.String(length=20),
            nullable=False,
            comment="formula, or the model that beat it in the check",
        ),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("n_works", sa.Integer(), nullable=False),
        sa.Column("tasks_covered", sa.Integer(), nullable=False),
        sa.Column("tasks", sa.Integer(), nullable=False),
        sa.Column("max_score", sa.Integer(), nullable=True),
        sa.Column("expected", sa.Float(), nullable=True, comment="primary score"),
        sa.Column("deviation", sa.Float(), nullable=True, comment="standard deviation of the primary score"),
        sa.Column("low", sa.Float(), nullable=True, comment="80 % interval of the primary score"),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("p2", sa.Float(), nullable=True),
        sa.Column("p3", sa.Float(), nullable=True),
        sa.Column("p4", sa.Float(), nullable=True),
        sa.Column("p5", sa.Float(), nullable=True),
        sa.Column("mark", sa.Integer(), nullable=True, comment="the likeliest mark"),
        sa.Column("test_score", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('ok', 'few_works', 'low_coverage', 'no_plan', 'no_marks')",
            name=op.f("ck_exam_forecast_status"),
        ),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_exam_forecast_class_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_exam_forecast_pupil_id")),
        sa.ForeignKeyConstraint(["school_id"], ["unit.id"], name=op.f("fk_exam_forecast_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_exam_forecast_subject_id")),
        sa.PrimaryKeyConstraint("pupil_id", "exam", "subject_id", "year", name=op.f("pk_exam_forecast")),
    )
    with op.batch_alter_table("exam_forecast", schema=None) as batch_op:
        batch_op.create_index("ix_exam_forecast_class_id", ["class_id"], unique=False)
        batch_op.create_index("ix_exam_forecast_school_id_year", ["school_id", "year"], unique=False)

    op.create_table(
        "training_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("programme", sa.String(length=200), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('training', 'trial', 'course', 'event')", name=op.f("ck_training_result_kind")
        ),
        sa.CheckConstraint(
            "outcome IN ('certificate', 'completed', 'attended', 'failed')",
            name=op.f("ck_training_result_outcome"),
        ),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_training_result_class_id")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_training_result_load_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_training_result_pupil_id")),
        sa.ForeignKeyConstraint(["school_id"], ["unit.id"], name=op.f("fk_training_result_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_result")),
        sa.UniqueConstraint(
            "pupil_id",
            "year",
            "kind",
            "programme",
            "load_id",
            name=op.f("uq_training_result_pupil_id_year_kind_programme_load_id"),
        ),
        comment="Vocational preparation (профессиональная подготовка)",
    )
    with op.batch_alter_table("training_result", schema=None) as batch_op:
        batch_op.create_index("ix_training_result_class_id", ["class_id"], unique=False)
        batch_op.create_index("ix_training_result_load_id", ["load_id"], unique=False)

    op.create_table(
        "task_code",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["work_task.id"], name=op.f("fk_task_code_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", "code", name=op.f("pk_task_code")),
        comment="Content elements of a task (КЭС); codes belong to the codifier of the work",
    )
    op.drop_table("task_element")
    op.drop_table("codifier_element")
    op.create_table(
        "codifier_element",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exam", sa.String(length=8), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("source", sa.String(length=200), server_default="", nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "exam IN ('oge', 'ege', 'ege_base', 'vpr')", name=op.f("ck_codifier_element_exam")
        ),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_codifier_element_load_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_codifier_element_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codifier_element")),
        sa.UniqueConstraint(
            "exam",
            "subject_id",
            "year",
            "code",
            "load_id",
            name=op.f("uq_codifier_element_exam_subject_id_year_code_load_id"),
        ),
    )
    with op.batch_alter_table("codifier_element", schema=None) as batch_op:
        batch_op.create_index("ix_codifier_element_load_id", ["load_id"], unique=False)

    op.execute(
        "ALTER TABLE work ADD COLUMN school_id INTEGER CONSTRAINT fk_work_school_id REFERENCES unit (id)"
    )
    op.execute(
        "ALTER TABLE subject ADD COLUMN exam_subject_id INTEGER "
        "CONSTRAINT fk_subject_exam_subject_id REFERENCES subject (id)"
    )
    op.execute("ALTER TABLE work ADD COLUMN codifier VARCHAR(8) DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE work ADD COLUMN codifier_year INTEGER")
    if op.get_bind().dialect.supports_comments:
        op.create_table_comment(
            "task_score",
            "score NULL: not begun, counts as 0 of the maximum; no row: not assigned or «Н/п», counts nowhere",
            existing_comment="score NULL: not started or not assigned",
        )


def downgrade() -> None:
    raise RuntimeError("a schema without codifiers cannot hold what was loaded since; restore the backup")
