"""Port: whether private chats with the bot have topics, which its owner switches on and off (decision 67)."""

from typing import Protocol


class PrivateTopics(Protocol):
    async def are_on(self) -> bool:
        """Tell what Telegram said last; False while it has not said anything for a while. Raises nothing."""
        ...
