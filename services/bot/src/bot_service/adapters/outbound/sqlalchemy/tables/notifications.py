"""Tables: what is held back, and how far events were read."""

from datetime import datetime
from typing import Any

from sqlalchemy import Identity, Index, Integer, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot_service.adapters.outbound.sqlalchemy.tables.layout import Base, now_default


class HeldCallRow(Base):
    """A call that waits until quiet hours end, or for a digest where `until` is NULL."""

    __tablename__ = "held_calls"
    __table_args__ = (
        UniqueConstraint("cause", "n"),
        Index("ix_held_calls_chat_id_id", "chat_id", "id"),
        Index("ix_held_calls_until", "until"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    cause: Mapped[str]
    n: Mapped[int] = mapped_column(Integer)
    chat_id: Mapped[int]
    ticket: Mapped[int | None]
    role: Mapped[str]
    edits_card: Mapped[bool]
    delivery: Mapped[dict[str, Any]]
    """What becomes its row of deliveries."""
    until: Mapped[datetime | None]
    created_at: Mapped[datetime] = now_default()


class FeedPositionRow(Base):
    __tablename__ = "feed_positions"

    feed: Mapped[str] = mapped_column(primary_key=True)
    resume_token: Mapped[str]
    updated_at: Mapped[datetime] = now_default()


class DeadEventRow(Base):
    """An event that could not be presented."""

    __tablename__ = "dead_events"
    __table_args__ = (PrimaryKeyConstraint("feed", "event"),)

    feed: Mapped[str]
    event: Mapped[str]
    error: Mapped[str]
    incident: Mapped[str]
    created_at: Mapped[datetime] = now_default()
