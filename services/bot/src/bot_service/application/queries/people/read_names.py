"""What people are called, however many there are."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot_service.application.ports.people.users import UserDirectory
from bot_service.application.views.people import is_person

AT_ONCE: Final = 200
"""The tickets service's limit for one call."""


async def display_names(people: UserDirectory, names: Iterable[str]) -> Mapping[str, str]:
    """Return display names by `users/7`, of those that are people's; raises what the directory raises."""
    known, found = sorted(set(filter(is_person, names))), dict[str, str]()
    for start in range(0, len(known), AT_ONCE):
        users = await people.get_all(known[start : start + AT_ONCE])
        found |= {name: user.display_name for name, user in users.items()}
    return found
