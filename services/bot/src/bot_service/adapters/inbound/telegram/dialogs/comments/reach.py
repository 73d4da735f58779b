"""Whether what is said to a reporter arrives."""

from typing import Final

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn

NO_READERS: Final = frozenset({"reporter-out", "reporter-elsewhere"})
"""Of these, no news tells by itself that they do not hear of something."""


async def why_unheard(reporter: str, turn: Turn) -> str:
    """Return the key of why what is said to the reporter (`users/7`) does not arrive now; empty where it does."""
    person = await turn.desk.people.get(reporter)
    if not person.active:
        return "reporter-out"
    if person.is_placeholder:
        return "reporter-elsewhere"
    chats = await turn.desk.chats.of_users([reporter])
    return "" if any(chat.reachable for chat in chats) else "reporter-unreached"
