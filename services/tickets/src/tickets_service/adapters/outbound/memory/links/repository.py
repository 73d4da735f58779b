"""Links that are about to change, on memory."""

from dataclasses import replace

from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.domain.links.link import Link, LinkId, LinkKind, Walk
from tickets_service.domain.tickets.ticket import TicketId


class MemoryLinkRepository:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.staged = dict(store.links)

    async def lock_chains(self, kind: LinkKind) -> None:
        """Units of work run one after the other anyway."""

    async def find(self, link_id: LinkId) -> Link | None:
        return self.staged.get(link_id)

    async def exists(self, link: Link) -> bool:
        return any((each.ends, each.kind) == (link.ends, link.kind) for each in self.staged.values())

    async def has_parent(self, ticket_id: TicketId) -> bool:
        return any(
            (each.target_id, each.kind) == (ticket_id, LinkKind.PARENT) for each in self.staged.values()
        )

    async def walk(self, start: TicketId, kind: LinkKind, *, looking_for: TicketId, longest: int) -> Walk:
        met, length, front = False, 0, {int(start)}
        while length < longest:
            front = {
                each.target_id
                for each in self.staged.values()
                if each.kind is kind and each.source_id in front
            }
            if not front:
                break
            met, length = met or looking_for in front, length + 1
        return Walk(met, length)

    async def add(self, link: Link) -> Link:
        added = replace(link, id=LinkId(next(self._store.ids)))
        self.staged[added.id] = added
        return added

    async def remove(self, link_id: LinkId) -> bool:
        return self.staged.pop(link_id, None) is not None
