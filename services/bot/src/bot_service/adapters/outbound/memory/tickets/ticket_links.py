"""`TicketLinks` in memory, with the tickets service's rules as far as the dialogs meet them."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from bot_service.adapters.outbound.memory.tickets.kept_link import KeptLink
from bot_service.adapters.outbound.memory.tickets.ticket_store import MemoryTicketStore
from bot_service.application.errors import InvalidFieldsError, NotFoundError, Reason, RefusedError
from bot_service.application.ports.tickets.ticket_links import MOST_LINKS
from bot_service.application.views.events import EventType
from bot_service.application.views.tickets import LinkKind, LinkView, Verb

OF_MERGES: Final = frozenset({LinkKind.DUPLICATE_OF, LinkKind.DUPLICATED_BY})


class MemoryTicketLinks:
    def __init__(self, store: MemoryTicketStore) -> None:
        self._store = store

    async def of_ticket(
        self, number: int, *, acting: str | None, most: int = MOST_LINKS + 1
    ) -> Sequence[LinkView]:
        store = self._store
        store.visible(number, acting)
        seen = [link.seen_from(number) for link in reversed(store.links) if number in link.ends]
        return [link for link in seen if acting is None or self._sees(link.other, acting)][:most]

    async def add(
        self, number: int, other: int, kind: LinkKind, *, acting: str, request_id: UUID
    ) -> LinkView:
        store, body = self._store, ("link", number, other, kind, acting)
        if other == number or kind in OF_MERGES:
            raise InvalidFieldsError({"link": "must be of another ticket, and not made by merging"})
        if store.repeated(request_id, body, acting) is None:
            store.permitted(Verb.LINK, number, acting)
            store.permitted(Verb.LINK, other, acting)
            link = KeptLink.between(store.next_link(), number, other, kind)
            self._require_fitting(link)
            store.link(link, EventType.LINK_ADDED, acting)
            store.answered(request_id, body, number, acting)
            return link.seen_from(number)
        seen = [each.seen_from(number) for each in store.links if number in each.ends]
        return next(each for each in seen if (each.other, each.kind) == (other, kind))

    async def remove(self, name: str, *, acting: str, request_id: UUID) -> LinkView:
        store, body = self._store, ("unlink", name, acting)
        _, number, _, id_ = name.split("/")
        known = [*store.links, *store.removed_links]
        link = next((each for each in known if each.id == int(id_) and int(number) in each.ends), None)
        if store.repeated(request_id, body, acting) is None:
            store.permitted(Verb.UNLINK, int(number), acting)
            if link is None or link not in store.links:
                raise NotFoundError(name)
            store.permitted(Verb.UNLINK, link.seen_from(int(number)).other, acting)
            if link.kind in OF_MERGES:
                raise RefusedError("LINK_OF_MERGE")
            store.link(link, EventType.LINK_REMOVED, acting)
            store.answered(request_id, body, int(number), acting)
        if link is None:
            raise NotFoundError(name)
        return link.seen_from(int(number))

    def _sees(self, number: int, acting: str) -> bool:
        try:
            self._store.visible(number, acting)
        except NotFoundError:
            return False
        return True

    def _require_fitting(self, link: KeptLink) -> None:
        same = [each for each in self._store.links if each.kind is link.kind]
        if any(each.ends == link.ends for each in same):
            raise RefusedError(Reason.LINK_EXISTS)
        if link.kind is LinkKind.RELATED:
            return
        met, reached = {link.target}, [link.target]
        while reached:
            here = reached.pop()
            further = {each.target for each in same if each.source == here} - met
            met |= further
            reached.extend(further)
        if link.source in met:
            raise RefusedError(Reason.LINK_CYCLE)
        if link.kind is LinkKind.PARENT_OF and any(each.target == link.target for each in same):
            raise RefusedError(Reason.PARENT_EXISTS)
