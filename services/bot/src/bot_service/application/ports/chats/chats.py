"""Port: the private chats that the bot has with people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A private chat; its id is the person's Telegram id."""

    chat_id: int
    user_name: str
    """`users/7`"""
    language: str
    reachable: bool = True
    """False after the person blocked the bot, until they are heard of again."""


class Chats(Protocol):
    async def save(self, chat: Chat) -> None:
        """Insert or replace; whether they want announcements stays as it was."""
        ...

    async def get(self, chat_id: int) -> Chat | None: ...

    async def of_users(self, user_names: Sequence[str]) -> Sequence[Chat]:
        """Return the chats with these people; those who never wrote to the bot have none."""
        ...

    async def wants_announcements(self, chat_id: int) -> bool:
        """Return whether what is said to many, and is not urgent, may be said there; at first it may."""
        ...

    async def set_announcements(self, chat_id: int, *, wanted: bool) -> None:
        """Have it so from now on, where the chat is known."""
        ...
