"""`Chats` and `MessageLinks` in memory."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot_service.application.ports.chats.chats import Chat
from bot_service.application.ports.tickets.message_links import ToldMessage
from bot_service.domain.deliveries.outgoing import MessageRole, comment_of_cause


class MemoryChats:
    def __init__(self) -> None:
        self._chats: dict[int, Chat] = {}
        self._undisturbed: set[int] = set()

    async def save(self, chat: Chat) -> None:
        self._chats[chat.chat_id] = chat

    async def get(self, chat_id: int) -> Chat | None:
        return self._chats.get(chat_id)

    async def of_users(self, user_names: Sequence[str]) -> Sequence[Chat]:
        return [self._chats[id_] for id_ in sorted(self._chats) if self._chats[id_].user_name in user_names]

    async def wants_announcements(self, chat_id: int) -> bool:
        return chat_id not in self._undisturbed

    async def set_announcements(self, chat_id: int, *, wanted: bool) -> None:
        if wanted:
            self._undisturbed.discard(chat_id)
        elif chat_id in self._chats:
            self._undisturbed.add(chat_id)


class MemoryMessageLinks:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._links: dict[tuple[int, int], tuple[int, MessageRole]] = {}
        self._times: dict[tuple[int, int], datetime] = {}
        self._told: list[ToldMessage] = []

    def link(self, chat_id: int, message_id: int, ticket: int, role: MessageRole) -> None:
        self._links[chat_id, message_id] = ticket, role
        self._times.setdefault((chat_id, message_id), self._now())

    def tell(self, chat_id: int, cause: str, n: int) -> None:
        self._told.append(ToldMessage(chat_id=chat_id, cause=cause, n=n, at=self._now()))

    async def told_of(self, causes: Sequence[str]) -> Sequence[ToldMessage]:
        return [each for each in self._told if each.cause in causes]

    async def told_beside(self, comment: str) -> Sequence[ToldMessage]:
        return [each for each in self._told if comment_of_cause(each.cause) == comment]

    async def ticket_of(self, chat_id: int, message_id: int) -> int | None:
        link = self._links.get((chat_id, message_id))
        return None if link is None else link[0]

    async def talked_about(self, chat_id: int, within: timedelta) -> Sequence[int]:
        latest = [
            ticket
            for (chat, message_id), (ticket, role) in sorted(self._links.items(), reverse=True)
            if chat == chat_id
            and role is not MessageRole.CARD
            and self._times[chat, message_id] > self._now() - within
        ]
        return list(dict.fromkeys(latest))

    async def note(self, chat_id: int, message_id: int, ticket: int) -> None:
        self.link(chat_id, message_id, ticket, MessageRole.OTHER)

    async def role_of(self, chat_id: int, message_id: int) -> MessageRole | None:
        link = self._links.get((chat_id, message_id))
        return None if link is None else link[1]
