"""A desk on PostgreSQL, and an old bot beside it to move in from."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from tickets_service.adapters.outbound.moving.single_bot import open_single_bot
from tickets_service.adapters.outbound.sqlalchemy.origins.import_store import SqlAlchemyImportStore
from tickets_service.application.commands.origins.import_desk import (
    ImportDesk,
    ImportDeskHandler,
    ImportSummary,
)
from tickets_service.application.ports.origins.import_report import ImportReport, LineOutcome, ReportLine
from tickets_service.application.ports.origins.import_source import ImportSource
from tickets_service.domain.origins.origin import OriginKind
from tickets_service.domain.origins.wording import Wording
from tickets_testing.desk import Desk
from tickets_testing.old_bot import OldBot, old_bot_at


@dataclass(slots=True)
class Told:
    """Implements `ImportReport`."""

    lines: list[ReportLine] = field(default_factory=list)

    def begin(self) -> None:
        self.lines.clear()

    def tell(self, line: ReportLine) -> None:
        self.lines.append(line)

    def outcomes(self, kind: OriginKind) -> dict[str, LineOutcome]:
        return {line.old_id: line.outcome for line in self.lines if line.kind is kind}

    def words(self, outcome: LineOutcome) -> list[str]:
        return [f"{line.line}: {line.words}" for line in self.lines if line.outcome is outcome]


@dataclass(slots=True)
class Mover:
    desk: Desk
    old: OldBot
    told: Told = field(default_factory=Told)

    async def __call__(
        self,
        *,
        wording: Wording | None = None,
        since: datetime | None = None,
        dry_run: bool = False,
        leave_out_bad: bool = False,
    ) -> ImportSummary:
        command = ImportDesk(
            source="oldbot",
            wording=wording or Wording(),
            since=since,
            dry_run=dry_run,
            leave_out_bad=leave_out_bad,
        )
        async with open_single_bot(self.old.url) as source:
            return await carried_out(self.desk, command, source, self.told)


async def carried_out(
    desk: Desk, command: ImportDesk, source: ImportSource, report: ImportReport
) -> ImportSummary:
    handler = ImportDeskHandler(store=SqlAlchemyImportStore(desk.engine), clock=desk.clock)
    return await handler(command, source, report)


@pytest.fixture
async def old_bot(empty_database: Callable[[], Awaitable[str]]) -> OldBot:
    return await old_bot_at(await empty_database())


@pytest.fixture
def move_in(postgres_desk: Desk, old_bot: OldBot) -> Mover:
    return Mover(postgres_desk, old_bot)
