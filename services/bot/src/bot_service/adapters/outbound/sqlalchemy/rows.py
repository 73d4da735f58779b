"""The bot's tables."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# JSON, not JSONB: people may send what JSONB refuses to hold (NUL, lone surrogates), and a refused update would come
# back for ever.


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  # SQLAlchemy's own protocol
        int: BigInteger,
        str: Text,
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSON,
    }


def now_default() -> Mapped[datetime]:
    return mapped_column(server_default=func.now())


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
    """What it answers: `updates/{bot_id}/{update_id}` or an event's name."""
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
    created_at: Mapped[datetime] = now_default()


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


class BulkJobRow(Base):
    """What is done to several tickets once `due_at` is past, unless it is stopped before (decision 63)."""

    __tablename__ = "bulk_jobs"
    __table_args__ = (
        CheckConstraint("state IN ('WAITING', 'BEGUN', 'STOPPED', 'DONE')", name="state"),
        CheckConstraint("(state IN ('STOPPED', 'DONE')) = (finished_at IS NOT NULL)", name="finished"),
        Index("ix_bulk_jobs_due_at", "due_at", postgresql_where=text("state IN ('WAITING', 'BEGUN')")),
        Index("ix_bulk_jobs_finished_at", "finished_at", postgresql_where=text("finished_at IS NOT NULL")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str]
    job: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(server_default="WAITING")
    due_at: Mapped[datetime]
    created_at: Mapped[datetime] = now_default()
    finished_at: Mapped[datetime | None]


class ExportRow(Base):
    """A table of tickets that somebody asked for."""

    __tablename__ = "exports"
    __table_args__ = (
        UniqueConstraint("cause"),
        CheckConstraint("state IN ('RUNNING', 'STOPPED', 'DONE', 'FAILED')", name="state"),
        CheckConstraint("(state = 'RUNNING') = (finished_at IS NULL)", name="finished"),
        Index("ix_exports_running", "id", postgresql_where=text("state = 'RUNNING'")),
        Index("ix_exports_finished_at", "finished_at", postgresql_where=text("finished_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    cause: Mapped[str]
    chat_id: Mapped[int]
    message_id: Mapped[int | None]
    thread_id: Mapped[int | None]
    person: Mapped[str]
    language: Mapped[str]
    zone: Mapped[str]
    since: Mapped[datetime | None]
    parts: Mapped[int] = mapped_column(server_default=text("0"))
    rows_sent: Mapped[int] = mapped_column(server_default=text("0"))
    resume_token: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str] = mapped_column(server_default="RUNNING")
    created_at: Mapped[datetime] = now_default()
    finished_at: Mapped[datetime | None]


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


class ReportReaderRow(Base):
    """Somebody who may get the monthly report by itself; whoever has no row gets it, and had none."""

    __tablename__ = "report_readers"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_wanted: Mapped[bool] = mapped_column(server_default=text("true"))
    last_month: Mapped[date | None]
    """The first day of the latest month that was told of."""


class ErasureRow(Base):
    """Who had a person's data erased, and how much of what; nothing of the person (decision 43)."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    asked_by: Mapped[str]
    reason: Mapped[str]
    erased: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = now_default()


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


class QuickReplyRow(Base):
    """Words that the desk's people send again and again; the desk's own have no owner."""

    __tablename__ = "quick_replies"
    __table_args__ = (
        UniqueConstraint("owner", "title_key"),
        CheckConstraint("char_length(title) BETWEEN 1 AND 32", name="title"),
        CheckConstraint("char_length(words) BETWEEN 1 AND 1000", name="words"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    owner: Mapped[str]
    title: Mapped[str]
    title_key: Mapped[str]
    words: Mapped[str]
    updated_at: Mapped[datetime] = now_default()
