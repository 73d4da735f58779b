"""Query: the people of the desk."""

from dataclasses import dataclass
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import UserView
from tickets_service.domain.people.user import Role
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk

DEFAULT_SIZE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUsers:
    principal: Principal
    roles: frozenset[Role] = frozenset()
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUsersHandler:
    users: UserReader

    async def __call__(self, query: ListUsers) -> Page[UserView]:
        request = PageRequest.read(
            size=query.page_size,
            token=query.page_token,
            bound_to=["users", *sorted(query.roles)],
            default=DEFAULT_SIZE,
        )
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.READ_USERS)
        found = await self.users.page(query.roles, after=request.after, limit=request.size + 1)
        return request.page(found, [user.id for user in found])
