"""Port: who the bot is in Telegram."""

from typing import Protocol


class BotIdentity(Protocol):
    async def username(self) -> str:
        """Return the bot's name without `@`, as it stands in links. Raises `UnavailableError`."""
        ...
