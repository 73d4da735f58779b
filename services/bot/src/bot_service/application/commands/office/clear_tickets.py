"""Delete what is held of tickets that the desk has anonymized: files, and the bot's own (decision 65)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.office.retention import Clearing, TicketFiles, TicketTraces

MOST_STUCK: Final = 3
"""Where more than so many in a row cannot be cleared, it is an outage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    tickets: int
    files: int
    stuck: Sequence[int]
    """Those that could not be cleared, while others could."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearTickets:
    """Repeatable: what is deleted is deleted, and a ticket counts as cleared only after all of it."""

    clearing: Clearing
    files: TicketFiles
    traces: TicketTraces

    async def __call__(self, tickets: Sequence[int]) -> Cleared:
        """Clear all that can be cleared. Raises what the ports raise; what is cleared by then stays so."""
        deleted, stuck, in_a_row = 0, list[int](), 0
        await self.traces.erase(tickets)
        for ticket in tickets:
            try:
                files = await self.files.delete(ticket)
                await self.clearing.clear(ticket, files=files)
            except UnavailableError:
                in_a_row += 1
                if in_a_row > MOST_STUCK:
                    raise
                stuck.append(ticket)
            else:
                in_a_row = 0
                deleted += files
        return Cleared(tickets=len(tickets) - len(stuck), files=deleted, stuck=stuck)
