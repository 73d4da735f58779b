"""A person the desk knows."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, NewType

from tickets_service.domain import text
from tickets_service.domain.violations import Violations

UserId = NewType("UserId", int)

UNSAVED_USER: Final = UserId(0)
TELEGRAM_ID_LIMIT: Final = 1 << 52
NOBODYS_NAME: Final = "—"
"""What who was forgotten is called, in every language."""
NOBODYS_TELEGRAM_ID: Final = 1 - TELEGRAM_ID_LIMIT
"""Of the one who stands in the place of people whom the desk knows no longer (decision 65). Nobody else has it: the
id of who was forgotten is their own number below 0."""
DEFAULT_LANGUAGE: Final = "en"
DEFAULT_TIME_ZONE: Final = "UTC"
LANGUAGE_LENGTH: Final = 35
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class Role(StrEnum):
    USER = "user"
    AGENT = "agent"
    DISPATCHER = "dispatcher"
    ADMIN = "admin"
    AUDITOR = "auditor"


STAFF: Final = frozenset({Role.AGENT, Role.DISPATCHER, Role.ADMIN})
"""Who works on tickets, and may be assigned one."""


def check_language(language: str, field: str, violations: Violations) -> None:
    if len(language) > LANGUAGE_LENGTH or not LANGUAGE.fullmatch(language):
        violations.add(field, "must be a BCP 47 language of 2 to 35 characters, such as en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What Telegram says about a person."""

    telegram_id: int
    display_name: str
    username: str
    language: str
    """Empty where Telegram does not say, or nobody asked it."""

    @classmethod
    def read(
        cls, *, telegram_id: int, display_name: str, username: str, language: str, violations: Violations
    ) -> "Profile":
        """Trim and check everything; add to `violations` what is wrong."""
        if not 0 < telegram_id < TELEGRAM_ID_LIMIT:
            violations.add("telegram_id", "must be between 1 and 2^52 - 1")
        if language:
            check_language(language, "language", violations)
        return cls(
            telegram_id=telegram_id,
            display_name=text.DISPLAY_NAME.read(display_name, "display_name", violations),
            username=text.USERNAME.read(username, "username", violations),
            language=language,
        )

    def called_as(self, user: "User") -> "Profile":
        return replace(self, display_name=user.display_name, username=user.username)


class Newcomer(NamedTuple):
    """What is said of somebody for whom something is reported, and who is not at Telegram (decision 66)."""

    display_name: str
    contact: str = ""

    def read(self, field: str, violations: Violations) -> "Newcomer":
        """Return it trimmed; add to `violations` what is wrong."""
        return Newcomer(
            display_name=text.DISPLAY_NAME.read(self.display_name, f"{field}.display_name", violations),
            contact=text.CONTACT.read(self.contact, f"{field}.contact", violations),
        )


LONGEST_ABSENCE: Final = timedelta(days=366)
ABSENCES_END: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""Of the last day of all, the clocks of some zones show a day that there is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """When somebody does not work."""

    starts: datetime
    ends: datetime
    """When they are back: later than `starts`, by at most `LONGEST_ABSENCE`."""

    def check(self, field: str, violations: Violations) -> None:
        if self.ends <= self.starts:
            violations.add(f"{field}.end_time", "must be later than start_time")
        elif self.ends - self.starts > LONGEST_ABSENCE:
            violations.add(f"{field}.end_time", "must be at most 366 days after start_time")
        if self.ends > ABSENCES_END:
            violations.add(f"{field}.end_time", "must be before the year 9999")


@dataclass(eq=False, slots=True, kw_only=True)
class User:
    id: UserId = UNSAVED_USER
    telegram_id: int | None
    """None for a placeholder: somebody imported, or named by another, whom nobody at Telegram has said to be yet.

    Below 0 for somebody who was forgotten, whom nobody can be any more.
    """
    username: str
    display_name: str
    language: str
    role: Role
    active: bool
    created_at: datetime
    language_told: bool = True
    """Whether it is theirs; what was taken for it before is what whoever imported or named them went by."""
    time_zone: str = DEFAULT_TIME_ZONE
    absence: Absence | None = None
    """May be over, or still to come."""
    contact: str = ""
    """How a placeholder is reached, 0 to 200 characters."""
    introducer_id: UserId | None = None
    """Who made a placeholder known, by reporting something for them; None of everybody else."""

    @classmethod
    def register(cls, profile: Profile, *, role: Role, now: datetime) -> "User":
        return cls(
            telegram_id=profile.telegram_id,
            username=profile.username,
            display_name=profile.display_name,
            language=profile.language or DEFAULT_LANGUAGE,
            role=role,
            active=True,
            created_at=now,
            language_told=bool(profile.language),
        )

    @classmethod
    def introduce(cls, newcomer: "Newcomer", *, by: "User", now: datetime) -> "User":
        """Return a placeholder for somebody who is not at Telegram; they are taken to read what `by` does."""
        return cls(
            telegram_id=None,
            username="",
            display_name=newcomer.display_name,
            language=by.language,
            role=Role.USER,
            active=True,
            created_at=now,
            time_zone=by.time_zone,
            contact=newcomer.contact,
            introducer_id=by.id,
        )

    @classmethod
    def nobody(cls, *, now: datetime) -> "User":
        """Return who stands in the place of people whom the desk knows no longer."""
        return cls(
            telegram_id=NOBODYS_TELEGRAM_ID,
            username="",
            display_name=NOBODYS_NAME,
            language=DEFAULT_LANGUAGE,
            role=Role.USER,
            active=False,
            created_at=now,
        )

    @property
    def may_be_assigned(self) -> bool:
        """Staff who are let in, and whom word of it can reach."""
        return self.active and self.role in STAFF and self.telegram_id is not None

    @property
    def unclaimed(self) -> bool:
        """A placeholder that nobody has said to be yet; who is shut out, nobody can."""
        return self.active and self.telegram_id is None

    @property
    def is_forgotten(self) -> bool:
        return self.telegram_id is not None and self.telegram_id < 0

    def forget(self) -> None:
        self.telegram_id = -self.id
        self.display_name, self.username = NOBODYS_NAME, ""
        self.language, self.time_zone = DEFAULT_LANGUAGE, DEFAULT_TIME_ZONE
        self.language_told = True
        self.absence = None
        self.contact, self.introducer_id = "", None
        self.active = False

    def follow(self, profile: Profile) -> bool:
        """Take over what the person changed at Telegram; tell whether anything did.

        Of the language, only what it is when nobody had said it.
        """
        changed = (self.display_name, self.username) != (profile.display_name, profile.username)
        self.display_name, self.username = profile.display_name, profile.username
        if profile.language and not self.language_told:
            self.language, self.language_told, changed = profile.language, True, True
        return changed
