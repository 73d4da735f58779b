"""What an actor may see, on memory."""

from tickets_service.adapters.outbound.memory.followers.repository import known_to
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.domain.permissions.checks import relations_of
from tickets_service.domain.permissions.sight import Sight
from tickets_service.domain.tickets.ticket import TicketId


def in_sight(sight: Sight, store: MemoryStore, ticket_id: TicketId) -> bool:
    if sight.user_id is None:
        return True
    ticket = known_to(store.tickets[ticket_id], store.followers, sight.user_id)
    return not sight.relations.isdisjoint(relations_of(sight.user_id, ticket))
