"""Port: who follows which ticket, about to change."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.ticket import TicketId


class FollowerRepository(Protocol):
    """Also keeps each ticket's `follower_count`. Call it after `get` of the tickets that it changes.

    The reporter of a ticket is on it anyway, and is never kept as its follower.
    """

    async def add(self, ticket_id: TicketId, user_id: UserId, *, now: datetime) -> bool:
        """Let the user, who is not the reporter, follow; return False when they do already."""
        ...

    async def remove(self, ticket_id: TicketId, user_id: UserId) -> bool:
        """Let the user follow no longer; return False when they do not anyway."""
        ...

    async def carry_over(self, source: TicketId, target: TicketId, *, now: datetime) -> Sequence[UserId]:
        """Let the source's followers and its reporter follow the target too; return who did not yet, by id.

        They stay with the source: its number goes on answering to them.
        """
        ...
