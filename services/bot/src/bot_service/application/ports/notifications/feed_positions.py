"""Port: how far the notifier has read, and what it gave up on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot_service.domain.deliveries.outgoing import OutgoingCall


class PositionMovedError(Exception):
    """Another notifier moved the position meanwhile; nothing was recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedStep:
    """From one resume token to the next, over at most one event."""

    feed: str
    before: str
    after: str
    event: str = ""
    """The event's name; empty for a heartbeat."""


class FeedPositions(Protocol):
    """Every method raises `UnavailableError` while the database cannot be used."""

    async def current(self, feed: str) -> str:
        """Return the resume token; "" before the first event."""
        ...

    async def advance(self, step: FeedStep, calls: Sequence[OutgoingCall]) -> None:
        """Move the token and record what is to be said, in one transaction. Raises `PositionMovedError`."""
        ...

    async def dead_letter(self, step: FeedStep, error: str, incident: str) -> None:
        """Move the token past an event that cannot be presented, and keep a record. Raises `PositionMovedError`."""
        ...
