"""Tables: the staff group, and which topic is which ticket's."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Integer, PrimaryKeyConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot_service.adapters.outbound.sqlalchemy.tables.layout import Base, now_default


class StaffGroupRow(Base):
    """The group of the desk's people: one, or none."""

    __tablename__ = "staff_group"
    __table_args__ = (CheckConstraint("is_only", name="only"),)

    is_only: Mapped[bool] = mapped_column(primary_key=True, server_default=text("true"))
    chat_id: Mapped[int]
    title: Mapped[str]
    language: Mapped[str]
    can_manage_topics: Mapped[bool]
    can_pin_messages: Mapped[bool]
    created_at: Mapped[datetime] = now_default()


class TopicRow(Base):
    """A ticket's topic in a chat; one whose making was begun and never answered has no `thread_id` yet."""

    __tablename__ = "topics"
    __table_args__ = (
        PrimaryKeyConstraint("chat_id", "ticket"),
        Index("ix_topics_chat_id", "chat_id", "thread_id", unique=True),
    )

    chat_id: Mapped[int]
    ticket: Mapped[int]
    thread_id: Mapped[int | None]
    begun_at: Mapped[datetime | None]
    name: Mapped[str | None]
    """How it looks for certain, with `icon`; NULL where that is not known."""
    icon: Mapped[str | None]
    is_closed: Mapped[bool | None]
    refusals: Mapped[int] = mapped_column(Integer, server_default="0")
    """How often in a row Telegram made none."""
    put_off_until: Mapped[datetime | None]


class TopicNoteRow(Base):
    """A note that was written in its ticket's topic; of its words there is a digest alone."""

    __tablename__ = "topic_notes"
    __table_args__ = (PrimaryKeyConstraint("chat_id", "ticket", "author", "digest"),)

    chat_id: Mapped[int]
    ticket: Mapped[int]
    author: Mapped[str]
    digest: Mapped[str]
    written_at: Mapped[datetime] = now_default()
