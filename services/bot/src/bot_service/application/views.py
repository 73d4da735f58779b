"""What the bot knows of tickets, comments, files and events: frozen copies of the other services' answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot_service.domain.files.attachment import TelegramKind
from bot_service.domain.tickets.priority import Priority
from bot_service.domain.words.marked_text import MarkedText, Marks

SYSTEM: Final = "system"
"""The actor of what time alone brought about."""


USERS: Final = "users/"


def is_person(name: str) -> bool:
    """Tell people from services and the system itself."""
    return name.startswith(USERS)


def user_name(number: int) -> str:
    """Return `users/7` for 7, which is what buttons carry."""
    return f"{USERS}{number}"


def user_number(name: str) -> int:
    """Return 7 for `users/7`."""
    return int(name.removeprefix(USERS))


class TicketState(StrEnum):
    OPEN = "OPEN"
    IN_PROGRESS = "IN_PROGRESS"
    WAITING_REPORTER = "WAITING_REPORTER"
    WAITING_VENDOR = "WAITING_VENDOR"
    RESOLVED = "RESOLVED"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"
    REJECTED = "REJECTED"
    DUPLICATE = "DUPLICATE"


REASONED: Final = frozenset(
    {
        TicketState.WAITING_REPORTER,
        TicketState.WAITING_VENDOR,
        TicketState.REJECTED,
        TicketState.CANCELLED,
    }
)
"""States whose reason is all that there is to know."""


class Verb(StrEnum):
    """What somebody can do to a ticket, by the tickets service's names for it."""

    TAKE = "TAKE"
    RELEASE = "RELEASE"
    ASSIGN = "ASSIGN"
    WAIT_FOR_REPORTER = "WAIT_FOR_REPORTER"
    WAIT_FOR_VENDOR = "WAIT_FOR_VENDOR"
    RESUME = "RESUME"
    RESOLVE = "RESOLVE"
    REJECT = "REJECT"
    CANCEL = "CANCEL"
    CONFIRM = "CONFIRM"
    REOPEN = "REOPEN"
    RATE = "RATE"
    UPDATE = "UPDATE"
    COMMENT = "COMMENT"
    EDIT_COMMENT = "EDIT_COMMENT"
    WRITE_NOTE = "WRITE_NOTE"
    FOLLOW = "FOLLOW"
    UNFOLLOW = "UNFOLLOW"
    ADD_FOLLOWER = "ADD_FOLLOWER"
    REMOVE_FOLLOWER = "REMOVE_FOLLOWER"
    LINK = "LINK"
    UNLINK = "UNLINK"
    MERGE = "MERGE"
    CHANGE_TAGS = "CHANGE_TAGS"


class LinkKind(StrEnum):
    """What a ticket has to do with another: this one {kind} the other."""

    RELATED = "RELATED"
    BLOCKS = "BLOCKS"
    BLOCKED_BY = "BLOCKED_BY"
    PARENT_OF = "PARENT_OF"
    PART_OF = "PART_OF"
    SPLIT_FROM = "SPLIT_FROM"
    SPLIT_INTO = "SPLIT_INTO"
    FOLLOW_UP_OF = "FOLLOW_UP_OF"
    FOLLOWED_UP_BY = "FOLLOWED_UP_BY"
    DUPLICATE_OF = "DUPLICATE_OF"
    """Made by merging, like the next, and never taken away."""
    DUPLICATED_BY = "DUPLICATED_BY"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    name: str
    """`tickets/42/links/7`"""
    other: int
    """The number of the other ticket."""
    kind: LinkKind


class Promise(StrEnum):
    """What the desk promises about a ticket."""

    FIRST_RESPONSE = "FIRST_RESPONSE"
    RESOLUTION = "RESOLUTION"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketView:
    number: int
    title: str
    description: str
    description_marks: Marks = ()
    """What is marked in the description."""
    location: str
    state: TicketState
    priority: Priority
    reporter: str
    """`users/7`"""
    assignee: str
    """`users/8`, or empty."""
    attachments: tuple[str, ...]
    """`files/{uuid}` each."""
    create_time: datetime
    etag: str
    stars: int | None
    """The reporter's rating, 1 to 5, once given."""
    rating_comment: str = ""
    """What they said of it, 0 to 1,000 characters."""
    rate_time: datetime | None = None
    """When that was first given."""
    done: bool
    """Nobody works on it any more, nor will."""
    resolution: str = ""
    """What was done, in the words of who did it; 0 to 4,000 characters."""
    reopen_count: int = 0
    """How often it was reopened."""
    follower_count: int = 0
    """How many people follow it besides its reporter."""
    duplicate_of: int | None = None
    """The number of the ticket that goes on for it."""
    place: str = ""
    """The code of where it is, in the tree of places; empty where that is only said in words."""
    due: Mapping[Promise, datetime] = field(default_factory=dict)
    """By when what was promised is due, where that is known; not while its clock waits."""
    next_due: datetime | None = None
    """The earliest of these that is still to be kept; None where nothing is."""
    tags: tuple[str, ...] = ()
    """By what the desk's people find it, in alphabetical order; never shown to anybody else."""
    origin: str = ""
    """Of an imported one: `{source}:{old id}`, 0 to 140 characters."""
    is_anonymized: bool = False
    """The time for which it is kept is over: its words are gone, and its reporter is nobody."""
    allowed_verbs: frozenset[Verb] = frozenset()
    """What whoever asked for it can do to it now; empty in lists."""

    @property
    def is_told_why(self) -> bool:
        """Whether its card says why it is as it is."""
        return self.state in REASONED

    @property
    def described(self) -> MarkedText:
        return MarkedText(self.description, self.description_marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    author: str
    """`users/7`, or `services/monitor`: a service writes on its own account too."""
    text: str
    create_time: datetime
    by_staff: bool = False
    """Its author was staff when they wrote it, and is not the reporter."""
    internal: bool = False
    """A note: never shown to anybody but the desk's people."""
    name: str = ""
    """`tickets/42/comments/7`"""
    withdrawn: bool = False
    """Its author took it back: its text says nothing any more, but for what staff read in the history."""
    marks: Marks = ()
    """What is marked in the text."""

    @property
    def said(self) -> MarkedText:
        return MarkedText(self.text, self.marks)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    name: str
    """`files/{uuid}`"""
    kind: str
    """`photo`, `video`, `voice` or `document`."""
    file_name: str
    content_type: str
    """As found in its bytes, such as `image/jpeg`."""
    size_bytes: int
    sha256: str
    telegram_file_id: str
    telegram_kind: TelegramKind = TelegramKind.UNKNOWN
    uploader: str = ""
    """`users/7`; empty for a service's own."""
    internal: bool = False
    """It came with a note: never shown to anybody but the desk's people."""


def last_reason(events: Sequence[EventView], state: TicketState) -> str:
    """Return in whose words a ticket came to be in that state, the last time; of the system, none."""
    entered = next((each for each in reversed(events) if each.state_after is state), None)
    return "" if entered is None or entered.actor == SYSTEM else entered.reason
