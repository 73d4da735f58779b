"""Port: when people want to hear of what others do."""

from datetime import datetime
from typing import Protocol

from bot_service.domain.notifications.quiet import NoticePreferences


class Preferences(Protocol):
    """By the private chat, which has the number of its person. Raises `UnavailableError`."""

    async def get(self, chat_id: int) -> NoticePreferences:
        """Return what was chosen; nothing is, of a chat that is not known."""
        ...

    async def save(self, chat_id: int, chosen: NoticePreferences, *, zone: str, now: datetime) -> None:
        """Keep it for a chat that is known, with the person's zone; what is held waits for the new times."""
        ...
