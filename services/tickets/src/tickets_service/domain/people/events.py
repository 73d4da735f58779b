"""Facts about people: who changed what they may do, or how they are spoken to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.user import Absence, Role, User, UserId


class UserEventType(StrEnum):
    ROLE_CHANGED = "ROLE_CHANGED"
    ACTIVATION_CHANGED = "ACTIVATION_CHANGED"
    PREFERENCES_CHANGED = "PREFERENCES_CHANGED"
    FORGOTTEN = "FORGOTTEN"
    ABSENCE_CHANGED = "ABSENCE_CHANGED"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserEvent:
    """`before` and `after` hold the fields that changed, as they are kept."""

    type: UserEventType
    user_id: UserId
    actor: ActorName
    occurred_at: datetime
    before: Mapping[str, str | bool]
    after: Mapping[str, str | bool]
    reason: str = ""


def give_role(user: User, role: Role, *, by: ActorName, now: datetime, reason: str = "") -> UserEvent | None:
    """Change the role; return what happened, or None when the user has it already."""
    return None if user.role is role else change_role(user, role, by=by, now=now, reason=reason)


def change_role(user: User, role: Role, *, by: ActorName, now: datetime, reason: str) -> UserEvent:
    before, user.role = user.role, role
    return UserEvent(
        type=UserEventType.ROLE_CHANGED,
        user_id=user.id,
        actor=by,
        occurred_at=now,
        before={"role": before.value},
        after={"role": role.value},
        reason=reason,
    )


def set_active(user: User, *, active: bool, by: ActorName, now: datetime, reason: str) -> UserEvent | None:
    """Let the user in or shut them out; return what happened, or None when it is so already."""
    if user.active is active:
        return None
    user.active = active
    return UserEvent(
        type=UserEventType.ACTIVATION_CHANGED,
        user_id=user.id,
        actor=by,
        occurred_at=now,
        before={"active": not active},
        after={"active": active},
        reason=reason,
    )


def set_preferences(
    user: User, *, language: str | None, time_zone: str | None, by: ActorName, now: datetime
) -> UserEvent | None:
    """Change how the user is spoken to; None leaves it. Return what happened, or None when nothing changed.

    Whoever says the language that was taken for theirs has said it all the same.
    """
    before = {"language": user.language, "time_zone": user.time_zone}
    if language is not None:
        user.language, user.language_told = language, True
    if time_zone is not None:
        user.time_zone = time_zone
    after = {"language": user.language, "time_zone": user.time_zone}
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        return None
    return UserEvent(
        type=UserEventType.PREFERENCES_CHANGED,
        user_id=user.id,
        actor=by,
        occurred_at=now,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def set_absence(user: User, absence: Absence | None, *, by: ActorName, now: datetime) -> UserEvent | None:
    """Change when the user is away, None for not at all; return what happened, or None when it is so already."""
    if user.absence == absence:
        return None
    before, user.absence = user.absence, absence
    return UserEvent(
        type=UserEventType.ABSENCE_CHANGED,
        user_id=user.id,
        actor=by,
        occurred_at=now,
        before=_written(before),
        after=_written(absence),
    )


def _written(absence: Absence | None) -> Mapping[str, str]:
    """Return it as it is kept: instants of ISO 8601, empty where there is none."""
    return {
        "away_from": "" if absence is None else absence.starts.isoformat(),
        "away_until": "" if absence is None else absence.ends.isoformat(),
    }


def forget(user: User, *, by: ActorName, now: datetime, reason: str) -> UserEvent:
    """Leave nothing of the person but a number that their tickets stand under; return that it happened."""
    user.forget()
    return UserEvent(
        type=UserEventType.FORGOTTEN,
        user_id=user.id,
        actor=by,
        occurred_at=now,
        before={},
        after={},
        reason=reason,
    )
