"""Puts conversations back where they belong once that can be reached, and finds out whether it can."""

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.conversations import Conversations

SECONDS: Final = 5.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ReturningConversations:
    conversations: Conversations
    seconds: float = SECONDS

    async def __call__(self) -> None:
        """Work without end; outages are waited out."""
        while True:
            try:
                if brought := await self.conversations.bring_back():
                    log.info("conversations.brought_back", count=brought)
            except UnavailableError as error:
                log.warning("conversations.bringing_back_failed", error=str(error))
            await asyncio.sleep(self.seconds)
