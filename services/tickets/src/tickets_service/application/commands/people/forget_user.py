"""Use case: forget a person. What they reported stays, and what became of it; who they were and what they said do not.

Which words go and which stay: decision 43.
"""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.people.personal_data import ErasedWords
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.domain import text
from tickets_service.domain.people.actor import actor_name
from tickets_service.domain.people.errors import PersonNotFoundError, UserStillStaffError
from tickets_service.domain.people.events import forget
from tickets_service.domain.people.user import TELEGRAM_ID_LIMIT, Role, UserId
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetUser:
    principal: Principal
    telegram_id: int
    reason: str
    validate_only: bool = False
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgottenUser:
    """Who it was by their number alone, and what was erased."""

    user_id: UserId
    erased: ErasedWords


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetUserHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(self, command: ForgetUser) -> ForgottenUser:
        violations = Violations()
        if not 0 < command.telegram_id < TELEGRAM_ID_LIMIT:
            violations.add("telegram_id", "must be between 1 and 2^52 - 1")
        reason = text.REASON.read(command.reason, "reason", violations)
        if not reason:
            violations.add("reason", "must say why: it is all that is kept of the request")
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await actor_of(uow.users, command.principal)
            require_on_desk(actor, DeskAction.FORGET_USERS)
            if not command.validate_only and (answer := await uow.answers.claim(key, ForgottenUser, now=now)):
                return answer
            known = await uow.users.find_by_telegram_id(command.telegram_id)
            user = known and await uow.users.find_to_change(known.id)
            # Of two who forget at once, the second finds nobody any more.
            if user is None or user.telegram_id != command.telegram_id:
                raise PersonNotFoundError
            if user.role is not Role.USER:
                raise UserStillStaffError(user.id)
            forgotten = ForgottenUser(user_id=user.id, erased=await uow.personal_data.erase(user.id))
            if command.validate_only:
                return forgotten  # without a commit nothing has happened
            event = forget(user, by=actor_name(actor), now=now, reason=reason)
            await uow.users.save(user)
            await uow.users.record(event, traceparent=self.tracing.traceparent())
            await uow.answers.keep(key, forgotten)
            await uow.commit()
        return forgotten
