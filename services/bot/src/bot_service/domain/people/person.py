"""Who the bot talks with."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """As the tickets service has it, and nobody else: what a role may do to a ticket, its verbs tell."""

    USER = "user"
    AGENT = "agent"
    DISPATCHER = "dispatcher"
    ADMIN = "admin"
    AUDITOR = "auditor"

    @property
    def is_staff(self) -> bool:
        """Works on tickets: has the staff's menu, hears of new tickets, speaks for the desk."""
        return self in {Role.AGENT, Role.DISPATCHER, Role.ADMIN}

    @property
    def sees_all(self) -> bool:
        """May look at every ticket, whoever works on it."""
        return self in {Role.DISPATCHER, Role.ADMIN, Role.AUDITOR}


WORKERS: Final = frozenset(role for role in Role if role.is_staff)
SEERS: Final = frozenset(role for role in Role if role.sees_all)
INSIDERS: Final = WORKERS | SEERS
"""Who is not only a reporter."""
ADMINS: Final = frozenset({Role.ADMIN})
CONTROLLERS: Final = ADMINS | {Role.AUDITOR}
"""Who may look up who did what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of the desk, as the tickets service knows them now."""

    name: str
    """The resource name, `users/7`: who acts in calls to other services."""
    telegram_id: int
    display_name: str
    role: Role
    language: str
    """One that the bot speaks, such as `en`."""
