"""Use case: an admin offers somebody a role, or somebody offers another to be whom they made known."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tickets_service.application.acting import person_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.people.invite_codes import InviteCodes
from tickets_service.application.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import InviteView
from tickets_service.domain import text
from tickets_service.domain.people.errors import PersonNotInvitableError, UserNotFoundError
from tickets_service.domain.people.invite import (
    LONGEST_LIFE,
    OFFERED,
    SHORTEST_LIFE,
    USUAL_LIFE,
    Invite,
    digest_of,
)
from tickets_service.domain.people.user import Role, User, UserId
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateInvite:
    """`person_id`: who its bearer says to be, in place of a role.

    `ttl_seconds`: how long it may be redeemed; None: 30 minutes, and 7 days for a person.
    """

    principal: Principal
    role: Role
    note: str = ""
    ttl_seconds: float | None = None
    person_id: UserId | None = None
    request_id: str

    @property
    def seconds(self) -> float:
        if self.ttl_seconds is not None:
            return self.ttl_seconds
        return (USUAL_LIFE if self.person_id is None else LONGEST_LIFE).total_seconds()


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
        if command.person_id is None and command.role not in OFFERED:
            violations.add("role", "must be more than that of everybody who registers")
        if command.person_id is not None and command.role is not Role.USER:
            violations.add("role", "must not be set where a person is")
        note = text.INVITE_NOTE.read(command.note, "note", violations)
        if not SHORTEST_LIFE.total_seconds() <= command.seconds <= LONGEST_LIFE.total_seconds():
            violations.add("ttl", "must be from 1 minute to 7 days")
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, command.principal, DeskAction.MANAGE_INVITES)
            person = await self._person(uow, actor, command.person_id)
            if answer := await uow.answers.claim(key, InviteView, now=now):
                return await self._again(uow, answer)
            if person is not None and not (person.unclaimed and person.role is Role.USER):
                raise PersonNotInvitableError(person.id)
            code, invite = self._offer(
                command, actor.id, note if person is None else person.display_name, now
            )
            await uow.invites.add(invite)
            view = InviteView.of(invite, now=now)
            await uow.answers.keep(key, view)
            await uow.commit()
        return CreatedInvite(view, code)

    async def _person(self, uow: UnitOfWork, actor: User, person_id: UserId | None) -> User | None:
        """Return whom the invite is for, locked; refuse whoever may not make such a one."""
        if person_id is None:
            require_on_desk(actor, DeskAction.MANAGE_INVITES)
            return None
        person = await uow.users.find_to_change(person_id)
        is_own = person is not None and person.introducer_id == actor.id
        require_on_desk(actor, DeskAction.CREATE_TICKET if is_own else DeskAction.INVITE_PLACEHOLDERS)
        if person is None:
            raise UserNotFoundError(person_id)
        return person

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
            expires_at=now + timedelta(seconds=command.seconds),
            person_id=command.person_id,
        )

    async def _again(self, uow: UnitOfWork, view: InviteView) -> CreatedInvite:
        """The answer that is kept lacks the code; whoever lost it on the way gets it anew."""
        invite = await uow.invites.get(view.id)
        code = self.codes.code(invite.salt)
        return CreatedInvite(view, code if digest_of(code) == invite.code_digest else "")
