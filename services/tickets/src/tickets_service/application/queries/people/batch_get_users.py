"""Query: several people at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.ports.read_session import ReadSessionFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import UserView
from tickets_service.domain.people.errors import UserNotFoundError
from tickets_service.domain.people.user import User, UserId
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import may_on_desk


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchGetUsers:
    principal: Principal
    user_ids: tuple[UserId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchGetUsersHandler:
    reading: ReadSessionFactory

    async def __call__(self, query: BatchGetUsers) -> Sequence[UserView]:
        """Return them in the order asked for; raise `UserNotFoundError` for the first whom `GetUser` would refuse."""
        async with self.reading() as read:
            actor = await actor_of(read.users, query.principal)
            readable = {actor.id: actor} if isinstance(actor, User) else {}
            if may_on_desk(actor, DeskAction.READ_USERS):
                readable = dict(await read.users.find_all(query.user_ids))
        for user_id in query.user_ids:
            if user_id not in readable:
                raise UserNotFoundError(user_id)
        return [UserView.of(readable[user_id]) for user_id in query.user_ids]
