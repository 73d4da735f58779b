"""Port: looking after the inbox and the deliveries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Backlog:
    queue: str
    """`inbox` or `deliveries`."""
    pending: int
    oldest_seconds: float


class QueueUpkeep(Protocol):
    """Every method raises `UnavailableError` while the database cannot be used."""

    async def backlog(self) -> Sequence[Backlog]: ...

    async def parked(self) -> int:
        """Return how many calls wait until their chat can be reached again."""
        ...

    async def given_up(self) -> Mapping[str, int]:
        """Return how many updates (`inbox`), calls (`deliveries`) and `events` are there that were given up."""
        ...

    async def purge(self) -> int:
        """Delete what was dealt with long ago, a bounded number of rows; return how many."""
        ...
