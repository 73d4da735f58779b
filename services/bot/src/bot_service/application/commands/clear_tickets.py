"""Delete what is held of tickets that the desk has anonymized: files, and the bot's own (decision 65)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot_service.application.ports.office.retention import Clearing, TicketFiles, TicketTraces


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearTickets:
    """Repeatable: what is deleted is deleted, and a ticket counts as cleared only after all of it."""

    clearing: Clearing
    files: TicketFiles
    traces: TicketTraces

    async def __call__(self, tickets: Sequence[int]) -> int:
        """Return how many files were deleted. Raises what the ports raise; what is cleared by then stays so."""
        deleted = 0
        await self.traces.erase(tickets)
        for ticket in tickets:
            files = await self.files.delete(ticket)
            await self.clearing.clear(ticket, files=files)
            deleted += files
        return deleted
