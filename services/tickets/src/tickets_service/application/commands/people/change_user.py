"""How every command that changes one person runs; the commands differ in who may, and in the act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tickets_service.application.acting import person_of
from tickets_service.application.idempotency import IdempotencyKey, RepeatableCommand
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tickets_service.application.views.people import UserView
from tickets_service.domain.people.actor import ActorName, actor_name
from tickets_service.domain.people.errors import LastAdminError, UserNotFoundError
from tickets_service.domain.people.events import UserEvent
from tickets_service.domain.people.user import Role, User, UserId
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import denied, may_on_desk, require_on_desk

UserAct = Callable[[User, ActorName, datetime], UserEvent | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChanger:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def of_anybody(
        self, command: RepeatableCommand, user_id: UserId, key: IdempotencyKey, act: UserAct
    ) -> UserView:
        """Let an admin act on anybody; raise `LastAdminError` when no active admin would be left."""
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, command.principal, DeskAction.MANAGE_USERS)
            require_on_desk(actor, DeskAction.MANAGE_USERS)
            if answer := await uow.answers.claim(key, UserView, now=now):
                return answer
            # Locked first: of two admins who demote each other at once, one finds that they no longer may.
            admins = await uow.users.lock_active_admins()
            if actor.id not in admins:
                demoted = await person_of(uow.users, command.principal, DeskAction.MANAGE_USERS)
                raise denied(demoted, DeskAction.MANAGE_USERS)
            user = await self._found(uow, user_id)
            event = act(user, actor_name(actor), now)
            if admins == {user.id} and not (user.active and user.role is Role.ADMIN):
                raise LastAdminError(user.id)
            return await self._kept(uow, key, user, event)

    async def of_oneself(
        self,
        command: RepeatableCommand,
        user_id: UserId,
        key: IdempotencyKey,
        act: UserAct,
        *,
        action: DeskAction = DeskAction.CHANGE_ONESELF,
    ) -> UserView:
        """Let people act on themselves; others are `UserNotFoundError` to those who may not see them."""
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, command.principal, action)
            if actor.id != user_id:
                if not may_on_desk(actor, DeskAction.READ_USERS) or await uow.users.find(user_id) is None:
                    raise UserNotFoundError(user_id)
                raise denied(actor, action)
            require_on_desk(actor, action)
            if answer := await uow.answers.claim(key, UserView, now=now):
                return answer
            user = await self._found(uow, user_id)
            return await self._kept(uow, key, user, act(user, actor_name(actor), now))

    async def _found(self, uow: UnitOfWork, user_id: UserId) -> User:
        user = await uow.users.find_to_change(user_id)
        if user is None:
            raise UserNotFoundError(user_id)
        return user

    async def _kept(
        self, uow: UnitOfWork, key: IdempotencyKey, user: User, event: UserEvent | None
    ) -> UserView:
        # Also without an event: whoever says the language again that was taken for theirs has chosen it now.
        await uow.users.save(user)
        if event is not None:
            await uow.users.record(event, traceparent=self.tracing.traceparent())
        view = UserView.of(user)
        await uow.answers.keep(key, view)
        await uow.commit()
        return view
