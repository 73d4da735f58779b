"""Use case: an admin offers somebody a role."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tickets_service.application.acting import person_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.invite_codes import InviteCodes
from tickets_service.application.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import InviteView
from tickets_service.domain import text
from tickets_service.domain.people.invite import (
    LONGEST_LIFE,
    OFFERED,
    SHORTEST_LIFE,
    USUAL_LIFE,
    Invite,
    digest_of,
)
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateInvite:
    """`ttl_seconds`: how long it may be redeemed."""

    principal: Principal
    role: Role
    note: str = ""
    ttl_seconds: float = USUAL_LIFE.total_seconds()
    request_id: str


@dataclass(frozen=True, slots=True)
class CreatedInvite:
    """`code` is empty when it can no longer be said: the key changed since."""

    invite: InviteView
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateInviteHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    codes: InviteCodes

    async def __call__(self, command: CreateInvite) -> CreatedInvite:
        violations = Violations()
        if command.role not in OFFERED:
            violations.add("role", "must be more than that of everybody who registers")
        note = text.INVITE_NOTE.read(command.note, "note", violations)
        if not SHORTEST_LIFE.total_seconds() <= command.ttl_seconds <= LONGEST_LIFE.total_seconds():
            violations.add("ttl", "must be from 1 minute to 7 days")
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, command.principal, DeskAction.MANAGE_INVITES)
            require_on_desk(actor, DeskAction.MANAGE_INVITES)
            if answer := await uow.answers.claim(key, InviteView, now=now):
                return await self._again(uow, answer)
            code, invite = self._offer(command, actor.id, note, now)
            await uow.invites.add(invite)
            view = InviteView.of(invite, now=now)
            await uow.answers.keep(key, view)
            await uow.commit()
        return CreatedInvite(view, code)

    def _offer(self, command: CreateInvite, by: UserId, note: str, now: datetime) -> tuple[str, Invite]:
        salt = self.codes.new_salt()
        code = self.codes.code(salt)
        return code, Invite(
            code_digest=digest_of(code),
            salt=salt,
            role=command.role,
            note=note,
            creator_id=by,
            created_at=now,
            expires_at=now + timedelta(seconds=command.ttl_seconds),
        )

    async def _again(self, uow: UnitOfWork, view: InviteView) -> CreatedInvite:
        """The answer that is kept lacks the code; whoever lost it on the way gets it anew."""
        invite = await uow.invites.get(view.id)
        code = self.codes.code(invite.salt)
        return CreatedInvite(view, code if digest_of(code) == invite.code_digest else "")
