"""A desk on PostgreSQL, and an old bot beside it to move in from."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlalchemy import text

from tickets_service.adapters.outbound.moving.single_bot import open_single_bot
from tickets_service.adapters.outbound.sqlalchemy.origins.import_store import SqlAlchemyImportStore
from tickets_service.application.commands.origins.import_desk import (
    ImportDesk,
    ImportDeskHandler,
    ImportSummary,
)
from tickets_service.application.ports.origins.import_report import ImportReport, LineOutcome, ReportLine
from tickets_service.application.ports.origins.import_source import ImportSource
from tickets_service.application.principal import Principal
from tickets_service.application.queries.origins.list_old_files import ListOldFiles
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.origins.old_file import OldFile
from tickets_service.domain.origins.origin import OriginKind
from tickets_service.domain.origins.wording import Wording
from tickets_service.domain.people.user import Role
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk
from tickets_testing.old_bot import DAY, LONG_AGO, OldBot, old_bot_at

ANN, GUS, NOBODY = 1, 2, 3
"""Their ids in the old database."""


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
        zone: str = "UTC",
    ) -> ImportSummary:
        command = ImportDesk(
            source="oldbot",
            wording=wording or Wording(),
            since=since,
            dry_run=dry_run,
            leave_out_bad=leave_out_bad,
        )
        async with open_single_bot(self.old.url, zone) as source:
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


@pytest.fixture
async def lived_in(old_bot: OldBot) -> None:
    """Three people; two requests, with an answer of staff to one of them."""
    await old_bot.people((ANN, 501, "ann", "user"), (GUS, 502, "gus", "agent"), (NOBODY, None, None, "user"))
    await old_bot.request(40, by=ANN, status="CLOSED", assigned_to=GUS, completed_at=LONG_AGO + 2 * DAY)
    await old_bot.request(41, by=NOBODY, title="Fan")
    await old_bot.comment(900, 40, by=GUS)
    await old_bot.comment(901, 40, by=ANN, text="Thank you", at=LONG_AGO + 2 * DAY)


async def ticket(desk: Desk, number: int) -> TicketView:
    boss = await desk.staff(Role.AUDITOR, "Eye")
    return await desk.do.tickets.get_ticket(GetTicket(principal=desk.as_(boss), ticket_id=TicketId(number)))


async def counts(desk: Desk) -> dict[str, int]:
    async with desk.engine.connect() as connection:
        found = {}
        for table in ("users", "requests", "comments", "origins", "history", "user_history"):
            found[table] = await connection.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
        return found


async def files_of(desk: Desk, number: int) -> list[OldFile]:
    query = ListOldFiles(principal=Principal("bot"), ticket_id=TicketId(number))
    return [*(await desk.do.origins.list_old_files(query)).items]
