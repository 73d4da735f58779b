"""Table layout: tickets."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import Base, one_of, priority_rank
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import COMPLETED, ENDED, OPEN_WORK, QUEUE, Category, State, states_in

WAITING: Final = f"status = '{State.WAITING_REPORTER}'"
DUPLICATE: Final = f"status = '{State.DUPLICATE}'"
RESOLVED: Final = f"status = '{State.RESOLVED}'"
TAGGED: Final = "tags <> '{}'"
OPEN: Final = one_of("status", OPEN_WORK)
PAUSED: Final = one_of("status", states_in(Category.PAUSED))
QUEUED: Final = f"assigned_to IS NULL AND {one_of('status', QUEUE)}"
RECKONED_ANEW: Final = f"({OPEN} OR sla_revision = 0)"
"""What a change of the SLA policies concerns, and tickets that no policies were ever applied to."""
KEPT: Final = f"anonymized_at IS NULL AND {one_of('status', ENDED)}"
"""What a retention may be due for."""
CREATED: Final = ("created_at", "id")
DUE: Final = ("sla_due_at", "id")
BY_PRIORITY: Final = (text(priority_rank("priority")), *CREATED)


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
        CheckConstraint("char_length(origin) <= 140", name="origin"),
        CheckConstraint("jsonb_typeof(description_marks) = 'object'", name="description_marks"),
        CheckConstraint("cardinality(tags) <= 10", name="tags"),
        CheckConstraint(f"anonymized_at IS NULL OR {one_of('status', ENDED)}", name="anonymized_at"),
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
        Index("ix_requests_open_due", *DUE, postgresql_where=text(OPEN)),
        Index("ix_requests_queue_due", *DUE, postgresql_where=text(QUEUED)),
        Index("ix_requests_paused_due", *DUE, postgresql_where=text(PAUSED)),
        Index(
            "ix_requests_work_due",
            "assigned_to",
            *DUE,
            postgresql_where=text(f"assigned_to IS NOT NULL AND {OPEN}"),
        ),
        Index(
            "ix_requests_location_id",
            "location_id",
            *CREATED,
            postgresql_where=text("location_id IS NOT NULL"),
        ),
        Index("ix_requests_kept", *CREATED, postgresql_where=text(KEPT)),
        Index("ix_requests_tags", "tags", postgresql_using="gin", postgresql_where=text(TAGGED)),
        Index("ix_requests_tagged", "id", postgresql_where=text(TAGGED)),
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
    origin: Mapped[str] = mapped_column(server_default="")
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text()), server_default="{}")
    held: Mapped[bool] = mapped_column(server_default=false())
    anonymized_at: Mapped[datetime | None]
    description_marks: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
