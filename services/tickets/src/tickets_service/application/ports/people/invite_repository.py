"""Port: invites that are about to change."""

from typing import Protocol

from tickets_service.domain.people.invite import Invite, InviteId


class InviteRepository(Protocol):
    """Stores invites. What it hands out are copies: only `settle` persists."""

    async def add(self, invite: Invite) -> None:
        """Store a new invite; gives it its id."""
        ...

    async def get(self, invite_id: InviteId) -> Invite:
        """Return the invite, or raise `InviteNotFoundError`."""
        ...

    async def get_by_code(self, code_digest: bytes) -> Invite:
        """The same, by what is kept of its code."""
        ...

    async def settle(self, invite: Invite) -> bool:
        """Store that it was redeemed or revoked; False, and nothing stored, when somebody did that first.

        Of several at once, the others wait until the first one's unit of work ends.
        """
        ...
