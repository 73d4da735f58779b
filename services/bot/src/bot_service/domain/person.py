"""Who the bot talks with."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    USER = "user"
    AGENT = "agent"

    @property
    def is_staff(self) -> bool:
        return self is not Role.USER


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of the desk, as the tickets service knows them now."""

    name: str
    """The resource name, `users/7`: who acts in calls to other services."""
    telegram_id: int
    display_name: str
    role: Role
    language: str
    """`en` or `ru`."""
