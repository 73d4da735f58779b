"""What an event changed, as callers get to see it: one kind for each kind of event."""

from dataclasses import dataclass
from datetime import datetime

from tickets_service.application.views.comments import CommentView
from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.people.user import UserId
from tickets_service.domain.sla.alerts import Alert
from tickets_service.domain.state import State
from tickets_service.domain.tickets.events import FieldChange
from tickets_service.domain.tickets.merging import Merging
from tickets_service.domain.tickets.rating import Rating


@dataclass(frozen=True, slots=True)
class StateChange:
    """`before` is None on creation."""

    before: State | None
    after: State


@dataclass(frozen=True, slots=True)
class AssigneeChange:
    before: UserId | None
    after: UserId | None


@dataclass(frozen=True, slots=True)
class Reopening:
    """`count`: how often by then."""

    count: int


@dataclass(frozen=True, slots=True)
class FieldsUpdated:
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class FollowerChange:
    """Who follows the ticket from then on, or no longer."""

    follower: UserId


@dataclass(frozen=True, slots=True)
class Reminder:
    """`ordinal`: which one since the ticket began to wait; `resolve_at`: when it waits no longer."""

    ordinal: int
    resolve_at: datetime


@dataclass(frozen=True, slots=True)
class TagChange:
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anonymization:
    """There is nothing to tell of it."""


EventChange = (
    StateChange
    | AssigneeChange
    | CommentView
    | Rating
    | Reopening
    | FieldsUpdated
    | FollowerChange
    | SeenLink
    | Merging
    | Reminder
    | Alert
    | TagChange
    | Anonymization
)
