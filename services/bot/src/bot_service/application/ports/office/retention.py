"""Ports: for how long the desk keeps what people said, and what others hold of it (decision 65)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol
from uuid import UUID

SHORTEST_DAYS: Final = 30
LONGEST_DAYS: Final = 3_650
OFF: Final = 0
"""Days of a desk that keeps everything."""
MOST_UNCLEARED: Final = 200
"""What is asked for at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPreview:
    """What would be anonymized now."""

    tickets: int
    people: int
    comments: int
    oldest: datetime | None
    """When the ticket ended that ended first; None where there is none."""
    first: Sequence[int]
    """The numbers of at most 1,000, those that ended first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRun:
    """What was done on one day of UTC."""

    day: date
    days: int
    tickets: int
    comments: int
    files: int
    uncleared: int
    """Of how many tickets files and messages are still to be deleted."""


class RetentionSettings(Protocol):
    """For admins and auditors: `acting` (`users/7`). Raises `ForbiddenError`, `UnavailableError`."""

    async def days(self, *, acting: str) -> int:
        """Return how many days after its end a ticket is anonymized, or `OFF`."""
        ...

    async def set_days(self, days: int, *, acting: str, request_id: UUID) -> None:
        """Set it, to `OFF` or `SHORTEST_DAYS` to `LONGEST_DAYS`; only admins may."""
        ...

    async def preview(self, days: int, *, acting: str) -> RetentionPreview: ...

    async def runs(self, *, most: int, acting: str) -> Sequence[RetentionRun]:
        """Return the newest, at most `most` (1 to 200)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncleared:
    tickets: Sequence[int]
    waiting: int
    """How many there are altogether."""


class Clearing(Protocol):
    """Anonymized tickets of which others may still hold something. Raises `UnavailableError`."""

    async def uncleared(self) -> Uncleared:
        """Return up to `MOST_UNCLEARED` that are due, those of longest ago first."""
        ...

    async def clear(self, ticket: int, *, files: int) -> None:
        """Tell that nothing of it is anywhere else any more; repeating it changes nothing."""
        ...

    async def postpone(self, ticket: int, *, files: int) -> None:
        """Tell that not all of it could be deleted: it is due again later; `files`: how many it had before."""
        ...


class TicketFiles(Protocol):
    """All files of tickets. Raises `ForbiddenError` where the bot may not delete any, and `UnavailableError`."""

    async def count(self, tickets: Sequence[int]) -> int:
        """Return how many files there are of 1 to 1,000 tickets."""
        ...

    async def delete(self, ticket: int) -> int:
        """Delete them for good, and return how many there were."""
        ...


class TicketTraces(Protocol):
    """What the bot itself holds of tickets. Raises `UnavailableError`."""

    async def erase(self, tickets: Sequence[int]) -> None:
        """Erase it; what was erased before is none. All or nothing."""
        ...
