"""What callers get to see of what is kept no longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tickets_service.domain.tickets.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPreview:
    """What would be anonymized now."""

    tickets: int
    people: int
    """Who reported, followed or commented on them; each once, staff only where they reported."""
    comments: int
    """With notes; those without words are not counted."""
    oldest: datetime | None
    """When the one ended that ended first."""
    first: Sequence[TicketId]
    """Some of them, those that ended first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRun:
    """What was done on one day of UTC."""

    id: int
    day: date
    days: int
    """The policy of then; the last one, if it changed that day."""
    started_at: datetime
    last_at: datetime
    tickets: int
    comments: int
    files: int
    """Deleted so far."""
    uncleared: int
    """Of how many tickets other services may still hold something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncleared:
    """`waiting`: how many there are altogether."""

    tickets: Sequence[TicketId]
    waiting: int
