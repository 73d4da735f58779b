"""`TicketTags` in memory, with the tickets service's rules as far as the dialogs meet them."""

from collections import Counter
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from bot_service.adapters.outbound.memory.tickets.ticket_store import MemoryTicketStore
from bot_service.application.errors import ForbiddenError, InvalidFieldsError, Reason, RefusedError
from bot_service.application.views.events import EventType, TagsView
from bot_service.application.views.tickets import TicketView, Verb
from bot_service.domain.people.person import Role

MOST_TAGS: Final = 10
LONGEST: Final = 32
MOST_COMMON: Final = 50


class MemoryTicketTags:
    def __init__(self, store: MemoryTicketStore) -> None:
        self._store = store

    async def change(
        self,
        number: int,
        *,
        add: Sequence[str] = (),
        remove: Sequence[str] = (),
        acting: str,
        request_id: UUID,
    ) -> TicketView:
        store, body = self._store, ("tags", number, *add, "-", *remove, acting)
        added, removed = {tag_of(each) for each in add}, {tag_of(each) for each in remove}
        if (answer := store.repeated(request_id, body, acting)) is not None:
            return answer
        ticket = store.permitted(Verb.CHANGE_TAGS, number, acting)
        before = set(ticket.tags)
        after = (before | added) - removed
        if len(after) > MOST_TAGS:
            raise RefusedError(Reason.TOO_MANY_TAGS)
        if after != before:
            store.change(number, tags=tuple(sorted(after)))
            change = TagsView(tuple(sorted(after - before)), tuple(sorted(before - after)))
            store.record(number, EventType.TAGS_CHANGED, acting, tags=change)
        return store.answered(request_id, body, number, acting)

    async def common(self, *, acting: str) -> Sequence[str]:
        if self._store.actor(acting).role is Role.USER:
            raise ForbiddenError("people have no tags")
        used = Counter(tag for ticket in self._store.tickets.values() for tag in ticket.tags)
        return sorted(used, key=lambda tag: (-used[tag], tag))[:MOST_COMMON]


def tag_of(raw: str) -> str:
    """Return the tag as it is kept. Raises `InvalidFieldsError`."""
    tag = "-".join(raw.strip().removeprefix("#").casefold().split())
    is_made_of = all(each.isalnum() or each in "-_" for each in tag)
    if not (is_made_of and any(each.isalpha() for each in tag) and len(tag) <= LONGEST):
        raise InvalidFieldsError({"add[0]": "must be letters, digits, - and _"})
    return tag
