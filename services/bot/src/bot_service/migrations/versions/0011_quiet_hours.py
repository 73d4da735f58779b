"""When people want to hear of what others do, and what is held until then."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | Sequence[str] | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("zone", sa.Text(), server_default="UTC", nullable=False))
    op.add_column("chats", sa.Column("quiet_begins", sa.BigInteger(), nullable=True))
    op.add_column("chats", sa.Column("quiet_ends", sa.BigInteger(), nullable=True))
    op.add_column(
        "chats", sa.Column("urgent_anyway", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("chats", sa.Column("digest_hour", sa.BigInteger(), nullable=True))
    op.add_column("chats", sa.Column("next_digest", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "held_calls",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("edits_card", sa.Boolean(), nullable=False),
        sa.Column("delivery", sa.JSON(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_calls")),
        sa.UniqueConstraint("cause", "n", name=op.f("uq_held_calls_cause_n")),
    )
    op.create_index(op.f("ix_held_calls_chat_id_id"), "held_calls", ["chat_id", "id"])
    op.create_index(op.f("ix_held_calls_until"), "held_calls", ["until"])


def downgrade() -> None:
    op.drop_table("held_calls")
    for name in ("next_digest", "digest_hour", "urgent_anyway", "quiet_ends", "quiet_begins", "zone"):
        op.drop_column("chats", name)
