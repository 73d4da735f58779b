"""Port: which ticket a message in a chat is about."""

from typing import Protocol


class MessageLinks(Protocol):
    async def ticket_of(self, chat_id: int, message_id: int) -> int | None:
        """Return the number of the ticket that the message is about, if it is about one."""
        ...
