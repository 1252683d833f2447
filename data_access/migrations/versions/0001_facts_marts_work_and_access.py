"""Facts, marts, management work and access: the first schema.

The audit trail only grows: triggers refuse to change or delete its rows on either engine.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("object", sa.String(length=200), nullable=False),
        sa.Column("persons", sa.Integer(), server_default="0", nullable=False),
        sa.Column("request_id", sa.String(length=40), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        comment="Append only: triggers refuse update and delete",
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index("ix_audit_event_at", ["at"], unique=False)

    op.create_table(
        "data_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_data_version_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_version")),
    )
    op.create_table(
        "period",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("checkpoint", sa.String(length=4), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("checkpoint IN ('Q1', 'H1', 'Q3', 'H2', 'Y')", name=op.f("ck_period_checkpoint")),
        sa.CheckConstraint(
            "code IN ('Q1', 'Q2', 'Q3', 'Q4', 'T1', 'T2', 'T3', 'H1', 'H2', 'Y')", name=op.f("ck_period_code")
        ),
        sa.PrimaryKeyConstraint("year", "code", name=op.f("pk_period")),
    )
    op.create_table(
        "roadmap_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile", sa.String(length=40), nullable=False),
        sa.Column("section", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("responsible", sa.String(length=200), nullable=False),
        sa.Column("due_text", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_item")),
        sa.UniqueConstraint(
            "profile", "section", "number", name=op.f("uq_roadmap_item_profile_section_number")
        ),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("display_name", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("(true)"), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("login", name=op.f("uq_user_account_login")),
    )
    op.create_table(
        "load",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=20), server_default="", nullable=False),
        sa.Column("layout_title", sa.String(length=200), server_default="", nullable=False),
        sa.Column("scope_text", sa.String(length=400), server_default="", nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("user_name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("applied_at", sa.DateTime(), nullable=True),
        sa.Column("applied_no", sa.Integer(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.String(length=200), server_default="", nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("failure", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'applied', 'undone', 'rejected', 'dropped')", name=op.f("ck_load_status")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_load_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load")),
    )
    with op.batch_alter_table("load", schema=None) as batch_op:
        batch_op.create_index(
            "uq_load_applied_sha256",
            ["sha256"],
            unique=True,
            sqlite_where=sa.text("status = 'applied'"),
            postgresql_where=sa.text("status = 'applied'"),
        )

    op.create_table(
        "user_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("address", sa.String(length=60), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_user_session_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_user_session")),
    )
    op.create_table(
        "load_issue",
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("sheet", sa.String(length=120), server_default="", nullable=False),
        sa.Column("cell", sa.String(length=20), server_default="", nullable=False),
        sa.Column("value", sa.String(length=200), server_default="", nullable=False),
        sa.Column("rule", sa.String(length=400), nullable=False),
        sa.CheckConstraint("severity IN ('error', 'warning')", name=op.f("ck_load_issue_severity")),
        sa.ForeignKeyConstraint(
            ["load_id"], ["load.id"], name=op.f("fk_load_issue_load_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("load_id", "no", name=op.f("pk_load_issue")),
    )
    op.create_table(
        "subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short", sa.String(length=20), nullable=False),
        sa.Column("is_graded", sa.Boolean(), server_default=sa.text("(true)"), nullable=False),
        sa.Column("created_load_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["created_load_id"], ["load.id"], name=op.f("fk_subject_created_load_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sa.UniqueConstraint("name", name=op.f("uq_subject_name")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("path", sa.String(length=200), server_default="", nullable=False),
        sa.Column("short_name", sa.String(length=120), nullable=False),
        sa.Column("full_name", sa.String(length=400), server_default="", nullable=False),
        sa.Column("oo_code", sa.String(length=20), server_default="", nullable=False),
        sa.Column("login", sa.String(length=40), server_default="", nullable=False),
        sa.Column("school_kind", sa.String(length=20), server_default="", nullable=False),
        sa.Column("is_rural", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("letter", sa.String(length=8), nullable=True),
        sa.Column("created_load_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'class') = (year IS NOT NULL AND grade IS NOT NULL AND letter IS NOT NULL)",
            name=op.f("ck_unit_class_has_year"),
        ),
        sa.CheckConstraint(
            "kind IN ('region', 'municipality', 'school', 'class')", name=op.f("ck_unit_kind")
        ),
        sa.CheckConstraint("grade IS NULL OR grade BETWEEN 1 AND 12", name=op.f("ck_unit_grade")),
        sa.ForeignKeyConstraint(["created_load_id"], ["load.id"], name=op.f("fk_unit_created_load_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint(
            "parent_id", "year", "grade", "letter", name=op.f("uq_unit_parent_id_year_grade_letter")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index("ix_unit_parent_id", ["parent_id"], unique=False)
        batch_op.create_index("ix_unit_path", ["path"], unique=False)

    op.create_table(
        "class_rollup",
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=4), nullable=False),
        sa.Column("checkpoint", sa.String(length=4), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("n_exc", sa.Integer(), nullable=False),
        sa.Column("n_good", sa.Integer(), nullable=False),
        sa.Column("n_sat", sa.Integer(), nullable=False),
        sa.Column("n_fail", sa.Integer(), nullable=False),
        sa.Column("n_none", sa.Integer(), nullable=False),
        sa.Column("n_one4", sa.Integer(), nullable=False),
        sa.Column("n_one3", sa.Integer(), nullable=False),
        sa.Column("n_two3", sa.Integer(), nullable=False),
        sa.Column("n_fail_one", sa.Integer(), nullable=False),
        sa.Column("n_not_attested", sa.Integer(), nullable=False),
        sa.Column("n_subjects", sa.Integer(), nullable=False),
        sa.Column("micro_d", sa.Integer(), nullable=False),
        sa.Column("micro_na", sa.Integer(), nullable=False),
        sa.Column("micro_r3", sa.Integer(), nullable=False),
        sa.Column("micro_pupils", sa.Integer(), nullable=False),
        sa.Column("components", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_class_rollup_class_id")),
        sa.ForeignKeyConstraint(["school_id"], ["unit.id"], name=op.f("fk_class_rollup_school_id")),
        sa.ForeignKeyConstraint(
            ["year", "period"], ["period.year", "period.code"], name=op.f("fk_class_rollup_year_period")
        ),
        sa.PrimaryKeyConstraint("class_id", "year", "period", name=op.f("pk_class_rollup")),
    )
    with op.batch_alter_table("class_rollup", schema=None) as batch_op:
        batch_op.create_index(
            "ix_class_rollup_school_id_year_checkpoint", ["school_id", "year", "checkpoint"], unique=False
        )

    op.create_table(
        "codifier_element",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exam", sa.String(length=8), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(length=4), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_codifier_element_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codifier_element")),
        sa.UniqueConstraint(
            "exam",
            "subject_id",
            "year",
            "list",
            "code",
            name=op.f("uq_codifier_element_exam_subject_id_year_list_code"),
        ),
    )
    op.create_table(
        "context_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("text", sa.String(length=200), server_default="", nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_context_value_load_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_context_value_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_context_value")),
        sa.UniqueConstraint(
            "unit_id", "year", "code", "load_id", name=op.f("uq_context_value_unit_id_year_code_load_id")
        ),
        comment="School context and risk profile",
    )
    with op.batch_alter_table("context_value", schema=None) as batch_op:
        batch_op.create_index("ix_context_value_load_id", ["load_id"], unique=False)

    op.create_table(
        "indicator_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("checkpoint", sa.String(length=4), nullable=False),
        sa.Column("numerator", sa.Float(), nullable=False),
        sa.Column("denominator", sa.Float(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_indicator_entry_load_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_indicator_entry_unit_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_indicator_entry_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_entry")),
    )
    with op.batch_alter_table("indicator_entry", schema=None) as batch_op:
        batch_op.create_index("ix_indicator_entry_unit_id_year", ["unit_id", "year"], unique=False)

    op.create_table(
        "indicator_value",
        sa.Column("indicator", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("checkpoint", sa.String(length=4), nullable=False),
        sa.Column("numerator", sa.Float(), nullable=False),
        sa.Column("denominator", sa.Float(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False, comment="pupils behind the value"),
        sa.Column("status", sa.String(length=12), nullable=False, comment="final or provisional"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_indicator_value_unit_id")),
        sa.PrimaryKeyConstraint(
            "indicator", "unit_id", "year", "checkpoint", name=op.f("pk_indicator_value")
        ),
    )
    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.create_index(
            "ix_indicator_value_unit_id_checkpoint", ["unit_id", "checkpoint"], unique=False
        )

    op.create_table(
        "mark_rollup",
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=4), nullable=False),
        sa.Column("checkpoint", sa.String(length=4), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("n5", sa.Integer(), nullable=False),
        sa.Column("n4", sa.Integer(), nullable=False),
        sa.Column("n3", sa.Integer(), nullable=False),
        sa.Column("n2", sa.Integer(), nullable=False),
        sa.Column("n_na", sa.Integer(), nullable=False),
        sa.Column("n_exempt", sa.Integer(), nullable=False),
        sa.Column("micro_d", sa.Integer(), nullable=False),
        sa.Column("micro_na", sa.Integer(), nullable=False),
        sa.Column("micro_r3", sa.Integer(), nullable=False),
        sa.Column("micro_r33", sa.Integer(), nullable=False),
        sa.Column("micro_r4", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_mark_rollup_class_id")),
        sa.ForeignKeyConstraint(["school_id"], ["unit.id"], name=op.f("fk_mark_rollup_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_mark_rollup_subject_id")),
        sa.ForeignKeyConstraint(
            ["year", "period"], ["period.year", "period.code"], name=op.f("fk_mark_rollup_year_period")
        ),
        sa.PrimaryKeyConstraint(
            "class_id", "year", "period", "subject_id", "teacher_id", name=op.f("pk_mark_rollup")
        ),
    )
    with op.batch_alter_table("mark_rollup", schema=None) as batch_op:
        batch_op.create_index(
            "ix_mark_rollup_school_id_year_checkpoint", ["school_id", "year", "checkpoint"], unique=False
        )
        batch_op.create_index("ix_mark_rollup_teacher_id_year", ["teacher_id", "year"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("created_load_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('pupil', 'teacher')", name=op.f("ck_person_kind")),
        sa.ForeignKeyConstraint(["created_load_id"], ["load.id"], name=op.f("fk_person_created_load_id")),
        sa.ForeignKeyConstraint(["school_id"], ["unit.id"], name=op.f("fk_person_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("ix_person_school_id_kind", ["school_id", "kind"], unique=False)

    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("mechanism", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("checkpoint", sa.String(length=4), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_recommendation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
    )
    op.create_table(
        "school_record",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("short_name", sa.String(length=120), nullable=False),
        sa.Column("full_name", sa.String(length=400), nullable=False),
        sa.Column("oo_code", sa.String(length=20), nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("school_kind", sa.String(length=20), nullable=False),
        sa.Column("is_rural", sa.Boolean(), nullable=False),
        sa.Column("is_stated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_school_record_load_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_school_record_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "load_id", name=op.f("pk_school_record")),
        comment="What loads said about a school; the newest applied roster is copied to unit",
    )
    op.create_table(
        "subject_alias",
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_subject_alias_subject_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("name_key", name=op.f("pk_subject_alias")),
        comment="Other spellings of a subject in files",
    )
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_target_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint("indicator", "unit_id", "year", name=op.f("uq_target_indicator_unit_id_year")),
    )
    op.create_table(
        "wall_screen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("settings", sa.Text(), server_default="", nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_wall_screen_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall_screen")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_wall_screen_token_hash")),
    )
    op.create_table(
        "work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("max_score", sa.Integer(), nullable=True),
        sa.Column("created_load_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('vpr', 'oge', 'ege', 'kr', 'dr', 'akr')", name=op.f("ck_work_kind")),
        sa.ForeignKeyConstraint(["created_load_id"], ["load.id"], name=op.f("fk_work_created_load_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_work_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
        sa.UniqueConstraint("code", name=op.f("uq_work_code")),
    )
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.create_index("ix_work_kind_year", ["kind", "year"], unique=False)

    op.create_table(
        "access_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("sees_names", sa.Boolean(), nullable=False),
        sa.Column("mechanism", sa.String(length=40), server_default="", nullable=False),
        sa.CheckConstraint(
            "(role = 'teacher') = (person_id IS NOT NULL)", name=op.f("ck_access_grant_teacher_is_a_person")
        ),
        sa.CheckConstraint(
            "(role = 'teacher') = (unit_id IS NULL)", name=op.f("ck_access_grant_others_have_a_unit")
        ),
        sa.CheckConstraint(
            "role IN ('head', 'coordinator', 'director', 'class_teacher', 'teacher')",
            name=op.f("ck_access_grant_role"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_access_grant_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_access_grant_unit_id")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_access_grant_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grant")),
    )
    with op.batch_alter_table("access_grant", schema=None) as batch_op:
        batch_op.create_index("ix_access_grant_user_id", ["user_id"], unique=False)

    op.create_table(
        "class_teacher",
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_class_teacher_class_id")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_class_teacher_load_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["person.id"], name=op.f("fk_class_teacher_teacher_id")),
        sa.PrimaryKeyConstraint("class_id", "load_id", name=op.f("pk_class_teacher")),
        comment="Classroom management (классное руководство)",
    )
    with op.batch_alter_table("class_teacher", schema=None) as batch_op:
        batch_op.create_index("ix_class_teacher_load_id", ["load_id"], unique=False)
        batch_op.create_index("ix_class_teacher_teacher_id", ["teacher_id"], unique=False)

    op.create_table(
        "enrolment",
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("is_stated", sa.Boolean(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "since IS NULL OR until IS NULL OR since <= until", name=op.f("ck_enrolment_dates")
        ),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_enrolment_class_id")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_enrolment_load_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_enrolment_pupil_id")),
        sa.PrimaryKeyConstraint("class_id", "pupil_id", "load_id", name=op.f("pk_enrolment")),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index("ix_enrolment_load_id", ["load_id"], unique=False)
        batch_op.create_index("ix_enrolment_pupil_id", ["pupil_id"], unique=False)

    op.create_table(
        "event_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_event_result_load_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_event_result_pupil_id")),
        sa.ForeignKeyConstraint(["school_id"], ["unit.id"], name=op.f("fk_event_result_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_event_result_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_result")),
        comment="Olympiads and contests",
    )
    with op.batch_alter_table("event_result", schema=None) as batch_op:
        batch_op.create_index("ix_event_result_load_id", ["load_id"], unique=False)
        batch_op.create_index("ix_event_result_school_id_year", ["school_id", "year"], unique=False)

    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("mechanism", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("responsible", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_measure_recommendation_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_measure_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    op.create_table(
        "microcomponent",
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=4), nullable=False),
        sa.Column("checkpoint", sa.String(length=4), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("average", sa.Float(), nullable=True),
        sa.CheckConstraint("kind IN ('d', 'na', 'r3', 'r33', 'r4')", name=op.f("ck_microcomponent_kind")),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_microcomponent_class_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_microcomponent_pupil_id")),
        sa.ForeignKeyConstraint(["school_id"], ["unit.id"], name=op.f("fk_microcomponent_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_microcomponent_subject_id")),
        sa.ForeignKeyConstraint(
            ["year", "period"], ["period.year", "period.code"], name=op.f("fk_microcomponent_year_period")
        ),
        sa.PrimaryKeyConstraint("pupil_id", "subject_id", "year", "period", name=op.f("pk_microcomponent")),
    )
    with op.batch_alter_table("microcomponent", schema=None) as batch_op:
        batch_op.create_index("ix_microcomponent_class_id_year", ["class_id", "year"], unique=False)
        batch_op.create_index("ix_microcomponent_teacher_id_year", ["teacher_id", "year"], unique=False)

    op.create_table(
        "period_mark",
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=4), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=True),
        sa.Column("value", sa.String(length=4), nullable=False),
        sa.Column("average", sa.Float(), nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "value IN ('5', '4', '3', '2', '1', 'na', 'ex', 'pass', 'fail')",
            name=op.f("ck_period_mark_value"),
        ),
        sa.CheckConstraint("average IS NULL OR average BETWEEN 1 AND 5", name=op.f("ck_period_mark_average")),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_period_mark_class_id")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_period_mark_load_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_period_mark_pupil_id")),
        sa.ForeignKeyConstraint(["school_id"], ["unit.id"], name=op.f("fk_period_mark_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_period_mark_subject_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["person.id"], name=op.f("fk_period_mark_teacher_id")),
        sa.ForeignKeyConstraint(
            ["year", "period"], ["period.year", "period.code"], name=op.f("fk_period_mark_year_period")
        ),
        sa.PrimaryKeyConstraint(
            "pupil_id", "subject_id", "year", "period", "load_id", name=op.f("pk_period_mark")
        ),
    )
    with op.batch_alter_table("period_mark", schema=None) as batch_op:
        batch_op.create_index("ix_period_mark_class_id_period", ["class_id", "period"], unique=False)
        batch_op.create_index("ix_period_mark_load_id", ["load_id"], unique=False)
        batch_op.create_index(
            "uq_period_mark_current",
            ["pupil_id", "subject_id", "year", "period"],
            unique=True,
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )

    op.create_table(
        "person_name",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_name_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_name")),
        comment="Personal data: the only place where names of pupils and teachers are kept",
    )
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.create_index("ix_person_name_name_key", ["name_key"], unique=False)

    op.create_table(
        "teaching",
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_teaching_class_id")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_teaching_load_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_teaching_subject_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["person.id"], name=op.f("fk_teaching_teacher_id")),
        sa.PrimaryKeyConstraint("class_id", "subject_id", "teacher_id", "load_id", name=op.f("pk_teaching")),
        comment="Who teaches what; several teachers of one subject are subgroups",
    )
    with op.batch_alter_table("teaching", schema=None) as batch_op:
        batch_op.create_index("ix_teaching_load_id", ["load_id"], unique=False)
        batch_op.create_index("ix_teaching_teacher_id", ["teacher_id"], unique=False)

    op.create_table(
        "work_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("pupil_id", sa.Integer(), nullable=True),
        sa.Column("participant", sa.String(length=40), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("variant", sa.String(length=20), server_default="", nullable=False),
        sa.Column("primary_score", sa.Integer(), nullable=True),
        sa.Column("test_score", sa.Integer(), nullable=True),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("journal_mark", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.CheckConstraint("status IN ('wrote', 'absent')", name=op.f("ck_work_result_status")),
        sa.CheckConstraint(
            "journal_mark IS NULL OR journal_mark BETWEEN 1 AND 5", name=op.f("ck_work_result_journal_mark")
        ),
        sa.CheckConstraint("mark IS NULL OR mark BETWEEN 2 AND 5", name=op.f("ck_work_result_mark")),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_work_result_class_id")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_work_result_load_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_work_result_pupil_id")),
        sa.ForeignKeyConstraint(["school_id"], ["unit.id"], name=op.f("fk_work_result_school_id")),
        sa.ForeignKeyConstraint(["work_id"], ["work.id"], name=op.f("fk_work_result_work_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_result")),
        sa.UniqueConstraint(
            "work_id",
            "school_id",
            "participant",
            "load_id",
            name=op.f("uq_work_result_work_id_school_id_participant_load_id"),
        ),
    )
    with op.batch_alter_table("work_result", schema=None) as batch_op:
        batch_op.create_index("ix_work_result_class_id", ["class_id"], unique=False)
        batch_op.create_index("ix_work_result_load_id", ["load_id"], unique=False)
        batch_op.create_index("ix_work_result_pupil_id", ["pupil_id"], unique=False)
        batch_op.create_index(
            "uq_work_result_current",
            ["work_id", "school_id", "participant"],
            unique=True,
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )

    op.create_table(
        "work_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("max_score", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=1), server_default="", nullable=False),
        sa.CheckConstraint("level IN ('Б', 'П', 'В', '')", name=op.f("ck_work_task_level")),
        sa.ForeignKeyConstraint(
            ["work_id"], ["work.id"], name=op.f("fk_work_task_work_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_task")),
        sa.UniqueConstraint("work_id", "position", name=op.f("uq_work_task_work_id_position")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("indicator", sa.String(length=80), server_default="", nullable=False),
        sa.Column("effect_before", sa.Float(), nullable=True),
        sa.Column("effect_after", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_decision_measure_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_decision_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_table(
        "task_element",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["element_id"], ["codifier_element.id"], name=op.f("fk_task_element_element_id")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["work_task.id"], name=op.f("fk_task_element_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", "element_id", name=op.f("pk_task_element")),
    )
    op.create_table(
        "task_score",
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["result_id"], ["work_result.id"], name=op.f("fk_task_score_result_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["work_task.id"], name=op.f("fk_task_score_task_id")),
        sa.PrimaryKeyConstraint("result_id", "task_id", name=op.f("pk_task_score")),
        comment="score NULL: not started or not assigned",
    )
    _protect_audit()


def _protect_audit() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_event_no_{act.lower()} BEFORE {act} ON audit_event "
                "BEGIN SELECT RAISE(ABORT, 'audit_event is append only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_event_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit_event is append only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event "
        "FOR EACH ROW EXECUTE FUNCTION audit_event_append_only()"
    )


def downgrade() -> None:
    raise RuntimeError("the first schema has nothing below it")
