"""Signs of results that are not objective, expected results, reports of the region.

Works alike are found by `work_result.answers`, the scores of the tasks as text: results that are there get theirs here.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "expected_result",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("exam", sa.String(length=8), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("actual", sa.Float(), nullable=False),
        sa.Column("expected", sa.Float(), nullable=False),
        sa.Column(
            "effect", sa.Float(), nullable=False, comment="value added: shrunk difference, percentage points"
        ),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=False),
        sa.Column("schools", sa.Integer(), nullable=False),
        sa.Column(
            "variables",
            sa.JSON(),
            nullable=False,
            comment="variable → [value of the school, weight in the model]",
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_expected_result_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_expected_result_unit_id")),
        sa.PrimaryKeyConstraint(
            "unit_id", "year", "exam", "grade", "subject_id", name=op.f("pk_expected_result")
        ),
    )
    op.create_index("ix_expected_result_year", "expected_result", ["year"], unique=False)
    op.create_table(
        "objectivity_sign",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("exam", sa.String(length=8), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=True,
            comment="1–14 of the official method; NULL: методика проекта",
        ),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column(
            "reason",
            sa.String(length=20),
            server_default="",
            nullable=False,
            comment="why it was not checked",
        ),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True, comment="what was measured at the school"),
        sa.Column("border", sa.Float(), nullable=True, comment="what the value was compared with"),
        sa.Column(
            "p", sa.Float(), nullable=True, comment="chance of the value, or a worse one, at an honest school"
        ),
        sa.Column(
            "q",
            sa.Float(),
            nullable=True,
            comment="the same after Benjamini–Hochberg over all checks of the year",
        ),
        sa.Column(
            "reference",
            sa.String(length=12),
            server_default="",
            nullable=False,
            comment="region or municipality",
        ),
        sa.Column("numbers", sa.JSON(), nullable=False, comment="further numbers of the sentence, by name"),
        sa.CheckConstraint(
            "kind IN ('mean', 'mismatch', 'rise', 'fall', 'lowered', 'raised', 'border', 'twins')",
            name=op.f("ck_objectivity_sign_kind"),
        ),
        sa.CheckConstraint("state IN ('sign', 'none', 'unchecked')", name=op.f("ck_objectivity_sign_state")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_objectivity_sign_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_objectivity_sign_unit_id")),
        sa.PrimaryKeyConstraint(
            "unit_id", "year", "kind", "exam", "grade", "subject_id", name=op.f("pk_objectivity_sign")
        ),
    )
    op.create_index("ix_objectivity_sign_year", "objectivity_sign", ["year"], unique=False)
    op.create_table(
        "reference_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=12), nullable=False),
        sa.Column(
            "place",
            sa.String(length=200),
            nullable=False,
            comment="name of the region as the report writes it",
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("exam", sa.String(length=8), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(length=12), nullable=False, comment="marks, confirmation or scores"),
        sa.Column("n", sa.Integer(), nullable=False, comment="participants of the report"),
        sa.Column("schools", sa.Integer(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "exam IN ('oge', 'ege', 'ege_base', 'vpr')", name=op.f("ck_reference_result_exam")
        ),
        sa.CheckConstraint(
            "report IN ('marks', 'confirmation', 'scores')", name=op.f("ck_reference_result_report")
        ),
        sa.CheckConstraint("scope IN ('region', 'country')", name=op.f("ck_reference_result_scope")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_reference_result_load_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_reference_result_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_result")),
        sa.UniqueConstraint(
            "scope",
            "year",
            "exam",
            "grade",
            "subject_id",
            "report",
            "load_id",
            name="uq_reference_result_key",
        ),
        comment="Results of the region and the country from reports of ФИС ОКО: what schools are compared with",
    )
    op.create_index("ix_reference_result_load_id", "reference_result", ["load_id"], unique=False)
    op.create_table(
        "score_profile",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("exam", sa.String(length=8), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("squares", sa.Integer(), nullable=False),
        sa.Column("possible", sa.Integer(), nullable=False),
        sa.Column(
            "max_score", sa.Integer(), nullable=True, comment="NULL: works of different maxima are in the sum"
        ),
        sa.Column("scores", sa.JSON(), nullable=False, comment="list of [primary score, pupils], in order"),
        sa.Column("from3", sa.Integer(), nullable=True),
        sa.Column("from4", sa.Integer(), nullable=True),
        sa.Column("from5", sa.Integer(), nullable=True),
        sa.Column("n2", sa.Integer(), nullable=False),
        sa.Column("n3", sa.Integer(), nullable=False),
        sa.Column("n4", sa.Integer(), nullable=False),
        sa.Column("n5", sa.Integer(), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("lowered", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("raised", sa.Integer(), nullable=False),
        sa.Column("gap2", sa.Integer(), nullable=False, comment="pairs whose marks differ by two and more"),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_score_profile_subject_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_score_profile_unit_id")),
        sa.PrimaryKeyConstraint(
            "unit_id", "year", "exam", "grade", "subject_id", name=op.f("pk_score_profile")
        ),
    )
    op.create_index("ix_score_profile_year", "score_profile", ["year"], unique=False)
    op.add_column(
        "work_result", sa.Column("answers", sa.String(length=120), server_default="", nullable=False)
    )
    op.add_column(
        "installation",
        sa.Column(
            "low_rule",
            sa.JSON(),
            nullable=True,
            comment="rule of low results that the marts are made by; NULL: the usual",
        ),
    )
    _fill_answers()


def _fill_answers() -> None:
    """Scores of each result in the order of the tasks, as the loader writes them."""
    connection = op.get_bind()
    scores = sa.text(
        "SELECT task_score.result_id, task_score.score FROM task_score "
        "JOIN work_task ON work_task.id = task_score.task_id ORDER BY task_score.result_id, work_task.position"
    )
    answers: dict[int, list[str]] = {}
    for result_id, score in connection.execute(scores):
        answers.setdefault(result_id, []).append("-" if score is None else str(score))
    found = [{"id": id_, "answers": ",".join(listed)[:120]} for id_, listed in answers.items()]
    if found:
        connection.execute(sa.text("UPDATE work_result SET answers = :answers WHERE id = :id"), found)


def downgrade() -> None:
    raise RuntimeError(
        "reports of the region that were loaded since have no place in the schema before; restore the backup"
    )
