"""Use case: somebody brings the code of an invite and becomes what it offers."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tickets_service.application.acting import person_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.people.user_repository import UserRepository
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import UserView
from tickets_service.domain.people.actor import SYSTEM, actor_name, person_name
from tickets_service.domain.people.events import change_role, set_active
from tickets_service.domain.people.invite import RAISES, Invite, digest_of
from tickets_service.domain.people.invite_errors import InviteNotFoundError
from tickets_service.domain.people.user import User, UserId
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import may_on_desk, require_on_desk
from tickets_service.domain.tickets.events import FieldChange, TicketUpdated
from tickets_service.domain.violations import Violations

INVITE_CODE: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemInvite:
    principal: Principal
    code: str
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemInviteHandler:
    """Guessing is hopeless, 192 bits against a fast answer; so there is no count of wrong codes to be locked out by."""

    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(self, command: RedeemInvite) -> UserView:
        violations = Violations()
        if not INVITE_CODE.fullmatch(command.code):
            violations.add("code", "must have 1 to 64 characters of A-Z, a-z, 0-9, _ and -")
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, command.principal, DeskAction.CHANGE_ONESELF)
            require_on_desk(actor, DeskAction.CHANGE_ONESELF)
            if answer := await uow.answers.claim(key, UserView, now=now):
                return answer
            # As they are now, and stay: the person first, then the invite, in one order for all who lock both.
            user = await person_of(ToChange(uow.users), command.principal, DeskAction.CHANGE_ONESELF)
            await self._redeem(uow, user, digest_of(command.code), now)
            view = UserView.of(user)
            await uow.answers.keep(key, view)
            await uow.commit()
        return view

    async def _redeem(self, uow: UnitOfWork, user: User, code: bytes, now: datetime) -> None:
        invite = await uow.invites.get_by_code(code)
        if invite.creator_id is not None:
            await self._require_creator(uow, invite, invite.creator_id)
        invite.redeem(user, now=now)
        if not await uow.invites.settle(invite):
            raise InviteNotFoundError
        by = SYSTEM if invite.creator_id is None else f"users/{invite.creator_id}"
        reason = f"redeemed invites/{invite.id} of {by}"
        if invite.person_id is not None:
            await self._claim(uow, invite.person_id, user, now, reason)
        if invite.role not in RAISES[user.role]:
            return
        event = change_role(user, invite.role, by=actor_name(user), now=now, reason=reason)
        await uow.users.save(user)
        await uow.users.record(event, traceparent=self.tracing.traceparent())

    async def _claim(
        self, uow: UnitOfWork, person_id: UserId, user: User, now: datetime, reason: str
    ) -> None:
        """Make all that is a placeholder's the user's; of several codes for it, the first one does."""
        placeholder = await uow.users.find_to_change(person_id)
        if placeholder is None or not placeholder.unclaimed:
            raise InviteNotFoundError
        event = set_active(
            placeholder,
            active=False,
            by=actor_name(user),
            now=now,
            reason=f"is users/{user.id}, who {reason}",
        )
        placeholder.contact = ""  # from now on they are reached here
        await uow.users.save(placeholder)
        if event is not None:
            await uow.users.record(event, traceparent=self.tracing.traceparent())
        change = FieldChange("reporter", person_name(placeholder.id), person_name(user.id))
        for ticket_id in await uow.tickets.hand_over(placeholder.id, user.id):
            handed = TicketUpdated(actor=actor_name(user), occurred_at=now, fields=(change,))
            await uow.history.append(ticket_id, [handed], traceparent=self.tracing.traceparent())

    async def _require_creator(self, uow: UnitOfWork, invite: Invite, creator_id: UserId) -> None:
        # Otherwise an admin who is shut out could leave themselves a way back in. No role comes of being somebody.
        creator = await uow.users.find(creator_id)
        needed = DeskAction.MANAGE_INVITES if invite.person_id is None else DeskAction.CREATE_TICKET
        if creator is None or not creator.active or not may_on_desk(creator, needed):
            raise InviteNotFoundError


@dataclass(frozen=True, slots=True)
class ToChange:
    """A directory of people whom nobody else can change until the unit of work ends."""

    users: UserRepository

    async def find(self, user_id: UserId) -> User | None:
        return await self.users.find_to_change(user_id)
