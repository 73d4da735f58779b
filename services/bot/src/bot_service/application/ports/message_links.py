"""Port: which ticket a message in a chat is about."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from bot_service.domain.outgoing import MessageRole


class MessageLinks(Protocol):
    async def ticket_of(self, chat_id: int, message_id: int) -> int | None:
        """Return the number of the ticket that the message is about, if it is about one."""
        ...

    async def talked_about(self, chat_id: int, within: timedelta) -> Sequence[int]:
        """Return what messages of that time are about, the latest first: notices and answers, not live cards."""
        ...

    async def role_of(self, chat_id: int, message_id: int) -> MessageRole | None:
        """Return what the message is to its ticket; None where it is about none."""
        ...
