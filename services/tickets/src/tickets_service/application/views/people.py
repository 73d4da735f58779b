"""What callers get to see of people, their history, and invites."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.events import UserEventType
from tickets_service.domain.people.invite import Invite, InviteId, InviteState
from tickets_service.domain.people.user import Absence, Role, User, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class UserView:
    id: UserId
    telegram_id: int | None
    """None of somebody who was forgotten, too."""
    username: str
    display_name: str
    language: str
    role: Role
    active: bool
    created_at: datetime
    time_zone: str
    absence: Absence | None = None
    contact: str = ""
    introducer_id: UserId | None = None

    @classmethod
    def of(cls, user: User) -> "UserView":
        return cls(
            id=user.id,
            telegram_id=None if user.is_forgotten else user.telegram_id,
            username=user.username,
            display_name=user.display_name,
            language=user.language,
            role=user.role,
            active=user.active,
            created_at=user.created_at,
            time_zone=user.time_zone,
            absence=user.absence,
            contact=user.contact,
            introducer_id=user.introducer_id if user.unclaimed else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UserEventView:
    """`before` and `after` hold the fields that changed."""

    id: int
    user_id: UserId
    type: UserEventType
    actor: ActorName
    occurred_at: datetime
    reason: str
    traceparent: str
    before: Mapping[str, str | bool]
    after: Mapping[str, str | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteView:
    """Never has the code."""

    id: InviteId
    role: Role
    note: str
    state: InviteState
    creator_id: UserId | None
    created_at: datetime
    expires_at: datetime
    redeemer_id: UserId | None
    redeemed_at: datetime | None
    revoker_id: UserId | None
    revoked_at: datetime | None
    person_id: UserId | None = None

    @classmethod
    def of(cls, invite: Invite, *, now: datetime) -> "InviteView":
        return cls(
            id=invite.id,
            role=invite.role,
            note=invite.note,
            state=invite.state(now),
            creator_id=invite.creator_id,
            created_at=invite.created_at,
            expires_at=invite.expires_at,
            redeemer_id=invite.redeemer_id,
            redeemed_at=invite.redeemed_at,
            revoker_id=invite.revoker_id,
            revoked_at=invite.revoked_at,
            person_id=invite.person_id,
        )
