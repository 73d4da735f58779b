"""Table layout: what happened to tickets."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import ACTOR, ON_BEHALF_OF, Base, one_of
from tickets_service.adapters.outbound.sqlalchemy.tables.types import XID8
from tickets_service.domain.tickets.events import SAYING, EventType


class HistoryRow(Base):
    """What happened to tickets: append-only, and the outbox of the event stream.

    `(xid, id)` is the order in which the stream shows it. A comment's text lives in `comments`, or once
    edited in `comment_versions`; the event tells the version.
    """

    __tablename__ = "history"
    __table_args__ = (
        CheckConstraint(one_of("type", EventType), name="type"),
        CheckConstraint(f"({one_of('type', SAYING)}) = (comment_id IS NOT NULL)", name="comment_id"),
        CheckConstraint(ACTOR, name="actor"),
        CheckConstraint(ON_BEHALF_OF, name="on_behalf_of"),
        Index("ix_history_xid", "xid", "id"),
        Index("ix_history_request_id", "request_id", "id"),
        # Who did what on the whole desk, the newest first; and what one person did.
        Index("ix_history_created_at", "created_at", "id"),
        Index("ix_history_actor", "actor", "created_at", "id"),
        Index("ix_history_comment_id", "comment_id", postgresql_where=text("comment_id IS NOT NULL")),
        # Each alert is told once per ticket, whatever the workers do.
        Index(
            "ix_history_sla_alert",
            "request_id",
            text("(change ->> 'clock')"),
            text("(change ->> 'threshold')"),
            unique=True,
            postgresql_where=text(f"type = '{EventType.SLA_ALERT}'"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    xid: Mapped[int] = mapped_column(XID8(), server_default=text("pg_current_xact_id()"))
    ticket_id: Mapped[int] = mapped_column("request_id", ForeignKey("requests.id"))
    type: Mapped[str]
    actor: Mapped[str]
    on_behalf_of: Mapped[str] = mapped_column(server_default="")
    reason: Mapped[str] = mapped_column(server_default="")
    change: Mapped[dict[str, Any]] = mapped_column(JSONB(), server_default="{}")
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"))
    traceparent: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
