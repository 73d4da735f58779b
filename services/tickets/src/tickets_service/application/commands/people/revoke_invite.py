"""Use case: an admin withdraws an offer."""

from dataclasses import dataclass

from tickets_service.application.acting import person_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import InviteView
from tickets_service.domain.people.invite import InviteId
from tickets_service.domain.people.invite_errors import InviteNotOpenError
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeInvite:
    principal: Principal
    invite_id: InviteId
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeInviteHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, command: RevokeInvite) -> InviteView:
        violations = Violations()
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, command.principal, DeskAction.MANAGE_INVITES)
            require_on_desk(actor, DeskAction.MANAGE_INVITES)
            if answer := await uow.answers.claim(key, InviteView, now=now):
                return answer
            invite = await uow.invites.get(command.invite_id)
            invite.revoke(actor.id, now=now)
            if not await uow.invites.settle(invite):
                ended = await uow.invites.get(command.invite_id)
                raise InviteNotOpenError(ended.id, ended.state(now))
            view = InviteView.of(invite, now=now)
            await uow.answers.keep(key, view)
            await uow.commit()
        return view
