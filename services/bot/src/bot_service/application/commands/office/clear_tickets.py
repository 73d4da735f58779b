"""Delete what is held of tickets that the desk has anonymized: files, and the bot's own (decision 65)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.office.retention import Clearing, TicketFiles, TicketTraces

MOST_STUCK: Final = 3
"""Where more than so many in a row cannot be cleared, the store may be away: the others are for later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    tickets: int
    files: int
    stuck: Sequence[int]
    """Those that could not be cleared, and are tried again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearTickets:
    """Repeatable: what is deleted is deleted, and a ticket counts as cleared only after all of it.

    One of which something stays steps aside for a while, so that it keeps up none of the others.
    """

    clearing: Clearing
    files: TicketFiles
    traces: TicketTraces

    async def __call__(self, tickets: Sequence[int]) -> Cleared:
        """Clear all that can be cleared. Raises what the ports raise; what is cleared by then stays so.

        Where the files service cannot even count, or the tickets service is away, that is an outage, and raised.
        """
        deleted, cleared, stuck, in_a_row = 0, 0, list[int](), 0
        await self.traces.erase(tickets)
        for ticket in tickets:
            # Counted before: of a try that is cut short, nobody else would know how many it began with.
            files = await self.files.count([ticket])
            try:
                await self.files.delete(ticket)
            except UnavailableError:
                await self.clearing.postpone(ticket, files=files)
                stuck.append(ticket)
                in_a_row += 1
                if in_a_row > MOST_STUCK:
                    break
                continue
            await self.clearing.clear(ticket, files=files)
            in_a_row, cleared, deleted = 0, cleared + 1, deleted + files
        return Cleared(tickets=cleared, files=deleted, stuck=stuck)
