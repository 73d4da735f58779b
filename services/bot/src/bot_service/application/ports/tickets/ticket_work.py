"""Port: what the desk's people do to tickets, which the tickets service owns."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol
from uuid import UUID

from bot_service.application.views.events import EventView
from bot_service.application.views.tickets import TicketView

MOST_COUNTED: Final = 50
"""Whoever has more open tickets than this has many: nobody needs to know how many."""

MOST_EVENTS: Final = 1_000


class TicketWork(Protocol):
    """Work on tickets, on behalf of `acting` (`users/7`).

    Every mutation is repeatable with the same `request_id`: the second call changes nothing and returns the first
    answer. An `etag` that is not empty must be the ticket's current one. A `reason` has 0 to 1,000 characters, and
    everybody on the ticket may read it.

    Raises `NotFoundError`, `RefusedError`, `StaleError`, `InvalidFieldsError`, `ForbiddenError`, `UnavailableError`.
    """

    async def assign(
        self, number: int, assignee: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        """Have `assignee` (`users/8`) work on it.

        `RefusedError` for somebody who may not, `NotFoundError` for nobody.
        """
        ...

    async def release(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        """Put it back into the queue; what nobody has stays as it is."""
        ...

    async def wait_for_reporter(
        self, number: int, reason: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        """Have it wait for an answer of its reporter, who reads the reason."""
        ...

    async def wait_for_vendor(
        self, number: int, reason: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView: ...

    async def resume(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        """End the waiting."""
        ...

    async def reject(
        self, number: int, reason: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        """Decline it; the reason has at least one character."""
        ...

    async def merge(self, number: int, target: int, *, acting: str, request_id: UUID) -> TicketView:
        """Have `target` go on for it: it becomes a duplicate, and who followed it follows that one.

        `RefusedError` where the target is closed for good, `InvalidFieldsError` where it is the ticket itself.
        """
        ...

    async def history(self, number: int, *, acting: str) -> Sequence[EventView]:
        """Return what happened to it as far as the person may know, oldest first; at most `MOST_EVENTS`."""
        ...

    async def open_counts(self, users: Sequence[str], *, acting: str) -> Mapping[str, int]:
        """Return how many tickets that are not done each of the users has, at most `MOST_COUNTED`."""
        ...
