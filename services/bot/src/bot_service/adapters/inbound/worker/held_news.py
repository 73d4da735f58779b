"""Lets go out what was held for quiet hours, and sends the digests that are due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from bot_service.adapters.inbound.worker.endless import without_end
from bot_service.application.commands.notifications.send_digest import SendDigest
from bot_service.application.ports.notifications.held_calls import HeldCalls

SECONDS: Final = 5.0
LONGEST_WAIT: Final = 60.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldNewsWorker:
    """One process at a time runs it (a lease); two at once would send nothing twice."""

    held: HeldCalls
    send: SendDigest
    now: Callable[[], datetime]
    seconds: float = SECONDS
    """Between two looks."""

    async def __call__(self) -> None:
        """Work without end."""
        await without_end(self._turn, "held_news.interrupted", first=self.seconds, longest=LONGEST_WAIT)

    async def _turn(self) -> float:
        await self.look()
        return self.seconds

    async def look(self) -> None:
        """Do all that is due. Raises `UnavailableError`: the rest stays due."""
        while released := await self.held.release(self.now()):
            log.info("held_news.released", count=released)
        while digests := await self.held.due_digests(self.now()):
            settled = [await self.send(digest) for digest in digests]
            log.info("digests.sent", count=sum(settled))
            if not any(settled):
                return
