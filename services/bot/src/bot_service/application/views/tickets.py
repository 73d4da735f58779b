"""What the bot knows of tickets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot_service.domain.tickets.priority import Priority
from bot_service.domain.words.marked_text import MarkedText, Marks


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


OVER: Final = frozenset({TicketState.CLOSED, TicketState.CANCELLED, TicketState.REJECTED})
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
    def is_untouched(self) -> bool:
        """Whether nobody works on it yet, so that its reporter may still have it otherwise."""
        return self.state is TicketState.OPEN and not self.assignee

    @property
    def is_over(self) -> bool:
        """Whether nothing comes of it any more: what its reporter still has to say is another request."""
        return self.state in OVER

    @property
    def is_told_why(self) -> bool:
        """Whether its card says why it is as it is."""
        return self.state in REASONED

    @property
    def described(self) -> MarkedText:
        return MarkedText(self.description, self.description_marks)
