"""Make tickets into tables, part by part, while whoever asked for them sees how far it is."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from bot_service.application.errors import GatewayError, UnavailableError
from bot_service.application.ports.crash_reports import CrashReports
from bot_service.application.ports.office.reports.export_writer import ExportWriter
from bot_service.application.ports.office.reports.exports import Exports
from bot_service.application.ports.office.reports.reports import ExportedTicket, Reports
from bot_service.application.ports.people.users import UserDirectory
from bot_service.application.queries.people.read_names import display_names
from bot_service.domain.office.reports.export import Export, ExportState

PART: Final = 5_000
"""Tickets in one file."""
STEP: Final = 500
"""Tickets after which it is looked whether somebody stopped it."""
TOLD_SECONDS: Final = 2.0
"""Between two edits of the message that shows the progress: a chat takes about one a second."""


@dataclass(slots=True, kw_only=True)
class RunExport:
    exports: Exports
    reports: Reports
    people: UserDirectory
    write: ExportWriter
    report_crash: CrashReports
    ended: Callable[[Export], None]
    """Is told of each that came to its end, as it is then."""
    part: int = PART
    step: int = STEP
    told_seconds: float = TOLD_SECONDS
    clock: Callable[[], float] = time.monotonic
    _told_at: float = field(default=float("-inf"))

    async def __call__(self) -> bool:
        """Make the next part of the one that was asked for first; False when nothing is asked for.

        Raises `UnavailableError` where a service cannot be reached: then the part is begun again. Who may read what is
        asked of the tickets service for each step, then and there.
        """
        export = await self.exports.under_way()
        if export is None:
            return False
        try:
            await self._make_part(export)
        except UnavailableError:
            raise
        except GatewayError:
            # Whoever asked may not read it any more: there is nothing of ours to report.
            await self._fail(export, "")
        except Exception as error:  # noqa: BLE001  # the next one is somebody else's
            await self._fail(export, self.report_crash(error))
        return True

    async def _make_part(self, export: Export) -> None:
        found: list[ExportedTicket] = []
        token = export.resume_token
        if not token and not await self.exports.tell(export, 0, self.write.progress(export, 0)):
            return
        while True:
            read = await self.reports.export(
                export.since,
                resume_token=token,
                most=min(self.step, self.part - len(found)),
                acting=export.person,
            )
            found += read.tickets
            token = read.resume_token
            if not token or len(found) >= self.part:
                break
            if not await self._told(export, export.rows + len(found)):
                self.ended(replace(export, state=ExportState.STOPPED))
                return
        named = {name for each in found for name in (each.ticket.reporter, each.ticket.assignee)}
        names = await display_names(self.people, named)
        calls = self.write.part(export, found, names, is_last=not token)
        is_made = await self.exports.end_part(export, rows=len(found), resume_token=token, calls=calls)
        if is_made and not token:
            rows, parts = export.rows + len(found), export.parts + 1
            self.ended(replace(export, rows=rows, parts=parts, resume_token="", state=ExportState.DONE))

    async def _fail(self, export: Export, incident: str) -> None:
        await self.exports.fail(export, self.write.failed(export, incident))
        self.ended(replace(export, state=ExportState.FAILED))

    async def _told(self, export: Export, rows: int) -> bool:
        """Say how far it is, where that was not said just now; False where it was stopped."""
        is_due = self.clock() - self._told_at >= self.told_seconds
        if is_due:
            self._told_at = self.clock()
        return await self.exports.tell(export, rows, self.write.progress(export, rows) if is_due else ())
