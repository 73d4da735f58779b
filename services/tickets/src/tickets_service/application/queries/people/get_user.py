"""Query: one person."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import UserView
from tickets_service.domain.people.errors import UserNotFoundError
from tickets_service.domain.people.user import User, UserId
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import may_on_desk


@dataclass(frozen=True, slots=True, kw_only=True)
class GetUser:
    principal: Principal
    user_id: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class GetUserHandler:
    users: UserReader

    async def __call__(self, query: GetUser) -> UserView:
        actor = await actor_of(self.users, query.principal)
        if isinstance(actor, User) and actor.id == query.user_id:
            return UserView.of(actor)
        user = await self.users.find(query.user_id) if may_on_desk(actor, DeskAction.READ_USERS) else None
        if user is None:
            raise UserNotFoundError(query.user_id)
        return UserView.of(user)
