"""`Chats` and `MessageLinks` in memory."""

from collections.abc import Sequence

from bot_service.application.ports.chats import Chat
from bot_service.domain.outgoing import MessageRole


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
        self._links: dict[tuple[int, int], tuple[int, MessageRole]] = {}

    def link(self, chat_id: int, message_id: int, ticket: int, role: MessageRole) -> None:
        self._links[chat_id, message_id] = ticket, role

    async def ticket_of(self, chat_id: int, message_id: int) -> int | None:
        link = self._links.get((chat_id, message_id))
        return None if link is None else link[0]

    async def role_of(self, chat_id: int, message_id: int) -> MessageRole | None:
        link = self._links.get((chat_id, message_id))
        return None if link is None else link[1]
