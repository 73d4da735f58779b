"""Port: tickets, which the tickets service owns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from bot_service.application.views.tickets import TicketState, TicketView, Verb
from bot_service.domain.requests.newcomer import Newcomer
from bot_service.domain.tickets.priority import Priority
from bot_service.domain.words.marked_text import Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicket:
    title: str
    """1 to 200 characters."""
    description: str
    """0 to 4,000 characters."""
    description_marks: Marks = ()
    location: str
    """0 to 200 characters."""
    place: str = ""
    """The code of a place of the tree; empty for none."""
    priority: Priority
    attachments: Sequence[str] = ()
    """At most 10, `files/{uuid}` each."""
    reporter: str = ""
    """On whose behalf (`users/7`), by staff; empty: the acting person's own."""
    newcomer: Newcomer | None = None
    """On whose behalf who is not at Telegram, in place of a `reporter`: the acting person follows it."""
    goes_on_with: int | None = None
    """The number of a ticket that the acting person sees and that is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a ticket is to say instead; None: as it is. Lengths are those of a `NewTicket`."""

    title: str | None = None
    description: str | None = None
    description_marks: Marks = ()
    """They go with the description."""
    location: str | None = None
    place: str = ""
    """The code of the place that `location` says; where that is None, the place stays, too."""
    priority: Priority | None = None


class TicketList(StrEnum):
    """Which tickets a list holds."""

    REPORTED = "reported"
    """Those the acting person reported, newest first."""
    REPORTED_OPEN = "reported-open"
    """Of those, the ones that are not done, the most urgent and longest waiting first."""
    REPORTED_DONE = "reported-done"
    """Of those, the ones that are done, newest first."""
    FOLLOWED = "followed"
    """Those the acting person follows and did not report, newest first."""
    UNASSIGNED = "unassigned"
    """Active ones that nobody took, the most urgent and longest waiting first; for staff."""
    ASSIGNED = "assigned"
    """Those assigned to the acting person that are not done, in the same order; for staff."""


class TicketGateway(Protocol):
    """Tickets, on behalf of `acting` (`users/7`); None: on the bot's own behalf.

    Every mutation is repeatable with the same `request_id`: the second call changes nothing and returns the first
    answer. An `etag` that is not empty must be the ticket's current one.

    Raises `NotFoundError`, `RefusedError`, `StaleError`, `InvalidFieldsError`, `ForbiddenError`, `UnavailableError`.
    """

    async def create(self, ticket: NewTicket, *, acting: str, request_id: UUID) -> TicketView: ...

    async def get(self, number: int, *, acting: str | None) -> TicketView: ...

    async def allowed_verbs(self, number: int, users: Sequence[str]) -> Mapping[str, frozenset[Verb]]:
        """Return for each of the users (`users/7`) what they can do to the ticket now; on the bot's own behalf.

        Nothing for those who may not see it.
        """
        ...

    async def reason(self, number: int, state: TicketState) -> str:
        """Return why the ticket came to be in that state, the last time, in the words of whoever brought it about.

        0 to 1,000 characters, which anybody on the ticket may read; read on the bot's own behalf. Empty where the
        system did: what it gives as a reason is in no language of anybody's.
        """
        ...

    async def followers(self, number: int) -> frozenset[str]:
        """Return who follows the ticket (`users/7`), its reporter not among them; on the bot's own behalf."""
        ...

    async def list(
        self, which: TicketList, *, acting: str, limit: int, start: int = 0
    ) -> Sequence[TicketView]:
        """Return at most `limit` (1 to 200) in the list's order, after the first `start`."""
        ...

    async def take(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView: ...

    async def resolve(
        self, number: int, *, resolution: str = "", etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        """Say that it is done, and what was done in 0 to 4,000 characters."""
        ...

    async def confirm(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView: ...

    async def correct(
        self, number: int, correction: Correction, *, reason: str, acting: str, request_id: UUID
    ) -> TicketView:
        """Change what the ticket says; `reason` of 0 to 1,000 characters, of a priority at least 1."""
        ...

    async def cancel(
        self, number: int, *, reason: str = "", etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        """Take it back; `reason` of 0 to 1,000 characters."""
        ...

    async def reopen(
        self, number: int, reason: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        """Have it worked on again; `reason` of 0 to 1,000 characters, not empty where it is closed for good."""
        ...

    async def rate(
        self,
        number: int,
        stars: int,
        *,
        comment: str = "",
        etag: str = "",
        acting: str,
        request_id: UUID,
    ) -> TicketView:
        """Rate the work with 1 to 5 stars, and a comment of 0 to 1,000 characters; for a day in place of another."""
        ...
