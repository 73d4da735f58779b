"""Announcements to many people, and who wants none."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | Sequence[str] | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("is_urgent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("state", sa.Text(), server_default="DRAFT", nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('DRAFT', 'SENDING', 'STOPPED', 'DONE')", name=op.f("ck_broadcasts_state")
        ),
        sa.CheckConstraint(
            "audience IN ('all', 'staff', 'open', 'place')", name=op.f("ck_broadcasts_audience")
        ),
        sa.CheckConstraint("state = 'DRAFT' OR started_at IS NOT NULL", name=op.f("ck_broadcasts_started")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
        sa.UniqueConstraint("cause", name=op.f("uq_broadcasts_cause")),
    )
    op.create_index("ix_broadcasts_chat_id", "broadcasts", ["chat_id"])
    op.create_index(
        "ix_broadcasts_under_way",
        "broadcasts",
        ["id"],
        postgresql_where=sa.text("state IN ('SENDING', 'STOPPED') AND finished_at IS NULL"),
    )
    op.create_table(
        "broadcast_recipients",
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('WAITING', 'HANDED_OVER', 'SENT', 'BLOCKED', 'DECLINED', 'FAILED', 'LEFT_OUT')",
            name=op.f("ck_broadcast_recipients_state"),
        ),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcasts.id"],
            name=op.f("fk_broadcast_recipients_broadcast_id_broadcasts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("broadcast_id", "chat_id", name=op.f("pk_broadcast_recipients")),
    )
    op.create_index("ix_broadcast_recipients_chat_id", "broadcast_recipients", ["chat_id"])
    op.create_index(
        "ix_broadcast_recipients_waiting",
        "broadcast_recipients",
        ["broadcast_id", "chat_id"],
        postgresql_where=sa.text("state = 'WAITING'"),
    )
    op.create_index(
        "ix_broadcast_recipients_handed_over",
        "broadcast_recipients",
        ["broadcast_id", "chat_id"],
        postgresql_where=sa.text("state = 'HANDED_OVER'"),
    )
    op.add_column(
        "chats", sa.Column("announcements", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("chats", "announcements")
    op.drop_table("broadcast_recipients")
    op.drop_table("broadcasts")
