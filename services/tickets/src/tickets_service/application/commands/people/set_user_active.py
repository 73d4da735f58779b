"""Use case: an admin shuts somebody out, or lets them in again."""

from dataclasses import dataclass

from tickets_service.application.commands.people.change_user import UserChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import UserView
from tickets_service.domain import text
from tickets_service.domain.people.events import set_active
from tickets_service.domain.people.user import UserId
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUserActive:
    principal: Principal
    user_id: UserId
    active: bool
    reason: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUserActiveHandler:
    change: UserChanger

    async def __call__(self, command: SetUserActive) -> UserView:
        violations = Violations()
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        return await self.change.of_anybody(
            command,
            command.user_id,
            key,
            lambda user, by, now: set_active(user, active=command.active, by=by, now=now, reason=reason),
        )
