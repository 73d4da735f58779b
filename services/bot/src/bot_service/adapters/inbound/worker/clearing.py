"""Deletes what is held of tickets that the desk has anonymized, some at a time."""

import math
from dataclasses import dataclass
from typing import Final

import structlog

from bot_service.adapters.inbound.worker.endless import without_end
from bot_service.adapters.inbound.worker.metrics import UNCLEARED_TICKETS
from bot_service.adapters.inbound.worker.own_traces import own_trace
from bot_service.application.commands.office.clear_tickets import ClearTickets
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
        await without_end(
            self.turn, "clearing.interrupted", first=2.0, longest=LONGEST_WAIT, backlog=UNCLEARED_TICKETS
        )

    async def turn(self) -> float:
        """Clear some, if any wait, and return for how many seconds there is nothing to do."""
        try:
            found = await self.clearing.uncleared()
            UNCLEARED_TICKETS.set(found.waiting)
            if not found.tickets:
                return self.idle_seconds
            with own_trace("uncleared.tickets"):
                cleared = await self.clear(found.tickets)
        except Exception:
            UNCLEARED_TICKETS.set(math.nan)
            raise
        UNCLEARED_TICKETS.set(found.waiting - cleared.tickets)
        if cleared.stuck:
            log.warning("tickets.stuck", tickets=cleared.stuck)
        if cleared.tickets:
            log.info("tickets.cleared", tickets=cleared.tickets, files=cleared.files)
        # Where the last ones were stuck, the store may be away: it is not asked for each of those that wait.
        return 0.0 if cleared.tickets + len(cleared.stuck) == len(found.tickets) else self.idle_seconds
