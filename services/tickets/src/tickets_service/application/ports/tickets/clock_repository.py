"""Port: tickets whose SLA clocks have to be looked at, and by which policies."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from tickets_service.domain.sla.policies import SlaPolicies
from tickets_service.domain.sla.standing import SlaRecord
from tickets_service.domain.tickets.ticket import Ticket, TicketId


class ClockRepository(Protocol):
    """What it hands out are copies, as with `TicketRepository`; nobody else can change these tickets.

    Tickets that somebody changes now are skipped: they come again.
    """

    async def policies(self) -> SlaPolicies:
        """Return the policies as they are now. One whose calendar means nothing here is left out."""
        ...

    async def to_alert(self, *, now: datetime, limit: int) -> Sequence[Ticket]:
        """Return tickets with an alert due, the longest due first."""
        ...

    async def outdated(self, *, revision: int, limit: int) -> Sequence[Ticket]:
        """Return tickets that policies older than `revision` were applied to, oldest policies first.

        Those that are done only when none ever were.
        """
        ...

    async def records(self, tickets: Sequence[Ticket]) -> Mapping[TicketId, SlaRecord]:
        """Read what the history says about each of them."""
        ...

    async def save(self, ticket: Ticket) -> None:
        """Store where the clocks stand. The ticket itself does not change, nor does its version.

        What happened since they were last reckoned is reckoned with first.
        """
        ...
