"""Who did something: the names of people, and of what is nobody."""

from typing import Final

SYSTEM: Final = "system"
"""The actor of what time alone brought about."""
USERS: Final = "users/"


def is_person(name: str) -> bool:
    """Tell people from services and the system itself."""
    return name.startswith(USERS)


def user_name(number: int) -> str:
    """Return `users/7` for 7, which is what buttons carry."""
    return f"{USERS}{number}"


def user_number(name: str) -> int:
    """Return 7 for `users/7`."""
    return int(name.removeprefix(USERS))
