"""Profiles, entered indicators, registers, olympiads and the management cycle.

The tables of the management cycle and of entered values stood empty until now (no code wrote them), so they are made anew.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# in the order in which they may go: decisions point to measures, measures to recommendations
NEVER_FILLED = (
    "decision",
    "measure",
    "recommendation",
    "roadmap_item",
    "target",
    "indicator_entry",
    "event_result",
    "context_value",
)


def upgrade() -> None:
    for table in NEVER_FILLED:
        op.drop_table(table)
    op.create_table(
        "installation",
        sa.Column("profile", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("profile", name=op.f("pk_installation")),
        comment="The profile this database was made for: one row; another profile needs another database",
    )
    op.create_table(
        "cycle_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mechanism", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False, comment="0 no, 1 in part, 2 yes"),
        sa.Column("evidence", sa.String(length=400), server_default="", nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('goals', 'indicators', 'methods', 'monitoring', 'analysis', 'recommendations', 'measures', 'decisions', 'effect')",
            name=op.f("ck_cycle_mark_stage"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_cycle_mark_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_mark")),
        comment="What people say about a step of the management cycle, with evidence; the newest is in force",
    )
    op.create_index("ix_cycle_mark_year_mechanism", "cycle_mark", ["year", "mechanism"], unique=False)

    op.create_table(
        "roadmap_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "item",
            sa.String(length=40),
            nullable=False,
            comment="section/number of the profile, such as 2/13",
        ),
        sa.Column(
            "year", sa.Integer(), nullable=False, comment="school year: recurring items come back each year"
        ),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("progress", sa.Integer(), server_default="0", nullable=False),
        sa.Column("evidence", sa.String(length=400), server_default="", nullable=False),
        sa.Column("note", sa.String(length=400), server_default="", nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "status IN ('planned', 'doing', 'done', 'dropped')", name=op.f("ck_roadmap_mark_status")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_roadmap_mark_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_mark")),
        comment="State of a roadmap item of the profile in a school year; the newest is in force",
    )
    op.create_index("ix_roadmap_mark_year_item", "roadmap_mark", ["year", "item"], unique=False)

    op.create_table(
        "work_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column(
            "record", sa.String(length=120), nullable=False, comment="id, or the code of a roadmap item"
        ),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('recommendation', 'measure', 'decision', 'roadmap', 'cycle', 'entry', 'register', 'target')",
            name=op.f("ck_work_event_kind"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_work_event_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_event")),
        comment="History of the management cycle: append only",
    )
    op.create_index("ix_work_event_kind_record", "work_event", ["kind", "record"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mechanism", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column(
            "document",
            sa.String(length=400),
            server_default="",
            nullable=False,
            comment="order and date, or a link",
        ),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("status IN ('active', 'withdrawn')", name=op.f("ck_decision_status")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_decision_unit_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_decision_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_mechanism_year", "decision", ["mechanism", "year"], unique=False)
    op.create_index("ix_decision_unit_id", "decision", ["unit_id"], unique=False)

    op.create_table(
        "indicator_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.Float(), nullable=False),
        sa.Column("denominator", sa.Float(), nullable=True, comment="NULL for a count"),
        sa.Column(
            "status",
            sa.String(length=12),
            nullable=False,
            comment="a draft counts nowhere until it is submitted",
        ),
        sa.Column("note", sa.String(length=400), server_default="", nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'submitted')", name=op.f("ck_indicator_entry_status")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_indicator_entry_load_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_indicator_entry_unit_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_indicator_entry_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_entry")),
        comment="Indicator values that people state: entered in a form or loaded from a file",
    )
    op.create_index("ix_indicator_entry_load_id", "indicator_entry", ["load_id"], unique=False)
    op.create_index("ix_indicator_entry_unit_id_year", "indicator_entry", ["unit_id", "year"], unique=False)

    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("cause", sa.String(length=120), nullable=False),
        sa.Column("mechanism", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False, comment="whom it is addressed to"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("checkpoint", sa.String(length=4), nullable=False),
        sa.Column("indicator", sa.String(length=80), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False, comment="the figures that fired the rule"),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False, comment="why it was rejected"),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "status IN ('new', 'accepted', 'rejected', 'outdated')", name=op.f("ck_recommendation_status")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_recommendation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("rule", "unit_id", "cause", name=op.f("uq_recommendation_rule_unit_id_cause")),
    )
    op.create_index("ix_recommendation_mechanism_year", "recommendation", ["mechanism", "year"], unique=False)
    op.create_index("ix_recommendation_unit_id", "recommendation", ["unit_id"], unique=False)

    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column(
            "risk", sa.Float(), nullable=True, comment="border of «зона риска»; NULL: the target itself"
        ),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_target_unit_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_target_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        comment="Targets set in the program; those of the profile stand below them",
    )
    op.create_index("ix_target_year_unit_id", "target", ["year", "unit_id"], unique=False)

    op.create_table(
        "decision_aim",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("checkpoint", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_aim_decision_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_decision_aim_unit_id")),
        sa.PrimaryKeyConstraint("decision_id", "indicator", "unit_id", name=op.f("pk_decision_aim")),
        comment="Indicators that a decision should move",
    )
    op.create_table(
        "decision_basis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True, comment="id of the recommendation or measure"),
        sa.Column("text", sa.String(length=400), server_default="", nullable=False),
        sa.CheckConstraint(
            "kind IN ('recommendation', 'measure', 'document')", name=op.f("ck_decision_basis_kind")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_basis_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_basis")),
        comment="What a decision rests on",
    )
    op.create_index("ix_decision_basis_decision_id", "decision_basis", ["decision_id"], unique=False)

    op.create_table(
        "event_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=200), nullable=False, comment="ВсОШ, or the title of a contest"),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('participant', 'prize', 'winner')", name=op.f("ck_event_result_outcome")
        ),
        sa.CheckConstraint(
            "stage IN ('school', 'municipal', 'region', 'final')", name=op.f("ck_event_result_stage")
        ),
        sa.ForeignKeyConstraint(["class_id"], ["unit.id"], name=op.f("fk_event_result_class_id")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_event_result_load_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_event_result_pupil_id")),
        sa.ForeignKeyConstraint(["school_id"], ["unit.id"], name=op.f("fk_event_result_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_event_result_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_result")),
        sa.UniqueConstraint(
            "pupil_id",
            "event",
            "stage",
            "subject_id",
            "year",
            "load_id",
            name=op.f("uq_event_result_pupil_id_event_stage_subject_id_year_load_id"),
        ),
        comment="Olympiads and contests",
    )
    op.create_index("ix_event_result_class_id", "event_result", ["class_id"], unique=False)
    op.create_index("ix_event_result_load_id", "event_result", ["load_id"], unique=False)
    op.create_index("ix_event_result_school_id_year", "event_result", ["school_id", "year"], unique=False)

    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("mechanism", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=80), server_default="", nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column(
            "expected", sa.String(length=400), server_default="", nullable=False, comment="expected result"
        ),
        sa.Column(
            "owner", sa.String(length=200), nullable=False, comment="a post, such as «директор СОШ № 1»"
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("progress", sa.Integer(), server_default="0", nullable=False),
        sa.Column("evidence", sa.String(length=400), server_default="", nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("status IN ('open', 'doing', 'done', 'dropped')", name=op.f("ck_measure_status")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_measure_recommendation_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_measure_unit_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_measure_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    op.create_index("ix_measure_mechanism_year", "measure", ["mechanism", "year"], unique=False)
    op.create_index("ix_measure_unit_id", "measure", ["unit_id"], unique=False)

    op.create_table(
        "register_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "register", sa.String(length=40), nullable=False, comment="code of a register of the catalogue"
        ),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("line_key", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("cells", sa.JSON(), nullable=False, comment="column code → text, number or ISO date"),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.CheckConstraint("status IN ('active', 'closed')", name=op.f("ck_register_row_status")),
        sa.ForeignKeyConstraint(["load_id"], ["load.id"], name=op.f("fk_register_row_load_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_register_row_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_register_row_unit_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_register_row_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_row")),
        comment="Lines of registers (реестры): evidence of mechanisms, such as mentors, courses, observers",
    )
    op.create_index("ix_register_row_load_id", "register_row", ["load_id"], unique=False)
    op.create_index("ix_register_row_register_year", "register_row", ["register", "year"], unique=False)
    op.create_index("ix_register_row_unit_id", "register_row", ["unit_id"], unique=False)
    op.execute(
        "ALTER TABLE school_record ADD COLUMN municipality_id INTEGER "
        "CONSTRAINT fk_school_record_municipality_id REFERENCES unit (id)"
    )
    # A database that is older than profiles is of the only municipality there was.
    op.execute(
        "INSERT INTO installation (profile, created_at) "
        "SELECT 'pelym', CURRENT_TIMESTAMP WHERE EXISTS (SELECT 1 FROM unit WHERE kind = 'municipality')"
    )


def downgrade() -> None:
    raise RuntimeError(
        "a schema without the management cycle cannot hold what was written since; restore the backup"
    )
