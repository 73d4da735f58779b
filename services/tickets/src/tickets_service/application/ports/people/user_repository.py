"""Port: people who are about to change, or to act."""

from typing import Protocol

from tickets_service.domain.people.events import UserEvent
from tickets_service.domain.people.user import User, UserId


class UserRepository(Protocol):
    """Stores people. What it hands out are copies: only `save` persists."""

    async def find(self, user_id: UserId) -> User | None: ...

    async def find_to_change(self, user_id: UserId) -> User | None:
        """Like `find`; nobody else can change the user until the unit of work ends."""
        ...

    async def lock_active_admins(self) -> frozenset[UserId]:
        """Return who they are; none of them can change, until the unit of work ends."""
        ...

    async def find_by_telegram_id(self, telegram_id: int) -> User | None: ...

    async def add(self, user: User) -> User:
        """Store a new person and return them with their id.

        Returns whom it finds when somebody registered the same `telegram_id` in the meantime.
        """
        ...

    async def save(self, user: User) -> None:
        """Store what can change: names, role, activation, preferences."""
        ...

    async def record(self, event: UserEvent, *, traceparent: str) -> None:
        """Append to the history of people, which is never changed."""
        ...
