"""Deletes what is held of tickets that the desk has anonymized, some at a time."""

import math
from dataclasses import dataclass
from typing import Final

import structlog

from bot_service.adapters.inbound.worker.endless import without_end
from bot_service.adapters.inbound.worker.metrics import UNCLEARED_TICKETS
from bot_service.adapters.inbound.worker.own_traces import own_trace
from bot_service.application.commands.clear_tickets import ClearTickets
from bot_service.application.ports.office.retention import Clearing

IDLE_SECONDS: Final = 60.0
LONGEST_WAIT: Final = 300.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketClearer:
    """One process at a time runs it (a lease); two at once would delete nothing twice."""

    clearing: Clearing
    clear: ClearTickets
    idle_seconds: float = IDLE_SECONDS

    async def __call__(self) -> None:
        """Clear without end; outages are waited out."""
        await without_end(self.turn, "clearing.interrupted", first=2.0, longest=LONGEST_WAIT)

    async def turn(self) -> float:
        """Clear some, if any wait, and return for how many seconds there is nothing to do."""
        try:
            found = await self.clearing.uncleared()
            UNCLEARED_TICKETS.set(found.waiting)
            if not found.tickets:
                return self.idle_seconds
            with own_trace("uncleared.tickets"):
                files = await self.clear(found.tickets)
        except Exception:
            UNCLEARED_TICKETS.set(math.nan)
            raise
        UNCLEARED_TICKETS.set(found.waiting - len(found.tickets))
        log.info("tickets.cleared", tickets=len(found.tickets), files=files)
        return 0.0
