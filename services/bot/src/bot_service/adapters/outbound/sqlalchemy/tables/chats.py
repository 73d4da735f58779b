"""Tables: private chats, and where people are in a dialog."""

from datetime import datetime

from sqlalchemy import Index, PrimaryKeyConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot_service.adapters.outbound.sqlalchemy.tables.layout import Base, now_default


class ChatRow(Base):
    __tablename__ = "chats"
    __table_args__ = (
        Index("ix_chats_user_name", "user_name"),
        Index("ix_chats_next_digest", "next_digest", postgresql_where=text("next_digest IS NOT NULL")),
    )

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    user_name: Mapped[str]
    language: Mapped[str]
    reachable: Mapped[bool] = mapped_column(server_default=text("true"))
    announcements: Mapped[bool] = mapped_column(server_default=text("true"))
    """Whether the person wants those that are not urgent."""
    updated_at: Mapped[datetime] = now_default()
    zone: Mapped[str] = mapped_column(server_default="UTC")
    """The person's, when they last chose when they want to hear of what others do."""
    quiet_begins: Mapped[int | None]
    """Minutes after midnight, as `quiet_ends`."""
    quiet_ends: Mapped[int | None]
    urgent_anyway: Mapped[bool] = mapped_column(server_default=text("false"))
    digest_hour: Mapped[int | None]
    next_digest: Mapped[datetime | None]


class ConversationRow(Base):
    """A conversation of the time that Valkey was away (decision 39)."""

    __tablename__ = "kept_conversations"
    __table_args__ = (PrimaryKeyConstraint("bot_id", "chat_id", "user_id"),)

    bot_id: Mapped[int]
    chat_id: Mapped[int]
    user_id: Mapped[int]
    update_id: Mapped[int]
    record: Mapped[str]
    """JSON that the database has no need to understand."""
