"""Query: what happened to a person."""

from dataclasses import dataclass
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import UserEventView
from tickets_service.domain.people.actor import Actor
from tickets_service.domain.people.errors import UserNotFoundError
from tickets_service.domain.people.user import User, UserId
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import may_on_desk, require_on_desk

DEFAULT_SIZE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUserEvents:
    principal: Principal
    user_id: UserId
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUserEventsHandler:
    users: UserReader

    async def __call__(self, query: ListUserEvents) -> Page[UserEventView]:
        request = PageRequest.read(
            size=query.page_size,
            token=query.page_token,
            bound_to=["user-events", query.user_id],
            default=DEFAULT_SIZE,
        )
        await self._require(await actor_of(self.users, query.principal), query.user_id)
        found = await self.users.events(query.user_id, after=request.after, limit=request.size + 1)
        return request.page(found, [event.id for event in found])

    async def _require(self, actor: Actor, user_id: UserId) -> None:
        if isinstance(actor, User) and actor.id == user_id:
            return
        seen = may_on_desk(actor, DeskAction.READ_USERS) and await self.users.find(user_id)
        if not seen:
            raise UserNotFoundError(user_id)
        require_on_desk(actor, DeskAction.READ_USER_EVENTS)
