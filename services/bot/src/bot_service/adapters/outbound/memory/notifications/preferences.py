"""`Preferences` in memory."""

from datetime import datetime

from bot_service.application.ports.chats.chats import Chats
from bot_service.domain.notifications.quiet import NoticePreferences


class MemoryPreferences:
    """Of the chats that are known."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats
        self._chosen: dict[int, NoticePreferences] = {}

    async def get(self, chat_id: int) -> NoticePreferences:
        return self._chosen.get(chat_id, NoticePreferences())

    async def save(self, chat_id: int, chosen: NoticePreferences, *, zone: str, now: datetime) -> None:  # noqa: ARG002  # the port's
        if await self._chats.get(chat_id) is not None:
            self._chosen[chat_id] = chosen
