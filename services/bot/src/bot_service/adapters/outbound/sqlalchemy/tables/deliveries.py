"""Tables: the calls that wait to be made."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Identity, Index, Integer, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.orm import Mapped, mapped_column

from bot_service.adapters.outbound.sqlalchemy.tables.layout import Base, now_default


class DeliveryRow(Base):
    """`started_at` is set while a call is under way: should the process die over it, nobody knows what came of it."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("cause", "n"),
        CheckConstraint(
            "state IN ('PENDING', 'SENT', 'UNKNOWN', 'FAILED', 'PARKED', 'SUPERSEDED')", name="state"
        ),
        CheckConstraint("role IN ('card', 'notice', 'replies', 'other')", name="role"),
        CheckConstraint("repeat IN ('always', 'once', 'never')", name="repeat"),
        CheckConstraint("urgency BETWEEN 0 AND 2", name="urgency"),
        CheckConstraint("(claimed_by IS NULL) = (claimed_at IS NULL)", name="claim"),
        CheckConstraint("state = 'PENDING' OR claimed_by IS NULL", name="claimed_is_pending"),
        CheckConstraint("started_at IS NULL OR claimed_by IS NOT NULL", name="started_is_claimed"),
        CheckConstraint("NOT edits_card OR ticket IS NOT NULL", name="card_has_ticket"),
        Index(
            "ix_deliveries_pending",
            "chat_id",
            "urgency",
            "id",
            postgresql_where=text("state = 'PENDING'"),
        ),
        # One call to a chat at a time, whoever claims: that keeps the order.
        Index(
            "uq_deliveries_claimed",
            "chat_id",
            unique=True,
            postgresql_where=text("claimed_by IS NOT NULL"),
        ),
        Index(
            "ix_deliveries_beside",
            text("split_part(cause, '/beside/', 1)"),
            postgresql_where=text("strpos(cause, '/beside/') > 0"),
        ),
        Index("ix_deliveries_parked", "chat_id", postgresql_where=text("state = 'PARKED'")),
        Index("ix_deliveries_unknown", "finished_at", postgresql_where=text("state = 'UNKNOWN'")),
        Index("ix_deliveries_failed", "finished_at", postgresql_where=text("state = 'FAILED'")),
        Index(
            "ix_deliveries_finished",
            "finished_at",
            postgresql_where=text("state IN ('SENT', 'SUPERSEDED')"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    cause: Mapped[str]
    """What it answers: `updates/{bot_id}/{update_id}` or an event's name; before it `tickets/42/comments/7/beside/`,
    where it shows what came along with that comment."""
    n: Mapped[int] = mapped_column(Integer)
    chat_id: Mapped[int]
    method: Mapped[str]
    arguments: Mapped[dict[str, Any]]
    urgency: Mapped[int] = mapped_column(SmallInteger)
    ticket: Mapped[int | None]
    role: Mapped[str]
    edits_card: Mapped[bool]
    edit_target: Mapped[str | None]
    otherwise: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    """What is made in its place where Telegram refuses it."""
    traceparent: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[datetime] = now_default()
    state: Mapped[str] = mapped_column(server_default="PENDING")
    not_before: Mapped[datetime] = now_default()
    claimed_by: Mapped[int | None]
    claimed_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    repeat: Mapped[str] = mapped_column(server_default="never")
    attempts: Mapped[int] = mapped_column(Integer, server_default="0")
    resent: Mapped[bool] = mapped_column(server_default=text("false"))
    message_id: Mapped[int | None]
    error: Mapped[str] = mapped_column(server_default="")
    incident: Mapped[str] = mapped_column(server_default="")
    finished_at: Mapped[datetime | None]
