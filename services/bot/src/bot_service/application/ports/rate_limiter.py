"""Port: how often Telegram lets the bot speak."""

from typing import Protocol


class RateLimiter(Protocol):
    async def take(self, chat_id: int) -> float:
        """Spend one message to the chat and return 0.0, or spend nothing and return the seconds to wait."""
        ...

    async def pause(self, chat_id: int, seconds: float) -> None:
        """Telegram said to be quiet there. Chats that are told so at the same time mean the whole bot is."""
        ...
