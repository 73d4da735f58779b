"""Has those told who wait to be heard where a sender died over what was for them."""

from dataclasses import dataclass
from typing import Final

import structlog

from bot_service.adapters.inbound.worker.endless import without_end
from bot_service.application.commands.deliveries.tell_of_interrupted import TellOfInterrupted

SECONDS: Final = 5.0
LONGEST_WAIT: Final = 60.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptedTeller:
    """One process at a time runs it (a lease); two at once would tell nothing twice."""

    tell: TellOfInterrupted
    seconds: float = SECONDS

    async def __call__(self) -> None:
        """Work without end."""
        await without_end(
            self._turn, "interrupted_calls.interrupted", first=self.seconds, longest=LONGEST_WAIT
        )

    async def _turn(self) -> float:
        if count := await self.tell():
            log.warning("interrupted_calls.told", count=count)
        return self.seconds
