"""Table layout: the only module that knows column names and types."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Text,
    UniqueConstraint,
    false,
    func,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.types import XID8
from tickets_service.domain.comment import Visibility
from tickets_service.domain.events import SAYING, EventType
from tickets_service.domain.invite import OFFERED
from tickets_service.domain.link import LinkKind
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import COMPLETED, OPEN_WORK, QUEUE, State
from tickets_service.domain.user import Role
from tickets_service.domain.user_events import UserEventType

ACTOR: Final = "actor ~ '^(users/[0-9]+|services/[^/]+|system)$'"
ON_BEHALF_OF: Final = "on_behalf_of ~ '^(users/[0-9]+)?$'"


def listed(values: Iterable[StrEnum]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(values))


def one_of(column: str, values: Iterable[StrEnum]) -> str:
    return f"{column} IN ({listed(values)})"


def priority_rank(column: str) -> str:
    """Return the expression as PostgreSQL writes it down: an index is compared with that by its text."""
    ranked = ",".join(each.value for each in sorted(Priority, key=lambda each: each.rank))
    return f"array_position('{{{ranked}}}'::text[], {column})"


IS_PARENT: Final = f"kind = '{LinkKind.PARENT}'"
WAITING: Final = f"status = '{State.WAITING_REPORTER}'"
DUPLICATE: Final = f"status = '{State.DUPLICATE}'"
IS_DUPLICATE: Final = f"kind = '{LinkKind.DUPLICATE_OF}'"
RESOLVED: Final = f"status = '{State.RESOLVED}'"
OPEN: Final = one_of("status", OPEN_WORK)
QUEUED: Final = f"assigned_to IS NULL AND {one_of('status', QUEUE)}"
RECKONED_ANEW: Final = f"({OPEN} OR sla_revision = 0)"
"""What a change of the SLA policies concerns, and tickets that no policies were ever applied to."""
CREATED: Final = ("created_at", "id")
BY_PRIORITY: Final = (text(priority_rank("priority")), *CREATED)


class Base(DeclarativeBase):
    type_annotation_map = {  # noqa: RUF012  # SQLAlchemy reads it once, nobody changes it
        str: Text(),
        int: BigInteger(),
        datetime: DateTime(timezone=True),
    }
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UserRow(Base):
    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint(one_of("role", Role), name="role"),
        CheckConstraint("telegram_id BETWEEN 1 AND 4503599627370495", name="telegram_id"),
        CheckConstraint("char_length(username) <= 32", name="username"),
        CheckConstraint("char_length(display_name) BETWEEN 1 AND 128", name="display_name"),
        CheckConstraint("char_length(language) BETWEEN 2 AND 35", name="language"),
        CheckConstraint("char_length(time_zone) BETWEEN 1 AND 64", name="time_zone"),
        Index("ix_users_active_admins", "id", postgresql_where=text("role = 'admin' AND is_active")),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    telegram_id: Mapped[int] = mapped_column(unique=True, index=True)
    username: Mapped[str] = mapped_column(server_default="")
    role: Mapped[str] = mapped_column(server_default="user")
    is_active: Mapped[bool] = mapped_column(server_default=true())
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    display_name: Mapped[str]
    language: Mapped[str] = mapped_column(server_default="en")
    time_zone: Mapped[str] = mapped_column(server_default="UTC")


class RecordedChange:
    """What every history of something other than tickets tells of a change."""

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    type: Mapped[str]
    actor: Mapped[str]
    reason: Mapped[str] = mapped_column(server_default="")
    change: Mapped[dict[str, Any]] = mapped_column(JSONB(), server_default="{}")
    traceparent: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


def checks_of_changes(types: Iterable[StrEnum]) -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint(one_of("type", types), name="type"),
        CheckConstraint(ACTOR, name="actor"),
        CheckConstraint("char_length(reason) <= 1000", name="reason"),
    )


class UserHistoryRow(RecordedChange, Base):
    """What happened to people: append-only."""

    __tablename__ = "user_history"
    __table_args__ = (
        *checks_of_changes(UserEventType),
        Index("ix_user_history_user_id", "user_id", "id"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


class InviteRow(Base):
    """An offer of a role. Its code is kept as a digest only."""

    __tablename__ = "invites"
    __table_args__ = (
        CheckConstraint("octet_length(code_sha256) = 32", name="code_sha256"),
        CheckConstraint("octet_length(salt) = 16", name="salt"),
        CheckConstraint(one_of("role", OFFERED), name="role"),
        CheckConstraint("char_length(note) <= 200", name="note"),
        CheckConstraint(
            "expires_at BETWEEN created_at + interval '1 minute' AND created_at + interval '168 hours'",
            name="expires_at",
        ),
        CheckConstraint("num_nulls(used_by, used_at) IN (0, 2)", name="used"),
        CheckConstraint("used_at < expires_at", name="used_at"),
        CheckConstraint("num_nulls(revoked_by, revoked_at) IN (0, 2)", name="revoked"),
        CheckConstraint("used_at IS NULL OR revoked_at IS NULL", name="ended_once"),
        Index("ix_invites_created_by", "created_by"),
        Index("ix_invites_used_by", "used_by", postgresql_where=text("used_by IS NOT NULL")),
        Index("ix_invites_revoked_by", "revoked_by", postgresql_where=text("revoked_by IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    code_sha256: Mapped[bytes] = mapped_column(LargeBinary(), unique=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary())
    role: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="")
    created_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    used_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    revoked_at: Mapped[datetime | None]


class RequestRow(Base):
    """A ticket. Its indexes end in an order of the lists, so that a page is one range of one of them."""

    __tablename__ = "requests"
    __table_args__ = (
        CheckConstraint(one_of("status", State), name="status"),
        CheckConstraint(one_of("priority", Priority), name="priority"),
        CheckConstraint("char_length(title) BETWEEN 1 AND 200", name="title"),
        CheckConstraint("char_length(description) <= 4000", name="description"),
        CheckConstraint("char_length(location) <= 200", name="location"),
        CheckConstraint("cardinality(attachments) <= 10", name="attachments"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint(f"({one_of('status', COMPLETED)}) = (completed_at IS NOT NULL)", name="completed_at"),
        CheckConstraint("char_length(resolution) <= 4000", name="resolution"),
        CheckConstraint("reopen_count >= 0", name="reopen_count"),
        CheckConstraint("follower_count >= 0", name="follower_count"),
        CheckConstraint("rating_stars BETWEEN 1 AND 5", name="rating_stars"),
        CheckConstraint("char_length(rating_comment) <= 1000", name="rating_comment"),
        CheckConstraint("sla_revision >= 0", name="sla_revision"),
        CheckConstraint(f"({DUPLICATE}) = (duplicate_of IS NOT NULL)", name="duplicate_of"),
        CheckConstraint("duplicate_of <> id", name="duplicate_of_another"),
        CheckConstraint(f"({WAITING}) = (waiting_since IS NOT NULL)", name="waiting_since"),
        CheckConstraint(
            f"reminders_sent >= 0 AND (reminders_sent = 0 OR {WAITING})"
            " AND (reminders_sent > 0) = (reminded_at IS NOT NULL)",
            name="reminders_sent",
        ),
        CheckConstraint("jsonb_typeof(sla_facts) = 'object'", name="sla_facts"),
        CheckConstraint("num_nulls(rating_stars, rating_comment, rated_at) IN (0, 3)", name="rating_whole"),
        Index("ix_requests_user_id", "user_id", *CREATED),
        Index("ix_requests_sla_due", "sla_due_at", "id", postgresql_where=text("sla_due_at IS NOT NULL")),
        Index(
            "ix_requests_sla_alert",
            "sla_next_alert_at",
            "id",
            postgresql_where=text("sla_next_alert_at IS NOT NULL"),
        ),
        Index("ix_requests_sla_outdated", "sla_revision", "id", postgresql_where=text(RECKONED_ANEW)),
        Index("ix_requests_resolved", "completed_at", "id", postgresql_where=text(RESOLVED)),
        Index("ix_requests_duplicate_of", "duplicate_of", postgresql_where=text("duplicate_of IS NOT NULL")),
        Index("ix_requests_waiting", "waiting_since", "id", postgresql_where=text(WAITING)),
        Index("ix_requests_assigned_to", "assigned_to", *CREATED),
        Index("ix_requests_created_at", *CREATED),
        Index(
            "ix_requests_completed_at",
            "completed_at",
            postgresql_where=text("completed_at IS NOT NULL"),
        ),
        Index("ix_requests_priority", *BY_PRIORITY),
        Index("ix_requests_queue", *CREATED, postgresql_where=text(QUEUED)),
        Index("ix_requests_queue_priority", *BY_PRIORITY, postgresql_where=text(QUEUED)),
        Index("ix_requests_open", *CREATED, postgresql_where=text(OPEN)),
        Index("ix_requests_open_priority", *BY_PRIORITY, postgresql_where=text(OPEN)),
        Index(
            "ix_requests_work",
            "assigned_to",
            *CREATED,
            postgresql_where=text(f"assigned_to IS NOT NULL AND {OPEN}"),
        ),
        Index(
            "ix_requests_location_id",
            "location_id",
            *CREATED,
            postgresql_where=text("location_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    title: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="")
    location: Mapped[str] = mapped_column(server_default="")
    status: Mapped[str] = mapped_column(server_default="OPEN")
    priority: Mapped[str] = mapped_column(server_default="MEDIUM")
    assigned_to: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())
    completed_at: Mapped[datetime | None]
    attachments: Mapped[list[str]] = mapped_column(ARRAY(Text()), server_default="{}")
    rating_stars: Mapped[int | None] = mapped_column(SmallInteger())
    rating_comment: Mapped[str | None]
    rated_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")
    resolution: Mapped[str] = mapped_column(server_default="")
    reopen_count: Mapped[int] = mapped_column(Integer(), server_default="0")
    follower_count: Mapped[int] = mapped_column(Integer(), server_default="0")
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("requests.id"))
    waiting_since: Mapped[datetime | None]
    reminders_sent: Mapped[int] = mapped_column(Integer(), server_default="0")
    reminded_at: Mapped[datetime | None]
    # Where the SLA clocks stand: all of it follows from the history and the policies of that revision.
    sla_facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    sla_revision: Mapped[int] = mapped_column(server_default="0")
    first_responded_at: Mapped[datetime | None]
    first_response_due_at: Mapped[datetime | None]
    resolution_stopped_at: Mapped[datetime | None]
    resolution_due_at: Mapped[datetime | None]
    sla_due_at: Mapped[datetime | None]
    sla_next_alert_at: Mapped[datetime | None]
    location_id: Mapped[int | None] = mapped_column(ForeignKey("locations.id"))


class FollowerRow(Base):
    """Who follows a ticket besides its reporter. `requests.follower_count` counts them."""

    __tablename__ = "followers"
    __table_args__ = (Index("ix_followers_user_id", "user_id", "request_id"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class CommentRow(Base):
    """What a person (`user_id`) or a service said."""

    __tablename__ = "comments"
    __table_args__ = (
        CheckConstraint("char_length(comment) BETWEEN 1 AND 4000", name="comment"),
        CheckConstraint(one_of("visibility", Visibility), name="visibility"),
        CheckConstraint("version >= 1 AND (version > 1) = (edited_at IS NOT NULL)", name="version"),
        CheckConstraint("num_nonnulls(user_id, service) = 1", name="author"),
        CheckConstraint("service ~ '^[^/]+$'", name="service"),
        CheckConstraint("user_id IS NOT NULL OR NOT by_staff", name="by_staff"),
        Index("ix_comments_request_id", "request_id", "id"),
        Index("ix_comments_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    comment: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    visibility: Mapped[str] = mapped_column(server_default="PUBLIC")
    version: Mapped[int] = mapped_column(Integer(), server_default="1")
    edited_at: Mapped[datetime | None]
    service: Mapped[str | None]
    by_staff: Mapped[bool] = mapped_column(server_default=false())


class CommentVersionRow(Base):
    """What an edited comment said before; its current version is in `comments` alone."""

    __tablename__ = "comment_versions"
    __table_args__ = (
        CheckConstraint("char_length(comment) BETWEEN 1 AND 4000", name="comment"),
        CheckConstraint("version >= 1", name="version"),
    )

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer(), primary_key=True)
    comment: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class TicketLinkRow(Base):
    """The source {kind} the target. Both indexes on tickets end in the id, for a page of either direction."""

    __tablename__ = "ticket_links"
    __table_args__ = (
        CheckConstraint(one_of("kind", LinkKind), name="kind"),
        CheckConstraint("source_id <> target_id", name="not_itself"),
        # One row for both directions of what has none.
        CheckConstraint(f"kind <> '{LinkKind.RELATED}' OR source_id < target_id", name="related_once"),
        UniqueConstraint("source_id", "kind", "target_id"),
        Index("uq_ticket_links_parent", "target_id", unique=True, postgresql_where=text(IS_PARENT)),
        Index("uq_ticket_links_duplicate", "source_id", unique=True, postgresql_where=text(IS_DUPLICATE)),
        Index("ix_ticket_links_source_id", "source_id", "id"),
        Index("ix_ticket_links_target_id", "target_id", "id"),
    )

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("requests.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("requests.id"))
    kind: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


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
    request_id: Mapped[int] = mapped_column(ForeignKey("requests.id"))
    type: Mapped[str]
    actor: Mapped[str]
    on_behalf_of: Mapped[str] = mapped_column(server_default="")
    reason: Mapped[str] = mapped_column(server_default="")
    change: Mapped[dict[str, Any]] = mapped_column(JSONB(), server_default="{}")
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"))
    traceparent: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class IdempotencyKeyRow(Base):
    """Written in the transaction of the effect: the answer is there exactly when the effect is."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("ix_idempotency_keys_created_at", "created_at"),)

    caller: Mapped[str] = mapped_column(primary_key=True)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary())
    answer: Mapped[dict[str, Any]] = mapped_column(JSONB(), server_default="{}")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
