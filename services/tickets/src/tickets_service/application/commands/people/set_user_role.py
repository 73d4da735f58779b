"""Use case: an admin gives somebody another role."""

from dataclasses import dataclass

from tickets_service.application.commands.people.change_user import UserChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import UserView
from tickets_service.domain import text
from tickets_service.domain.people.events import give_role
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUserRole:
    principal: Principal
    user_id: UserId
    role: Role
    reason: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUserRoleHandler:
    change: UserChanger

    async def __call__(self, command: SetUserRole) -> UserView:
        violations = Violations()
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        return await self.change.of_anybody(
            command,
            command.user_id,
            key,
            lambda user, by, now: give_role(user, command.role, by=by, now=now, reason=reason),
        )
