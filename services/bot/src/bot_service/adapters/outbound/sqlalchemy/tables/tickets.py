"""Tables: which ticket a message is about."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, text
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.orm import Mapped, mapped_column

from bot_service.adapters.outbound.sqlalchemy.tables.layout import Base, now_default


class MessageLinkRow(Base):
    __tablename__ = "message_links"
    __table_args__ = (
        PrimaryKeyConstraint("chat_id", "message_id"),
        CheckConstraint("role IN ('card', 'notice', 'replies', 'other')", name="role"),
        # One live card per chat and ticket.
        Index(
            "uq_message_links_card",
            "chat_id",
            "ticket",
            unique=True,
            postgresql_where=text("role = 'card'"),
        ),
        # And one of what people wrote.
        Index(
            "uq_message_links_replies",
            "chat_id",
            "ticket",
            unique=True,
            postgresql_where=text("role = 'replies'"),
        ),
    )

    chat_id: Mapped[int]
    message_id: Mapped[int]
    ticket: Mapped[int]
    role: Mapped[str]
    appearance: Mapped[str | None]
    """Digest of what the message shows; NULL while that is not known, such as during an edit."""
    thread_id: Mapped[int | None]
    """The topic that it is in; NULL outside of them, and where nobody knows."""
    opened: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Rows that somebody opened in place of its buttons (`domain.opened_rows`)."""
    created_at: Mapped[datetime] = now_default()
