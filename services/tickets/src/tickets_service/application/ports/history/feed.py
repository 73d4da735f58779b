"""Port: the history of all tickets in commit order, and being woken when it grows (decision 2)."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final, Protocol

from tickets_service.application.views.events import EventView
from tickets_service.domain.tickets.events import EventType


@dataclass(frozen=True, slots=True, order=True)
class FeedPosition:
    """A place in the feed: behind this event of this transaction."""

    transaction: int
    event: int


BEGINNING: Final = FeedPosition(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """What lies between a position and the newest that is final."""

    events: Sequence[tuple[FeedPosition, EventView]]
    reached: FeedPosition
    """Everything up to here was looked at, whether it matched or not."""
    complete: bool
    """Nothing final was left out for the limit."""
    unsettled: bool
    """Events are committed that an older, still open transaction holds back."""
    horizon: int
    """No position given out so far has a transaction above this."""


class EventFeed(Protocol):
    """Never skips an event that commits late, never shows one twice."""

    async def read(self, after: FeedPosition, *, types: frozenset[EventType], limit: int) -> FeedPage:
        """Return up to `limit` events behind `after`; empty `types` means all."""
        ...


class Wakeups(Protocol):
    """One consumer's view of the signal."""

    @property
    def closing(self) -> bool:
        """The service stops: consumers end, and resume elsewhere."""
        ...

    def clear(self) -> None:
        """Forget what was signalled so far; call it before reading."""
        ...

    async def wait(self, at_most: float) -> None:
        """Return when something was signalled since `clear`, or after `at_most` seconds."""
        ...


class EventSignal(Protocol):
    def subscribe(self) -> AbstractContextManager[Wakeups]:
        """Be woken, inside of the context, by whatever is committed from now on."""
        ...
