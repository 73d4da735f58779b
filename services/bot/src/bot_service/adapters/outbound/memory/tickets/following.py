"""`Following` in memory; what is alike has a word in common."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from bot_service.adapters.outbound.memory.tickets.ticket_store import MemoryTicketStore, faults_of, only
from bot_service.application.errors import InvalidFieldsError
from bot_service.application.ports.tickets.following import SimilarTicket
from bot_service.application.views.events import EventType
from bot_service.application.views.tickets import TicketView

WORD: Final = re.compile(r"[^\W_]{3,}")
MOST: Final = 3


class MemoryFollowing:
    def __init__(self, store: MemoryTicketStore) -> None:
        self._store = store

    async def similar(self, text: str, place: str, *, acting: str) -> Sequence[SimilarTicket]:
        store = self._store
        store.actor(acting)
        if faults := faults_of(text=(text, 1, 4_000)):
            raise InvalidFieldsError({f"report.{field}": fault for field, fault in faults.items()})
        there = await store.places.tree()

        def is_like(ticket: TicketView) -> bool:
            node = there.get(ticket.place)
            is_there = node is not None and place.upper() in (*node.around, node.code)
            is_others = ticket.reporter != acting and not store.follows(ticket.number, acting)
            said = f"{ticket.title} {ticket.description}".casefold()
            is_alike = not set(WORD.findall(text.casefold())).isdisjoint(WORD.findall(said))
            return is_there and is_others and not ticket.done and is_alike

        return [
            SimilarTicket(
                number=ticket.number,
                title=ticket.title,
                state=ticket.state,
                create_time=ticket.create_time,
                follower_count=ticket.follower_count,
            )
            for ticket in only(list(store.tickets.values()), is_like)[:MOST]
        ]

    async def join(self, number: int, text: str, place: str, *, acting: str, request_id: UUID) -> TicketView:
        store, body = self._store, ("join", number, text, place, acting)
        if (answer := store.repeated(request_id, body, acting)) is not None:
            return answer
        if number not in {each.number for each in await self.similar(text, place, acting=acting)}:
            store.visible(number, acting)
        self._follow(number, acting, is_following=True)
        return store.answered(request_id, body, number, acting)

    async def unfollow(self, number: int, *, acting: str, request_id: UUID) -> TicketView:
        store, body = self._store, ("unfollow", number, acting)
        if (answer := store.repeated(request_id, body, acting)) is not None:
            return answer
        store.visible(number, acting)
        self._follow(number, acting, is_following=False)
        return store.answered(request_id, body, number, acting)

    def _follow(self, number: int, name: str, *, is_following: bool) -> None:
        """Changes nothing for who does so already, or reported it; following changes no etag."""
        store = self._store
        if store.follows(number, name) is is_following or store.existing(number).reporter == name:
            return
        followers = store.followers.setdefault(number, set())
        if is_following:
            followers.add(name)
        else:
            followers.discard(name)
        store.tickets[number] = replace(store.tickets[number], follower_count=len(followers))
        event = EventType.TICKET_FOLLOWED if is_following else EventType.TICKET_UNFOLLOWED
        store.record(number, event, name)
