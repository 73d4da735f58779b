"""Tables: announcements, and to whom they go."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    PrimaryKeyConstraint,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot_service.adapters.outbound.sqlalchemy.tables.layout import Base, now_default


class BroadcastRow(Base):
    """An announcement; `finished_at` is set when there is nothing left to do for it."""

    __tablename__ = "broadcasts"
    __table_args__ = (
        UniqueConstraint("cause"),
        CheckConstraint("state IN ('DRAFT', 'SENDING', 'STOPPED', 'DONE')", name="state"),
        CheckConstraint("audience IN ('all', 'staff', 'open', 'place')", name="audience"),
        CheckConstraint("state = 'DRAFT' OR started_at IS NOT NULL", name="started"),
        Index("ix_broadcasts_chat_id", "chat_id"),
        Index(
            "ix_broadcasts_under_way",
            "id",
            postgresql_where=text("state IN ('SENDING', 'STOPPED') AND finished_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    cause: Mapped[str]
    """The update that it was written in."""
    chat_id: Mapped[int]
    """Where it was written, and where its progress is shown."""
    user_name: Mapped[str]
    language: Mapped[str]
    content: Mapped[dict[str, Any]]
    audience: Mapped[str | None]
    place: Mapped[str] = mapped_column(server_default="")
    is_urgent: Mapped[bool] = mapped_column(server_default=text("false"))
    state: Mapped[str] = mapped_column(server_default="DRAFT")
    message_id: Mapped[int | None]
    created_at: Mapped[datetime] = now_default()
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class BroadcastRecipientRow(Base):
    """`HANDED_OVER`: a delivery of the cause `broadcasts/{broadcast_id}/{chat_id}` says what comes of it."""

    __tablename__ = "broadcast_recipients"
    __table_args__ = (
        PrimaryKeyConstraint("broadcast_id", "chat_id"),
        CheckConstraint(
            "state IN ('WAITING', 'HANDED_OVER', 'SENT', 'BLOCKED', 'DECLINED', 'FAILED', 'LEFT_OUT')",
            name="state",
        ),
        Index("ix_broadcast_recipients_chat_id", "chat_id"),
        Index(
            "ix_broadcast_recipients_waiting",
            "broadcast_id",
            "chat_id",
            postgresql_where=text("state = 'WAITING'"),
        ),
        Index(
            "ix_broadcast_recipients_handed_over",
            "broadcast_id",
            "chat_id",
            postgresql_where=text("state = 'HANDED_OVER'"),
        ),
    )

    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id", ondelete="CASCADE"))
    chat_id: Mapped[int]
    language: Mapped[str]
    state: Mapped[str]
