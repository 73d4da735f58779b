"""Who follows what, on memory. Counts are made when they are asked for."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime

from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.ticket import Ticket, TicketId

Followers = Mapping[tuple[TicketId, UserId], datetime]


def known_to(ticket: Ticket, followers: Followers, asker: UserId | None) -> Ticket:
    """Return a copy of the ticket that knows how many follow it, and whether the asker does."""
    found = deepcopy(ticket)
    found.follower_count = sum(followed == ticket.id for followed, _ in followers)
    found.followed_by = asker if asker is not None and (ticket.id, asker) in followers else None
    return found


class MemoryFollowerRepository:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.current = dict(store.followers)

    async def add(self, ticket_id: TicketId, user_id: UserId, *, now: datetime) -> bool:
        new = (ticket_id, user_id) not in self.current
        self.current.setdefault((ticket_id, user_id), now)
        return new

    async def remove(self, ticket_id: TicketId, user_id: UserId) -> bool:
        return self.current.pop((ticket_id, user_id), None) is not None

    async def carry_over(self, source: TicketId, target: TicketId, *, now: datetime) -> Sequence[UserId]:
        people = {user_id for ticket_id, user_id in self.current if ticket_id == source}
        people.add(self._store.tickets[source].reporter_id)
        people.discard(self._store.tickets[target].reporter_id)
        return [user_id for user_id in sorted(people) if await self.add(target, user_id, now=now)]
