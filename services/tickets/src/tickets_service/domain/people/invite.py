"""An offer of a role to whoever brings its code first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final, NewType

from tickets_service.domain.people.invite_errors import (
    InviteNotFoundError,
    InviteNotOpenError,
    RoleNotRaisedError,
)
from tickets_service.domain.people.user import Role, User, UserId

InviteId = NewType("InviteId", int)

UNSAVED_INVITE: Final = InviteId(0)
SHORTEST_LIFE: Final = timedelta(minutes=1)
USUAL_LIFE: Final = timedelta(minutes=30)
LONGEST_LIFE: Final = timedelta(days=7)
OFFERED: Final = frozenset(Role) - {Role.USER}
"""Everybody who registers is a user: nobody needs an invite for that."""
RAISES: Final = {
    Role.USER: OFFERED,
    Role.AGENT: frozenset({Role.DISPATCHER, Role.ADMIN}),
    Role.DISPATCHER: frozenset({Role.ADMIN}),
    Role.ADMIN: frozenset[Role](),
    # Who checks the others changes nothing: leaving that to an admin, not to who holds a code.
    Role.AUDITOR: frozenset[Role](),
}
"""Role to those that are more. Staff who became auditors would lose their work, so that is no raise either."""


class InviteState(StrEnum):
    OPEN = "OPEN"
    USED = "USED"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"


def digest_of(code: str) -> bytes:
    """Return what is kept of a code, which has too many bits for anybody to try them: a fast digest hides it."""
    return sha256(code.encode()).digest()


@dataclass(eq=False, slots=True, kw_only=True)
class Invite:
    """`salt` is what its code was made from, together with a key that is not stored beside it.

    Without a creator it was made at the terminal, by whoever runs the desk.
    """

    id: InviteId = UNSAVED_INVITE
    code_digest: bytes
    salt: bytes
    role: Role
    note: str
    creator_id: UserId | None
    created_at: datetime
    expires_at: datetime
    redeemer_id: UserId | None = None
    redeemed_at: datetime | None = None
    revoker_id: UserId | None = None
    revoked_at: datetime | None = None
    person_id: UserId | None = None
    """The placeholder that whoever brings the code says to be: then it need not raise their role."""

    def state(self, now: datetime) -> InviteState:
        if self.redeemed_at is not None:
            return InviteState.USED
        if self.revoked_at is not None:
            return InviteState.REVOKED
        return InviteState.EXPIRED if now >= self.expires_at else InviteState.OPEN

    def redeem(self, by: User, *, now: datetime) -> None:
        """Use it up. Raise `InviteNotFoundError` unless it is open, `RoleNotRaisedError` when it is no raise."""
        if self.state(now) is not InviteState.OPEN:
            raise InviteNotFoundError
        if self.person_id is None and self.role not in RAISES[by.role]:
            raise RoleNotRaisedError(by.role, self.role)
        self.redeemer_id, self.redeemed_at = by.id, now

    def revoke(self, by: UserId, *, now: datetime) -> None:
        """Withdraw it; raise `InviteNotOpenError` unless it is open."""
        if (state := self.state(now)) is not InviteState.OPEN:
            raise InviteNotOpenError(self.id, state)
        self.revoker_id, self.revoked_at = by, now
