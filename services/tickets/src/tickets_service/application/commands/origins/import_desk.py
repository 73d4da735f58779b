"""Use case: whoever ran an older system moves in with all that is in it (decision 41).

A door of its own: `CreateTicket` takes no time and no state, and tells people of it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tickets_service.application.commands.origins.import_people import PeoplePass
from tickets_service.application.commands.origins.import_tickets import TicketPass
from tickets_service.application.commands.origins.reading_pass import ReadingPass
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.origins.import_report import ImportReport, LineOutcome
from tickets_service.application.ports.origins.import_source import ImportSource
from tickets_service.application.ports.origins.import_store import ImportStore
from tickets_service.domain.origins.old_file import OldFileState
from tickets_service.domain.origins.origin import OriginKind
from tickets_service.domain.origins.wording import Wording
from tickets_service.domain.tickets.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDesk:
    """`source` names the older system, always by the same name. `since`: see `ImportSource.tickets`.

    Nothing is written where a line is bad, unless the bad ones are to be left out.
    """

    source: str
    wording: Wording = field(default_factory=Wording)
    since: datetime | None = None
    dry_run: bool = False
    leave_out_bad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """How many lines of a kind came to what; `written`: they did, and not only would.

    `files`: how many files of all older systems are in each state now.
    """

    counts: Counter[tuple[OriginKind, LineOutcome]]
    blank: int
    written: bool
    files: Mapping[OldFileState, int] = field(default_factory=dict)

    @property
    def bad(self) -> int:
        return sum(count for (_, outcome), count in self.counts.items() if outcome is LineOutcome.BAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDeskHandler:
    """Everything is read before anything is written. Killed at any time, it goes on where it was when called again."""

    store: ImportStore
    clock: Clock

    async def __call__(
        self, command: ImportDesk, source: ImportSource, report: ImportReport
    ) -> ImportSummary:
        """Raise `ImportRunningError`, or `ImportSourceError` when the source cannot be read."""
        async with self.store.alone():
            looked = await self._read(command, source, report, largest=None)
            summary = summary_of(looked, source, written=False)
            if command.dry_run or (summary.bad and not command.leave_out_bad):
                return summary
            done = await self._read(command, source, report, largest=looked.largest_number)
            return summary_of(done, source, written=True, files=await self.store.files())

    async def _read(
        self, command: ImportDesk, source: ImportSource, report: ImportReport, *, largest: int | None
    ) -> ReadingPass:
        """Read everything once, and write it where the largest number that it brings is known."""
        report.begin()
        reading = ReadingPass(
            store=self.store,
            report=report,
            source=command.source,
            writes=largest is not None,
            people=await self.store.authors(command.source),
            locations=await self.store.locations(),
            wording=command.wording,
            now=self.clock.now(),
        )
        if largest:
            await self.store.reserve_numbers(TicketId(largest))
        people = PeoplePass(reading)
        async for persons in source.people():
            await people.take(persons)
        await people.take_locations([each async for some in source.locations() for each in some])
        tickets = TicketPass(reading)
        try:
            async for some in source.tickets(since=command.since):
                await tickets.take(some)
        finally:
            await tickets.settle()
        async for lost in source.strays(since=command.since):
            for kind, old in lost:
                reading.refuse(kind, old, old.faults)
        return reading


def summary_of(
    reading: ReadingPass,
    source: ImportSource,
    *,
    written: bool,
    files: Mapping[OldFileState, int] | None = None,
) -> ImportSummary:
    return ImportSummary(counts=reading.counts, blank=source.blank, written=written, files=files or {})
