"""Tables of tickets that are being made."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | Sequence[str] | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("parts", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("rows_sent", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("resume_token", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="RUNNING", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('RUNNING', 'STOPPED', 'DONE', 'FAILED')", name=op.f("ck_exports_state")
        ),
        sa.CheckConstraint("(state = 'RUNNING') = (finished_at IS NULL)", name=op.f("ck_exports_finished")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
        sa.UniqueConstraint("cause", name=op.f("uq_exports_cause")),
    )
    op.create_index("ix_exports_running", "exports", ["id"], postgresql_where=sa.text("state = 'RUNNING'"))
    op.create_index(
        "ix_exports_finished_at",
        "exports",
        ["finished_at"],
        postgresql_where=sa.text("finished_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("exports")
