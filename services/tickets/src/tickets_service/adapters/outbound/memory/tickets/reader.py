"""Reading tickets, and what belongs to them, on memory."""

from collections import Counter
from collections.abc import Collection, Sequence

from tickets_service.adapters.outbound.memory.followers.repository import known_to
from tickets_service.adapters.outbound.memory.history.known_now import known_now
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.memory.tickets.listing import listed, meets
from tickets_service.adapters.outbound.memory.tickets.sight import in_sight
from tickets_service.application.ports.tickets.reader import TicketFilter
from tickets_service.application.ticket_order import SORT_KEYS, ListPosition, Order
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.events import EventView
from tickets_service.application.views.followers import FollowerView
from tickets_service.application.views.tickets import TagUse, TicketView
from tickets_service.domain.people.user import UserId
from tickets_service.domain.permissions.sight import Sight
from tickets_service.domain.tickets.events import INTERNAL
from tickets_service.domain.tickets.ticket import Ticket, TicketId


class MemoryTicketReader:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def find(self, ticket_id: TicketId, *, asker: UserId | None = None) -> TicketView | None:
        found = self._store.tickets.get(ticket_id)
        return self._view(found, asker) if found else None

    async def page(
        self, which: TicketFilter, order: Order, *, after: ListPosition | None, limit: int
    ) -> Sequence[TicketView]:
        standing, followers = SORT_KEYS[order], self._store.followers
        found = sorted(
            (
                self._view(ticket)
                for ticket in self._store.tickets.values()
                if listed(ticket, which, followers) and meets(ticket, which, self._store)
            ),
            key=lambda ticket: standing(ListPosition.of(ticket)),
        )
        behind = [
            ticket for ticket in found if after is None or standing(ListPosition.of(ticket)) > standing(after)
        ]
        return behind[:limit]

    async def counts(self, lists: Sequence[TicketFilter], *, most: int) -> Sequence[int]:
        followers, tickets = self._store.followers, self._store.tickets.values()
        return [
            min(
                most,
                sum(
                    listed(ticket, which, followers) and meets(ticket, which, self._store)
                    for ticket in tickets
                ),
            )
            for which in lists
        ]

    async def comments(
        self, ticket_id: TicketId, *, notes: bool, before: int | None, limit: int
    ) -> Sequence[CommentView]:
        found = [
            CommentView.of(comment)
            for comment in self._store.comments.values()
            if comment.ticket_id == ticket_id
            and (notes or not comment.internal)
            and (before is None or comment.id < before)
        ]
        return sorted(found, key=lambda comment: -comment.id)[:limit]

    async def events(
        self, ticket_id: TicketId, *, notes: bool, sight: Sight, after: int | None, limit: int
    ) -> Sequence[EventView]:
        found = [
            known_now(event, self._store)
            for _, event in self._store.events
            if event.ticket_id == ticket_id
            and (notes or event.type not in INTERNAL)
            and self._names_what_is_in(sight, event)
            and (after is None or event.id > after)
        ]
        return found[:limit]

    async def followers(
        self, ticket_id: TicketId, *, after: int | None, limit: int
    ) -> Sequence[FollowerView]:
        found = [
            FollowerView(user_id, since)
            for (followed, user_id), since in self._store.followers.items()
            if followed == ticket_id and (after is None or user_id > after)
        ]
        return sorted(found, key=lambda follower: follower.user_id)[:limit]

    async def common_tags(self, *, among: int, limit: int) -> Sequence[TagUse]:
        newest = sorted(
            (each for each in self._store.tickets.values() if each.tags), key=lambda each: -each.id
        )
        used = Counter(tag for ticket in newest[:among] for tag in ticket.tags)
        found = sorted(used.items(), key=lambda each: (-each[1], each[0]))
        return [TagUse(tag, count) for tag, count in found[:limit]]

    async def followers_among(self, ticket_id: TicketId, user_ids: Collection[UserId]) -> frozenset[UserId]:
        return frozenset(each for each in user_ids if (ticket_id, each) in self._store.followers)

    def _view(self, ticket: Ticket, asker: UserId | None = None) -> TicketView:
        return TicketView.of(known_to(ticket, self._store.followers, asker))

    def _names_what_is_in(self, sight: Sight, event: EventView) -> bool:
        other_id = event.names
        return other_id is None or in_sight(sight, self._store, other_id)
