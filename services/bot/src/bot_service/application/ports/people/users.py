"""Port: the people of the desk, whom the tickets service owns."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from bot_service.domain.people.absence import Absence
from bot_service.domain.people.person import Role

DEFAULT_ZONE: Final = "UTC"
"""Of whoever never said where they live."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserView:
    name: str
    """`users/7`"""
    telegram_id: int
    """0 of who is not at Telegram, or was forgotten."""
    display_name: str
    username: str
    """Without `@`; may be empty."""
    role: Role
    active: bool
    language: str = ""
    """What they read, such as `en`; empty where that is not known."""
    time_zone: str = DEFAULT_ZONE
    """IANA's name."""
    absence: Absence | None = None
    """May be over, or still to come."""
    contact: str = ""
    """How somebody is reached who is not at Telegram, 0 to 200 characters; for the desk's people."""
    introducer: str = ""
    """Who named somebody (`users/7`) who is not at Telegram; empty of everybody else."""

    @property
    def is_placeholder(self) -> bool:
        """Whether they are not at Telegram, as far as the desk knows: nothing reaches them here."""
        return self.active and not self.telegram_id


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningCode:
    code: str
    """What makes its bearer a person, once: 32 characters that fit a link; empty where it cannot be said again."""
    expire_time: datetime


class UserDirectory(Protocol):
    """The people of the desk, read and registered on the bot's own behalf.

    Raises `NotFoundError`, `InvalidFieldsError`, `UnavailableError`.
    """

    async def register(
        self,
        *,
        telegram_id: int,
        display_name: str,
        username: str,
        language: str,
        request_id: UUID,
        keep_names: bool = False,
    ) -> UserView:
        """Make the person known, or bring their names up to date; role and activation stay as they are.

        `keep_names`: of whoever is known, the names stay as well.
        """
        ...

    async def get(self, name: str) -> UserView: ...

    async def set_language(self, language: str, *, acting: str, request_id: UUID) -> UserView: ...

    async def set_time_zone(self, time_zone: str, *, acting: str, request_id: UUID) -> UserView:
        """Raises `InvalidFieldsError` for a zone that is not known."""
        ...

    async def set_absence(
        self, name: str, absence: Absence | None, *, acting: str, request_id: UUID
    ) -> UserView:
        """Say when somebody is away, in place of what was said before; None: they are not.

        Staff do it for themselves, admins for anybody; `ForbiddenError` for all others.
        """
        ...

    async def redeem_invite(self, code: str, *, acting: str, request_id: UUID) -> UserView:
        """Give the acting person the role of an invite, once; repeatable with the same `request_id`.

        `NotFoundError` for a code that is worth nothing (any more), `RefusedError` where the role is not more than
        theirs, which leaves the invite to somebody else; `ForbiddenError` for auditors, `InvalidFieldsError` for
        what is no code.
        """
        ...

    async def joining_code(self, name: str, *, acting: str, request_id: UUID) -> JoiningCode:
        """Return what makes its bearer somebody who is not at Telegram, for 7 days; repeatable with the same id.

        For whoever made them known, for dispatchers and admins; `ForbiddenError` for all others. `RefusedError`
        (`PERSON_NOT_INVITABLE`) where they are at Telegram by now.
        """
        ...

    async def called(self, words: str, *, limit: int) -> Sequence[UserView]:
        """Return active people whose name has words that begin so, or whose @username it is; reads all there are."""
        ...

    async def get_all(self, names: Collection[str]) -> Mapping[str, UserView]:
        """Return people by their names: all, or raise `NotFoundError`."""
        ...

    async def staff(self) -> Sequence[UserView]:
        """Return everybody active who works on tickets."""
        ...
