"""Use case: people say which language they read and where they live."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tickets_service.application.commands.people.change_user import UserChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import UserView
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.events import UserEvent, set_preferences
from tickets_service.domain.people.user import User, UserId, check_language
from tickets_service.domain.time_zone import check_time_zone
from tickets_service.domain.violations import Violations

EDITABLE: Final = ("language", "time_zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateUser:
    """`fields` names what to change; the other value is ignored."""

    principal: Principal
    user_id: UserId
    fields: tuple[str, ...]
    language: str = ""
    time_zone: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateUserHandler:
    change: UserChanger

    async def __call__(self, command: UpdateUser) -> UserView:
        violations = Violations()
        check_preferences(command, violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()

        def update(user: User, by: ActorName, now: datetime) -> UserEvent | None:
            return set_preferences(
                user,
                language=command.language if "language" in command.fields else None,
                time_zone=command.time_zone if "time_zone" in command.fields else None,
                by=by,
                now=now,
            )

        return await self.change.of_oneself(command, command.user_id, key, update)


def check_preferences(command: UpdateUser, violations: Violations) -> None:
    if not command.fields:
        violations.add("update_mask", "must name a field to change, or one must be set")
    if unknown := sorted(set(command.fields) - set(EDITABLE)):
        violations.add("update_mask", f"has {unknown}; only {list(EDITABLE)} can be changed")
    if "language" in command.fields:
        check_language(command.language, "user.language", violations)
    if "time_zone" in command.fields:
        check_time_zone(command.time_zone, "user.time_zone", violations)
