"""Facts about a ticket: its history, and what others may listen to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Final

from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.marks import Marks
from tickets_service.domain.people.actor import NOBODY_ELSE, ActorName
from tickets_service.domain.people.user import UserId
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.alerts import Alert
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import Comment
from tickets_service.domain.tickets.merging import Merging
from tickets_service.domain.tickets.rating import Rating


class EventType(StrEnum):
    TICKET_CREATED = "TICKET_CREATED"
    TICKET_ASSIGNED = "TICKET_ASSIGNED"
    STATE_CHANGED = "STATE_CHANGED"
    COMMENT_ADDED = "COMMENT_ADDED"
    TICKET_RATED = "TICKET_RATED"
    TICKET_REOPENED = "TICKET_REOPENED"
    TICKET_UPDATED = "TICKET_UPDATED"
    COMMENT_EDITED = "COMMENT_EDITED"
    NOTE_ADDED = "NOTE_ADDED"
    NOTE_EDITED = "NOTE_EDITED"
    TICKET_FOLLOWED = "TICKET_FOLLOWED"
    TICKET_UNFOLLOWED = "TICKET_UNFOLLOWED"
    SLA_ALERT = "SLA_ALERT"
    LINK_ADDED = "LINK_ADDED"
    LINK_REMOVED = "LINK_REMOVED"
    TICKET_MERGED = "TICKET_MERGED"
    REPORTER_REMINDED = "REPORTER_REMINDED"
    TAGS_CHANGED = "TAGS_CHANGED"
    TICKET_ANONYMIZED = "TICKET_ANONYMIZED"


NOTING: Final = frozenset({EventType.NOTE_ADDED, EventType.NOTE_EDITED})
"""What is about a note."""

INTERNAL: Final = NOTING | {EventType.TAGS_CHANGED}
"""What only those may see who see internal notes."""

SAYING: Final = NOTING | {EventType.COMMENT_ADDED, EventType.COMMENT_EDITED}
"""What is about a comment or note."""

NAMING_ANOTHER: Final = frozenset({EventType.LINK_ADDED, EventType.LINK_REMOVED, EventType.TICKET_MERGED})
"""What names another ticket, and is for those who may see that one too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketEvent:
    """Common to all: who did it, for whom if not for themselves, when, and why in the actor's words (may be empty)."""

    type: ClassVar[EventType]
    actor: ActorName
    occurred_at: datetime
    reason: str = ""
    on_behalf_of: ActorName = NOBODY_ELSE


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCreated(TicketEvent):
    type = EventType.TICKET_CREATED
    state: State
    priority: Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAssigned(TicketEvent):
    type = EventType.TICKET_ASSIGNED
    before: UserId | None
    after: UserId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChanged(TicketEvent):
    type = EventType.STATE_CHANGED
    before: State
    after: State


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentAdded(TicketEvent):
    type = EventType.COMMENT_ADDED
    comment: Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRated(TicketEvent):
    type = EventType.TICKET_RATED
    rating: Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentEdited(TicketEvent):
    type = EventType.COMMENT_EDITED
    comment: Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(TicketEvent):
    type = EventType.NOTE_ADDED
    comment: Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEdited(TicketEvent):
    type = EventType.NOTE_EDITED
    comment: Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReopened(TicketEvent):
    """`count`: how often by now, from 1."""

    type = EventType.TICKET_REOPENED
    count: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    field: str
    before: str
    after: str
    marks_before: Marks = ()
    marks_after: Marks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketUpdated(TicketEvent):
    type = EventType.TICKET_UPDATED
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFollowed(TicketEvent):
    type = EventType.TICKET_FOLLOWED
    follower: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketUnfollowed(TicketEvent):
    type = EventType.TICKET_UNFOLLOWED
    follower: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaAlerted(TicketEvent):
    type = EventType.SLA_ALERT
    alert: Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAdded(TicketEvent):
    type = EventType.LINK_ADDED
    link: SeenLink


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRemoved(TicketEvent):
    type = EventType.LINK_REMOVED
    link: SeenLink


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketMerged(TicketEvent):
    type = EventType.TICKET_MERGED
    merging: Merging


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterReminded(TicketEvent):
    """`ordinal`: which reminder since the ticket began to wait; `resolve_at`: when it waits no longer."""

    type = EventType.REPORTER_REMINDED
    ordinal: int
    resolve_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsChanged(TicketEvent):
    type = EventType.TAGS_CHANGED
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAnonymized(TicketEvent):
    """Nothing that people said is in it any more, nor who of them it was but staff."""

    type = EventType.TICKET_ANONYMIZED


AnyTicketEvent = (
    TicketCreated
    | TicketAssigned
    | StateChanged
    | CommentAdded
    | TicketRated
    | CommentEdited
    | NoteAdded
    | NoteEdited
    | TicketReopened
    | TicketUpdated
    | TicketFollowed
    | TicketUnfollowed
    | SlaAlerted
    | LinkAdded
    | LinkRemoved
    | TicketMerged
    | ReporterReminded
    | TagsChanged
    | TicketAnonymized
)
