"""Port: what is kept no longer than the desk says (decision 65)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tickets_service.application.views.retention import RetentionPreview, RetentionRun, Uncleared
from tickets_service.domain.people.user import User, UserId
from tickets_service.domain.retention.changes import RetentionChange
from tickets_service.domain.retention.policy import RetentionPolicy
from tickets_service.domain.tickets.ticket import Ticket, TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStep:
    """A part of what is done on one day."""

    days: int
    at: datetime
    tickets: Sequence[TicketId] = ()
    comments: int = 0


class RetentionStore(Protocol):
    """Due is what ended before a time and was not anonymized; a duplicate, once what goes on for it was."""

    async def policy(self) -> RetentionPolicy:
        """Return it; nobody can change it until the unit of work ends."""
        ...

    async def policy_to_change(self) -> RetentionPolicy:
        """Return it once nobody works by it; nobody does until the unit of work ends."""
        ...

    async def save(self, policy: RetentionPolicy) -> None: ...

    async def record(self, change: RetentionChange, *, traceparent: str) -> None: ...

    async def nobody(self, *, now: datetime) -> UserId:
        """Return who stands in the place of people; there is one for the desk, made the first time."""
        ...

    async def due(self, *, ended_before: datetime, limit: int) -> Sequence[Ticket]:
        """Return some, oldest first, as `TicketRepository.get` does; skip those that somebody changes now."""
        ...

    async def erase(self, tickets: Sequence[TicketId], *, nobody: UserId) -> int:
        """Take out what was said about them, and put `nobody` in the place of all but staff; return how many comments.

        Staff are those who are now, who once had the ticket, and who wrote to it as such; never who reported it. Call
        it while the reporter is still the ticket's. Nobody follows them any more; kept answers that show them go.
        """
        ...

    async def placeholders_of(self, tickets: Sequence[TicketId]) -> Sequence[UserId]:
        """Return who reported them, follows them or wrote to them, and is a placeholder who is no staff.

        Nobody can report anything for them, or become them, until the unit of work ends.
        """
        ...

    async def without_tickets(self, people: Sequence[UserId]) -> Sequence[User]:
        """Return those who are placeholders still, and neither reported, have, follow nor wrote to any ticket."""
        ...

    async def unname(self, people: Sequence[UserId]) -> None:
        """Take their names out of the invites that were made for them."""
        ...

    async def log(self, step: RunStep) -> None:
        """Add to what was done that day, and remember that others still hold something of these tickets."""
        ...

    async def preview(self, *, ended_before: datetime, most: int) -> RetentionPreview:
        """`most`: how many tickets to name. A duplicate is in it also where what goes on for it is due itself."""
        ...

    async def runs(self, *, before: int | None, limit: int) -> Sequence[RetentionRun]:
        """Return the newest first; `before`: only those with a lower id."""
        ...

    async def uncleared(self, *, now: datetime, limit: int) -> Uncleared:
        """Return some of which others may still hold something, those of longest ago first; none that is postponed."""
        ...

    async def postpone(self, ticket_id: TicketId, *, files: int, now: datetime) -> None:
        """Have it listed again later, each time after longer (`postponement`); `files`: how many it had still."""
        ...

    async def clear(self, ticket_id: TicketId, *, files: int) -> bool:
        """Others hold nothing of it any more; tell whether that was news.

        What was told when it was postponed counts, where that is more than `files`.
        """
        ...
