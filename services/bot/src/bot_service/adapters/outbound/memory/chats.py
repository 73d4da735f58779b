"""`Chats` and `MessageLinks` in memory."""

from collections.abc import Sequence

from bot_service.application.ports.chats import Chat


class MemoryChats:
    def __init__(self) -> None:
        self._chats: dict[int, Chat] = {}

    async def save(self, chat: Chat) -> None:
        self._chats[chat.chat_id] = chat

    async def get(self, chat_id: int) -> Chat | None:
        return self._chats.get(chat_id)

    async def of_users(self, user_names: Sequence[str]) -> Sequence[Chat]:
        return [self._chats[id_] for id_ in sorted(self._chats) if self._chats[id_].user_name in user_names]


class MemoryMessageLinks:
    def __init__(self) -> None:
        self._tickets: dict[tuple[int, int], int] = {}

    def link(self, chat_id: int, message_id: int, ticket: int) -> None:
        self._tickets[chat_id, message_id] = ticket

    async def ticket_of(self, chat_id: int, message_id: int) -> int | None:
        return self._tickets.get((chat_id, message_id))
