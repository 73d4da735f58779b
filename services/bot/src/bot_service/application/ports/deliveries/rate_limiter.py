"""Port: how often Telegram lets the bot speak."""

from typing import Protocol


class RateLimiter(Protocol):
    async def take(self, chat_id: int, *, spare: int = 0) -> float:
        """Spend one message to the chat and return 0.0, or spend nothing and return the seconds to wait.

        `spare` messages of the whole bot are left for others, who may want them in the next moment.
        """
        ...

    async def pause(self, chat_id: int, seconds: float) -> None:
        """Telegram said to be quiet there. Chats that are told so at the same time mean the whole bot is."""
        ...
