"""What the memory adapters share: the committed state."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from tickets_service.adapters.outbound.memory.retention_records import RetentionRecords
from tickets_service.adapters.outbound.memory.sla.store import SlaStore
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.history.feed import FeedPosition
from tickets_service.application.views.events import EventView
from tickets_service.domain.links.link import Link, LinkId
from tickets_service.domain.origins.old_file import OldFile, OldFileId
from tickets_service.domain.people.events import UserEvent
from tickets_service.domain.people.invite import Invite, InviteId
from tickets_service.domain.people.user import User, UserId
from tickets_service.domain.places.events import LocationEvent
from tickets_service.domain.places.location import Location, LocationId
from tickets_service.domain.tickets.comment import Comment, CommentId
from tickets_service.domain.tickets.events import AnyTicketEvent
from tickets_service.domain.tickets.ticket import Ticket, TicketId


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    key: IdempotencyKey
    answer: Mapping[str, Any]
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class RecordedUserEvent:
    id: int
    event: UserEvent
    traceparent: str


@dataclass(frozen=True, slots=True)
class RecordedLocationEvent:
    id: int
    event: LocationEvent
    traceparent: str


@dataclass(slots=True)
class MemoryStore:
    """One per desk. `on_events` is called after each commit that appended to the history."""

    on_events: Callable[[], None] = lambda: None
    users: dict[UserId, User] = field(default_factory=dict)
    user_events: list[RecordedUserEvent] = field(default_factory=list)
    invites: dict[InviteId, Invite] = field(default_factory=dict)
    tickets: dict[TicketId, Ticket] = field(default_factory=dict)
    comments: dict[CommentId, Comment] = field(default_factory=dict)
    followers: dict[tuple[TicketId, UserId], datetime] = field(default_factory=dict)
    links: dict[LinkId, Link] = field(default_factory=dict)
    locations: dict[LocationId, Location] = field(default_factory=dict)
    location_events: list[RecordedLocationEvent] = field(default_factory=list)
    old_files: dict[OldFileId, OldFile] = field(default_factory=dict)
    events: list[tuple[FeedPosition, EventView]] = field(default_factory=list)
    retention: RetentionRecords = field(default_factory=RetentionRecords)
    told: dict[TicketId, list[AnyTicketEvent]] = field(default_factory=dict)
    """The events themselves, which say a little more than what is shown of them."""
    sla: SlaStore = field(default_factory=SlaStore)
    answers: dict[tuple[str, object], KeptAnswer] = field(default_factory=dict)
    ids: "count[int]" = field(default_factory=lambda: count(1))
    ticket_numbers: "count[int]" = field(default_factory=lambda: count(1))
    transactions: int = 1
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Units of work run one after the other, which is stricter than a database and sees the same answers."""
