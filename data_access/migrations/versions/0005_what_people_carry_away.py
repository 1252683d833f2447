"""Screens for a television, published figures, an editor's paragraphs in reports.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by", sa.String(length=60), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=60), server_default="", nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column(
            "content",
            sa.JSON(),
            nullable=False,
            comment="everything that the page shows, hidden numbers left out",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_release")),
        comment="What citizens see: figures as they were on the day of publication, never a live query",
    )
    op.create_table(
        "report_paragraph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "report", sa.String(length=60), nullable=False, comment="which report: its kind and mechanism"
        ),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_report_paragraph_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_paragraph")),
        comment="An editor's own words in a section of a report; an earlier version stays, an empty text takes it out",
    )
    op.create_index("ix_report_paragraph_report", "report_paragraph", ["report", "unit_id", "year"])
    op.add_column("wall_screen", sa.Column("created_at", sa.DateTime(), nullable=True))
    op.add_column(
        "wall_screen", sa.Column("created_by", sa.String(length=60), server_default="", nullable=False)
    )
    op.add_column("wall_screen", sa.Column("expires_at", sa.DateTime(), nullable=True))
    op.add_column(
        "wall_screen", sa.Column("revoked_by", sa.String(length=60), server_default="", nullable=False)
    )


def downgrade() -> None:
    raise RuntimeError(
        "paragraphs and releases that people wrote have no place in the schema before; restore the backup"
    )
