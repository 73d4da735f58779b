"""Port: who works for the desk, as its admins look after them; the tickets service owns them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot_service.application.ports.people.users import UserView
from bot_service.domain.people.person import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvitation:
    """An invite that somebody may still redeem; its code is told once, to whoever made it."""

    number: int
    role: Role
    expire_time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvitation:
    role: Role
    code: str
    """What redeems it, once: 32 characters that fit a link; a secret."""
    expire_time: datetime


class StaffRegister(Protocol):
    """On behalf of `acting` (`users/7`), who must be an admin for all but reading.

    Every change is repeatable with the same `request_id`. Raises `NotFoundError`, `RefusedError`, `ForbiddenError`,
    `InvalidFieldsError`, `UnavailableError`.
    """

    async def everybody(self) -> Sequence[UserView]:
        """Return all who have a role of their own, auditors and those who are switched off among them."""
        ...

    async def set_role(self, name: str, role: Role, *, acting: str, request_id: UUID) -> UserView:
        """Raises `RefusedError` (`LAST_ADMIN`) where nobody would be left who can do this."""
        ...

    async def called(self, words: str, *, limit: int) -> Sequence[UserView]:
        """Return at most `limit` people who are called so, whatever their role, also those who are shut out."""
        ...

    async def set_active(
        self, name: str, *, active: bool, reason: str = "", acting: str, request_id: UUID
    ) -> UserView:
        """Shut somebody out, or let them in again. Raises `RefusedError` (`LAST_ADMIN`) as `set_role` does.

        `reason` has at most 1,000 characters.
        """
        ...

    async def why_shut_out(self, name: str, *, acting: str) -> str:
        """Return the reason that was given when somebody was shut out last; empty where there was none."""
        ...

    async def invite(self, role: Role, *, acting: str, request_id: UUID) -> NewInvitation:
        """Make an invite for 30 minutes, which one person may redeem."""
        ...

    async def open_invitations(self, *, acting: str) -> Sequence[OpenInvitation]:
        """Return all that give a role, newest first."""
        ...

    async def withdraw(self, number: int, *, acting: str, request_id: UUID) -> None:
        """Raises `RefusedError` (`INVITE_NOT_OPEN`) where there is nothing left to withdraw."""
        ...
