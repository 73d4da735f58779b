"""Port: what is about to be done to several tickets, kept until it is done or stopped."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.lists.bulk import BulkJob


class BulkJobs(Protocol):
    """Every method raises `UnavailableError` while the database cannot be used."""

    async def hold(self, job: BulkJob, after: timedelta) -> None:
        """Keep it durably, to be done `after` that time; one that is there already stays as it is."""
        ...

    async def stop(self, id_: str, person: str) -> bool:
        """Have it never done; False where it has begun, or is none of that person (`users/7`). Repeatable."""
        ...

    async def next_in(self) -> float | None:
        """Return in how many seconds the next one is due, 0 or less when it is; None when none waits."""
        ...

    async def begin(self) -> BulkJob | None:
        """Return the one that is due longest: it cannot be stopped any more, and is due until it is ended."""
        ...

    async def end(self, job: BulkJob, calls: Sequence[OutgoingCall]) -> None:
        """Record that it is done together with what is said of it, once."""
        ...
