"""Inbox, deliveries, chats, message links and feed positions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("reachable", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_chats")),
    )
    op.create_index("ix_chats_user_name", "chats", ["user_name"], unique=False)
    op.create_table(
        "dead_events",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("feed", "event", name=op.f("pk_dead_events")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("arguments", postgresql.JSON(astext_type=sa.Text()), nullable=False),
        sa.Column("urgency", sa.SmallInteger(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("edits_card", sa.Boolean(), nullable=False),
        sa.Column("edit_target", sa.Text(), nullable=True),
        sa.Column("traceparent", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("state", sa.Text(), server_default="PENDING", nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("claimed_by", sa.BigInteger(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("repeat", sa.Text(), server_default="never", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("resent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("incident", sa.Text(), server_default="", nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("repeat IN ('always', 'once', 'never')", name=op.f("ck_deliveries_repeat")),
        sa.CheckConstraint("role IN ('card', 'notice', 'other')", name=op.f("ck_deliveries_role")),
        sa.CheckConstraint(
            "state = 'PENDING' OR claimed_by IS NULL", name=op.f("ck_deliveries_claimed_is_pending")
        ),
        sa.CheckConstraint(
            "state IN ('PENDING', 'SENT', 'UNKNOWN', 'FAILED', 'PARKED', 'SUPERSEDED')",
            name=op.f("ck_deliveries_state"),
        ),
        sa.CheckConstraint("(claimed_by IS NULL) = (claimed_at IS NULL)", name=op.f("ck_deliveries_claim")),
        sa.CheckConstraint(
            "NOT edits_card OR ticket IS NOT NULL", name=op.f("ck_deliveries_card_has_ticket")
        ),
        sa.CheckConstraint(
            "started_at IS NULL OR claimed_by IS NOT NULL", name=op.f("ck_deliveries_started_is_claimed")
        ),
        sa.CheckConstraint("urgency BETWEEN 0 AND 2", name=op.f("ck_deliveries_urgency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("cause", "n", name=op.f("uq_deliveries_cause_n")),
    )
    op.create_index(
        "ix_deliveries_failed",
        "deliveries",
        ["finished_at"],
        unique=False,
        postgresql_where=sa.text("state = 'FAILED'"),
    )
    op.create_index(
        "ix_deliveries_finished",
        "deliveries",
        ["finished_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('SENT', 'SUPERSEDED')"),
    )
    op.create_index(
        "ix_deliveries_parked",
        "deliveries",
        ["chat_id"],
        unique=False,
        postgresql_where=sa.text("state = 'PARKED'"),
    )
    op.create_index(
        "ix_deliveries_pending",
        "deliveries",
        ["chat_id", "urgency", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'PENDING'"),
    )
    op.create_index(
        "uq_deliveries_claimed",
        "deliveries",
        ["chat_id"],
        unique=True,
        postgresql_where=sa.text("claimed_by IS NOT NULL"),
    )
    op.create_table(
        "feed_positions",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("resume_token", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("feed", name=op.f("pk_feed_positions")),
    )
    op.create_table(
        "inbox",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("payload", postgresql.JSON(astext_type=sa.Text()), nullable=False),
        sa.Column("traceparent", sa.Text(), server_default="", nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("state", sa.Text(), server_default="PENDING", nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("claimed_by", sa.BigInteger(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("deferrals", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("incident", sa.Text(), server_default="", nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'PENDING') = (finished_at IS NULL)", name=op.f("ck_inbox_finished")),
        sa.CheckConstraint(
            "state = 'PENDING' OR claimed_by IS NULL", name=op.f("ck_inbox_claimed_is_pending")
        ),
        sa.CheckConstraint("state IN ('PENDING', 'DONE', 'SKIPPED', 'DEAD')", name=op.f("ck_inbox_state")),
        sa.CheckConstraint("(claimed_by IS NULL) = (claimed_at IS NULL)", name=op.f("ck_inbox_claim")),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name=op.f("pk_inbox")),
    )
    op.create_index(
        "ix_inbox_dead", "inbox", ["finished_at"], unique=False, postgresql_where=sa.text("state = 'DEAD'")
    )
    op.create_index(
        "ix_inbox_finished",
        "inbox",
        ["finished_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('DONE', 'SKIPPED')"),
    )
    op.create_index(
        "ix_inbox_pending",
        "inbox",
        ["bot_id", "chat_id", "update_id"],
        unique=False,
        postgresql_where=sa.text("state = 'PENDING'"),
    )
    op.create_index(
        "uq_inbox_claimed",
        "inbox",
        ["bot_id", "chat_id"],
        unique=True,
        postgresql_where=sa.text("claimed_by IS NOT NULL"),
    )
    op.create_table(
        "message_links",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("role IN ('card', 'notice', 'other')", name=op.f("ck_message_links_role")),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_message_links")),
    )
    op.create_index(
        "uq_message_links_card",
        "message_links",
        ["chat_id", "ticket"],
        unique=True,
        postgresql_where=sa.text("role = 'card'"),
    )


def downgrade() -> None:
    for table in ("message_links", "inbox", "feed_positions", "deliveries", "dead_events", "chats"):
        op.drop_table(table)
