"""Port: looking after the inbox and the deliveries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    pending: int
    oldest_seconds: float
    given_up: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCounts:
    backlogs: Mapping[str, Backlog]
    """Of the `inbox` and the `deliveries`."""
    parked: int
    """Calls that wait until their chat can be reached again."""
    dead_events: int


class QueueUpkeep(Protocol):
    """Every method raises `UnavailableError` while the database cannot be used."""

    async def counts(self) -> QueueCounts: ...

    async def purge(self) -> int:
        """Delete what was dealt with long ago, a bounded number of rows; return how many."""
        ...
