"""Port: which ticket a message in a chat is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot_service.domain.deliveries.outgoing import MessageRole


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMessage:
    """A message that told somebody of something, or will once its turn comes: the `n`th call of `cause` sends it."""

    chat_id: int
    cause: str
    n: int
    at: datetime
    """When it was sent; now, while it was not."""


class MessageLinks(Protocol):
    async def ticket_of(self, chat_id: int, message_id: int) -> int | None:
        """Return the number of the ticket that the message is about, if it is about one."""
        ...

    async def talked_about(self, chat_id: int, within: timedelta) -> Sequence[int]:
        """Return what messages of that time are about, the latest first: notices and answers, not live cards."""
        ...

    async def told_of(self, causes: Sequence[str]) -> Sequence[ToldMessage]:
        """Return the notices that these events (`tickets/42/events/7`) brought about, for the 30 days they are kept."""
        ...

    async def told_beside(self, comment: str) -> Sequence[ToldMessage]:
        """Return the messages that showed what came along with a comment (`tickets/42/comments/7`), likewise."""
        ...

    async def note(self, chat_id: int, message_id: int, ticket: int) -> None:
        """Keep that somebody's own message is about a ticket."""
        ...

    async def role_of(self, chat_id: int, message_id: int) -> MessageRole | None:
        """Return what the message is to its ticket; None where it is about none."""
        ...
