"""Port: reading people without changing them, as the other readers do."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from tickets_service.application.views.people import UserEventView, UserView
from tickets_service.domain.people.user import Role, User, UserId


class UserReader(Protocol):
    async def find(self, user_id: UserId) -> User | None: ...

    async def find_all(self, user_ids: Collection[UserId]) -> Mapping[UserId, User]:
        """Return those of them that exist."""
        ...

    async def page(self, roles: frozenset[Role], *, after: int | None, limit: int) -> Sequence[UserView]:
        """Return users with an id above `after`, oldest first; empty `roles` means all."""
        ...

    async def events(self, user_id: UserId, *, after: int | None, limit: int) -> Sequence[UserEventView]:
        """Return what happened to the user, with an id above `after`, oldest first."""
        ...
