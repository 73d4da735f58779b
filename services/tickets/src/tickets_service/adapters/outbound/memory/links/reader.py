"""Reading links on memory."""

from collections.abc import Sequence

from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.memory.tickets.sight import in_sight
from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.permissions.sight import Sight
from tickets_service.domain.tickets.ticket import TicketId


class MemoryLinkReader:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def page(
        self, ticket_id: TicketId, *, sight: Sight, after: int | None, newest_first: bool, limit: int
    ) -> Sequence[SeenLink]:
        seen = [link.seen_from(ticket_id) for link in self._store.links.values() if ticket_id in link.ends]
        found = [
            link
            for link in seen
            if (after is None or (link.id < after if newest_first else link.id > after))
            and in_sight(sight, self._store, TicketId(link.other_id))
        ]
        return sorted(found, key=lambda link: link.id, reverse=newest_first)[:limit]
