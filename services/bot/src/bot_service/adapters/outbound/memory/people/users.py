"""`UserDirectory` in memory."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from uuid import UUID
from zoneinfo import available_timezones

from bot_service.application.errors import (
    ForbiddenError,
    InvalidFieldsError,
    NotFoundError,
    Reason,
    RefusedError,
)
from bot_service.application.ports.people.users import JoiningCode, UserView
from bot_service.domain.people.absence import Absence
from bot_service.domain.people.names import is_called
from bot_service.domain.people.person import Role
from bot_service.domain.requests.newcomer import Newcomer

MAX_DISPLAY_NAME = 128
INVITE_CODE: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
RANKS: Final = (Role.USER, Role.AGENT, Role.DISPATCHER, Role.ADMIN)


class MemoryUsers:
    """`agents` are the Telegram ids of those who become staff when they register."""

    def __init__(self, agents: Collection[int] = ()) -> None:
        self._agents = set(agents)
        self._users: dict[str, UserView] = {}
        self._invites: dict[str, Role] = {}
        self._redeemed: dict[UUID, UserView] = {}
        self._introduced: dict[str, str] = {}
        self._untold: set[str] = set()
        """Whose language nobody has said yet."""
        self._joining: dict[str, str] = {}
        self.on_claim: list[Callable[[str, str], None]] = []
        """Are told whose everything is that was a placeholder's."""

    async def register(
        self,
        *,
        telegram_id: int,
        display_name: str,
        username: str,
        language: str,
        request_id: UUID,  # noqa: ARG002  # keyed by the person
        keep_names: bool = False,
    ) -> UserView:
        if not 0 < len(display_name.strip()) <= MAX_DISPLAY_NAME:
            raise InvalidFieldsError({"display_name": "must have 1 to 128 characters"})
        known = next((user for user in self._users.values() if user.telegram_id == telegram_id), None)
        if known is None:
            known = UserView(
                name=f"users/{len(self._users) + 1}",
                telegram_id=telegram_id,
                display_name=display_name,
                username=username,
                role=Role.USER,
                active=True,
                language=language or "en",
            )
            if not language:
                self._untold.add(known.name)
        elif keep_names:
            display_name, username = known.display_name, known.username
        if language and known.name in self._untold:
            self._untold.remove(known.name)
            known = replace(known, language=language)
        role = Role.AGENT if telegram_id in self._agents else known.role
        self._users[known.name] = replace(
            known, display_name=display_name.strip(), username=username, role=role
        )
        return self._users[known.name]

    async def get(self, name: str) -> UserView:
        return self.known(name)

    async def set_language(
        self,
        language: str,
        *,
        acting: str,
        request_id: UUID,  # noqa: ARG002  # repeating it changes nothing anyway
    ) -> UserView:
        self._users[acting] = replace(self.known(acting), language=language)
        self._untold.discard(acting)
        return self._users[acting]

    async def set_time_zone(
        self,
        time_zone: str,
        *,
        acting: str,
        request_id: UUID,  # noqa: ARG002  # repeating it changes nothing anyway
    ) -> UserView:
        if time_zone not in available_timezones():
            raise InvalidFieldsError({"user.time_zone": "must be an IANA time zone"})
        self._users[acting] = replace(self.known(acting), time_zone=time_zone)
        return self._users[acting]

    async def set_absence(
        self,
        name: str,
        absence: Absence | None,
        *,
        acting: str,
        request_id: UUID,  # noqa: ARG002  # repeating it changes nothing anyway
    ) -> UserView:
        role = self.known(acting).role
        if not (role.is_staff if acting == name else role is Role.ADMIN):
            raise ForbiddenError(acting)
        if absence is not None and absence.ends <= absence.starts:
            raise InvalidFieldsError({"absence.end_time": "must be later than start_time"})
        self._users[name] = replace(self.known(name), absence=absence)
        return self._users[name]

    async def redeem_invite(self, code: str, *, acting: str, request_id: UUID) -> UserView:
        if request_id in self._redeemed:
            return self._redeemed[request_id]
        if not INVITE_CODE.fullmatch(code):
            raise InvalidFieldsError({"code": "must have 1 to 64 characters of A-Z, a-z, 0-9, _ and -"})
        user, role = self.known(acting), self._invites.get(code)
        if user.role is not Role.AUDITOR and (placeholder := self._joining.get(code)):
            self._claim(placeholder, acting)
            self._redeemed[request_id] = user
            return user
        if user.role is Role.AUDITOR:
            raise ForbiddenError(acting)
        if role is None:
            raise NotFoundError(code)
        if role is not Role.USER:
            if RANKS.index(role) <= RANKS.index(user.role):
                raise RefusedError(Reason.ROLE_NOT_RAISED)
            self.promote(acting, role)
        del self._invites[code]
        self._redeemed[request_id] = self.known(acting)
        return self.known(acting)

    def offer(self, code: str, role: Role) -> None:
        """Make an invite, as an admin does in the tickets service; one of a user is for who was imported."""
        self._invites[code] = role

    async def joining_code(self, name: str, *, acting: str, request_id: UUID) -> JoiningCode:
        may = self._introduced.get(name) == acting or self.known(acting).role in {Role.DISPATCHER, Role.ADMIN}
        if not may:
            raise ForbiddenError(acting)
        code = request_id.hex
        if code not in self._joining and not self.known(name).is_placeholder:
            raise RefusedError(Reason.PERSON_NOT_INVITABLE)
        self._joining.setdefault(code, name)
        return JoiningCode(code=code, expire_time=datetime.max.replace(tzinfo=UTC))

    def introduce(self, newcomer: Newcomer, by: str) -> str:
        """Make somebody known who is not at Telegram; return their name (`users/7`)."""
        name = f"users/{len(self._users) + 1}"
        self._users[name] = UserView(
            name=name,
            telegram_id=0,
            display_name=newcomer.name,
            username="",
            role=Role.USER,
            active=True,
            contact=newcomer.contact,
            introducer=by,
        )
        self._introduced[name] = by
        return name

    def _claim(self, placeholder: str, person: str) -> None:
        if not self.known(placeholder).is_placeholder:
            raise NotFoundError(placeholder)
        self._users[placeholder] = replace(self.known(placeholder), active=False, contact="", introducer="")
        for tell in self.on_claim:
            tell(placeholder, person)

    async def get_all(self, names: Collection[str]) -> Mapping[str, UserView]:
        return {name: self.known(name) for name in names}

    async def called(self, words: str, *, limit: int) -> Sequence[UserView]:
        return [
            user
            for user in self._users.values()
            if user.active and is_called(words, display_name=user.display_name, username=user.username)
        ][:limit]

    async def staff(self) -> Sequence[UserView]:
        return [user for user in self._users.values() if user.active and user.role.is_staff]

    def known(self, name: str) -> UserView:
        if name not in self._users:
            raise NotFoundError(name)
        return self._users[name]

    def deactivate(self, name: str) -> None:
        """Switch a person off, as an admin does in the tickets service."""
        self._users[name] = replace(self.known(name), active=False)

    def promote(self, name: str, role: Role) -> None:
        """Give a person another role, as an admin does in the tickets service."""
        self._users[name] = replace(self.known(name), role=role)

    def forget_agents(self) -> None:
        """Whoever became staff by registering keeps the role that they have now."""
        self._agents.clear()

    def drop(self, telegram_id: int) -> None:
        """Make somebody of the desk a plain user, as an admin does."""
        self._agents.discard(telegram_id)
        known = next(user for user in self._users.values() if user.telegram_id == telegram_id)
        self.promote(known.name, Role.USER)

    def named(self, display_name: str) -> str:
        """Return the name (`users/7`) of the only person who is called so."""
        (found,) = (user.name for user in self._users.values() if user.display_name == display_name)
        return found

    def appoint(self, telegram_id: int) -> None:
        """Make somebody who is registered an agent, as an admin does, or the tickets service's settings."""
        known = next(user for user in self._users.values() if user.telegram_id == telegram_id)
        self._users[known.name] = replace(known, role=Role.AGENT)
