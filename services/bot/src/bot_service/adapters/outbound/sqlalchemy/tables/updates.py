"""Tables: what Telegram handed over."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, Integer, PrimaryKeyConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot_service.adapters.outbound.sqlalchemy.tables.layout import Base, now_default


class InboxRow(Base):
    """`claimed_by` is the number of the process that deals with the update now (see `presence.py`)."""

    __tablename__ = "inbox"
    __table_args__ = (
        PrimaryKeyConstraint("bot_id", "update_id"),
        CheckConstraint("state IN ('PENDING', 'DONE', 'SKIPPED', 'DEAD')", name="state"),
        CheckConstraint("(claimed_by IS NULL) = (claimed_at IS NULL)", name="claim"),
        CheckConstraint("state = 'PENDING' OR claimed_by IS NULL", name="claimed_is_pending"),
        CheckConstraint("(state = 'PENDING') = (finished_at IS NULL)", name="finished"),
        Index(
            "ix_inbox_pending", "bot_id", "chat_id", "update_id", postgresql_where=text("state = 'PENDING'")
        ),
        # One update of a chat at a time, whoever claims.
        Index(
            "uq_inbox_claimed",
            "bot_id",
            "chat_id",
            unique=True,
            postgresql_where=text("claimed_by IS NOT NULL"),
        ),
        Index("ix_inbox_dead", "finished_at", postgresql_where=text("state = 'DEAD'")),
        Index("ix_inbox_finished", "finished_at", postgresql_where=text("state IN ('DONE', 'SKIPPED')")),
    )

    bot_id: Mapped[int]
    update_id: Mapped[int]
    chat_id: Mapped[int]
    type: Mapped[str]
    payload: Mapped[dict[str, Any]]
    traceparent: Mapped[str] = mapped_column(server_default="")
    received_at: Mapped[datetime] = now_default()
    state: Mapped[str] = mapped_column(server_default="PENDING")
    not_before: Mapped[datetime] = now_default()
    claimed_by: Mapped[int | None]
    claimed_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(Integer, server_default="0")
    deferrals: Mapped[int] = mapped_column(Integer, server_default="0")
    error: Mapped[str] = mapped_column(server_default="")
    incident: Mapped[str] = mapped_column(server_default="")
    finished_at: Mapped[datetime | None]
