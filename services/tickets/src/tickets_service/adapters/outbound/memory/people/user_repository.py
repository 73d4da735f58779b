"""People who are about to change, on memory."""

from copy import deepcopy

from tickets_service.adapters.outbound.memory.store import MemoryStore, RecordedUserEvent
from tickets_service.domain.people.events import UserEvent
from tickets_service.domain.people.user import Role, User, UserId


class MemoryUserRepository:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.staged: dict[UserId, User] = {}
        self.staged_history: list[RecordedUserEvent] = []

    async def find(self, user_id: UserId) -> User | None:
        return deepcopy(self._all().get(user_id))

    async def find_to_change(self, user_id: UserId) -> User | None:
        return await self.find(user_id)

    async def lock_active_admins(self) -> frozenset[UserId]:
        return frozenset(user.id for user in self._all().values() if user.active and user.role is Role.ADMIN)

    async def find_by_telegram_id(self, telegram_id: int) -> User | None:
        found = (user for user in self._all().values() if user.telegram_id == telegram_id)
        return deepcopy(next(found, None))

    async def add(self, user: User) -> User:
        known = None if user.telegram_id is None else await self.find_by_telegram_id(user.telegram_id)
        if known is not None:
            return known
        user.id = UserId(next(self._store.ids))
        await self.save(user)
        return user

    async def save(self, user: User) -> None:
        self.staged[user.id] = deepcopy(user)

    async def record(self, event: UserEvent, *, traceparent: str) -> None:
        self.staged_history.append(RecordedUserEvent(next(self._store.ids), event, traceparent))

    def _all(self) -> dict[UserId, User]:
        return self._store.users | self.staged
