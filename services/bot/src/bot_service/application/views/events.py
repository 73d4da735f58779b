"""What the bot knows of what happened to a ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot_service.application.views.comments import CommentView
from bot_service.application.views.people import SYSTEM
from bot_service.application.views.tickets import LinkView, Promise, TicketState


class EventType(StrEnum):
    TICKET_CREATED = "TICKET_CREATED"
    TICKET_ASSIGNED = "TICKET_ASSIGNED"
    STATE_CHANGED = "STATE_CHANGED"
    COMMENT_ADDED = "COMMENT_ADDED"
    COMMENT_EDITED = "COMMENT_EDITED"
    NOTE_ADDED = "NOTE_ADDED"
    NOTE_EDITED = "NOTE_EDITED"
    TICKET_RATED = "TICKET_RATED"
    TICKET_REOPENED = "TICKET_REOPENED"
    TICKET_UPDATED = "TICKET_UPDATED"
    TICKET_MERGED = "TICKET_MERGED"
    LINK_ADDED = "LINK_ADDED"
    LINK_REMOVED = "LINK_REMOVED"
    TAGS_CHANGED = "TAGS_CHANGED"
    TICKET_FOLLOWED = "TICKET_FOLLOWED"
    TICKET_UNFOLLOWED = "TICKET_UNFOLLOWED"
    SLA_ALERT = "SLA_ALERT"
    REPORTER_REMINDED = "REPORTER_REMINDED"
    TICKET_ANONYMIZED = "TICKET_ANONYMIZED"
    OTHER = "OTHER"
    """A type that this release does not know."""


@dataclass(frozen=True, slots=True)
class AlertView:
    """`percent` of the time for what was promised is used up: 100 and the promise is broken."""

    promise: Promise
    percent: int
    superseded: bool
    """A later alert says more, and comes at once."""


@dataclass(frozen=True, slots=True)
class AssigneeView:
    """Who had a ticket and who has it now (`users/8`); empty where nobody did."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MergeView:
    """`source` is a duplicate of `target`, which goes on for both; both are numbers."""

    source: int
    target: int


@dataclass(frozen=True, slots=True)
class TagsView:
    """Tags that a ticket has now and had not, and the other way round."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of the ticket that changed: `title`, `description`, `location`, `location_node` or `priority`."""

    field: str
    before: str
    after: str
    """A priority as in `Priority`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    name: str
    """`tickets/42/events/7`: the same event has the same name at every delivery."""
    ticket: int
    type: EventType
    actor: str
    """`users/7`, `services/bot` or `system`."""
    create_time: datetime
    traceparent: str
    reason: str = ""
    """Why, in the actor's words."""
    state_after: TicketState | None = None
    assignee: AssigneeView | None = None
    merge: MergeView | None = None
    link: LinkView | None = None
    """As this ticket sees it."""
    tags: TagsView | None = None
    comment: CommentView | None = None
    fields: tuple[FieldView, ...] = ()
    note: CommentView | None = None
    """Apart, so that nobody who shows comments shows a note by mistake."""
    stars: int | None = None
    rating_comment: str = ""
    alert: AlertView | None = None
    resolve_time: datetime | None = None
    """When the ticket is resolved unless the reporter, who is reminded, answers."""

    @property
    def said(self) -> CommentView | None:
        """The comment or note that it is about; whether that is for its reader to see, is another question."""
        return self.comment or self.note

    @property
    def says_anew(self) -> bool:
        """Whether somebody put differently, or took back, what they had said."""
        return self.type in {EventType.COMMENT_EDITED, EventType.NOTE_EDITED}


def last_reason(events: Sequence[EventView], state: TicketState) -> str:
    """Return in whose words a ticket came to be in that state, the last time; of the system, none."""
    entered = next((each for each in reversed(events) if each.state_after is state), None)
    return "" if entered is None or entered.actor == SYSTEM else entered.reason
