"""Port: reading links without changing them, as the other readers do."""

from collections.abc import Sequence
from typing import Protocol

from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.permissions.sight import Sight
from tickets_service.domain.tickets.ticket import TicketId


class LinkReader(Protocol):
    async def page(
        self, ticket_id: TicketId, *, sight: Sight, after: int | None, newest_first: bool, limit: int
    ) -> Sequence[SeenLink]:
        """Return links to tickets in sight, both directions, oldest or newest first: those after the id `after`."""
        ...
