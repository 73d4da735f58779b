"""Reading people on memory."""

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy

from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.views.people import UserEventView, UserView
from tickets_service.domain.people.user import Role, User, UserId


class MemoryUserReader:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def find(self, user_id: UserId) -> User | None:
        return deepcopy(self._store.users.get(user_id))

    async def find_all(self, user_ids: Collection[UserId]) -> Mapping[UserId, User]:
        return {each: deepcopy(self._store.users[each]) for each in user_ids if each in self._store.users}

    async def page(self, roles: frozenset[Role], *, after: int | None, limit: int) -> Sequence[UserView]:
        found = [
            UserView.of(user)
            for user in self._store.users.values()
            if (after is None or user.id > after) and (not roles or user.role in roles)
        ]
        return sorted(found, key=lambda user: user.id)[:limit]

    async def events(self, user_id: UserId, *, after: int | None, limit: int) -> Sequence[UserEventView]:
        found = [
            UserEventView(
                id=each.id,
                user_id=user_id,
                type=each.event.type,
                actor=each.event.actor,
                occurred_at=each.event.occurred_at,
                reason=each.event.reason,
                traceparent=each.traceparent,
                before=each.event.before,
                after=each.event.after,
            )
            for each in self._store.user_events
            if each.event.user_id == user_id and (after is None or each.id > after)
        ]
        return found[:limit]
