"""Port: reading links without changing them, as the other readers do."""

from collections.abc import Sequence
from typing import Protocol

from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.permissions.sight import Sight
from tickets_service.domain.tickets.ticket import TicketId


class LinkReader(Protocol):
    async def page(
        self, ticket_id: TicketId, *, sight: Sight, after: int | None, limit: int
    ) -> Sequence[SeenLink]:
        """Return links with an id above `after` to tickets in sight, oldest first, both directions."""
        ...
