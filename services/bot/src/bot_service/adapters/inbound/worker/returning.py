"""Puts conversations back where they belong once that can be reached, and finds out whether it can."""

from dataclasses import dataclass
from typing import Final

import structlog

from bot_service.adapters.inbound.worker.endless import without_end
from bot_service.application.ports.chats.conversations import Conversations

SECONDS: Final = 5.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ReturningConversations:
    conversations: Conversations
    seconds: float = SECONDS

    async def __call__(self) -> None:
        """Work without end."""
        await without_end(
            self._turn, "conversations.bringing_back_failed", first=self.seconds, longest=self.seconds
        )

    async def _turn(self) -> float:
        if brought := await self.conversations.bring_back():
            log.info("conversations.brought_back", count=brought)
        return self.seconds
