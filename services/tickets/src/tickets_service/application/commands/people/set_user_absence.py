"""Use case: somebody who works for the desk says when they are away, or an admin does for them."""

from dataclasses import dataclass
from datetime import datetime

from tickets_service.application.commands.people.change_user import UserChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import UserView
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.events import UserEvent, set_absence
from tickets_service.domain.people.user import Absence, User, UserId
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUserAbsence:
    """Both times take the place of those before; without any they are not away."""

    principal: Principal
    user_id: UserId
    starts: datetime | None
    ends: datetime | None
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUserAbsenceHandler:
    change: UserChanger

    async def __call__(self, command: SetUserAbsence) -> UserView:
        violations = Violations()
        absence = absence_of(command, violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()

        def away(user: User, by: ActorName, now: datetime) -> UserEvent | None:
            # Not before: what was accepted once is answered again, however late.
            if absence is not None and absence.ends <= now:
                over = Violations()
                over.add("absence.end_time", "must be in the future")
                over.refuse_if_any()
            return set_absence(user, absence, by=by, now=now)

        if command.principal.user_id == command.user_id:
            return await self.change.of_oneself(
                command, command.user_id, key, away, action=DeskAction.SET_OWN_ABSENCE
            )
        return await self.change.of_anybody(command, command.user_id, key, away)


def absence_of(command: SetUserAbsence, violations: Violations) -> Absence | None:
    if command.starts is None and command.ends is None:
        return None
    if command.starts is None or command.ends is None:
        violations.add("absence.end_time" if command.starts else "absence.start_time", "must be set")
        return None
    absence = Absence(starts=command.starts, ends=command.ends)
    absence.check("absence", violations)
    return absence
