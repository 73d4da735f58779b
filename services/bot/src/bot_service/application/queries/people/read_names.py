"""What people are called."""

from collections.abc import Iterable, Mapping

from bot_service.application.ports.people.users import UserDirectory
from bot_service.application.views.people import is_person


async def display_names(people: UserDirectory, names: Iterable[str]) -> Mapping[str, str]:
    """Return display names by `users/7`, of those that are people's; raises what the directory raises."""
    users = await people.get_all(sorted(set(filter(is_person, names))))
    return {name: user.display_name for name, user in users.items()}
