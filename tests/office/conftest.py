"""The admins' dialogs in aiogram's real dispatcher, on the real tickets service: what it refuses, it refuses itself."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from grpc.aio import Channel

from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.outbound.grpc.comments.comments import GrpcCommentGateway
from bot_service.adapters.outbound.grpc.office.audiences import GrpcAudiences
from bot_service.adapters.outbound.grpc.office.audit import GrpcAudit
from bot_service.adapters.outbound.grpc.office.reports.reports import GrpcReports
from bot_service.adapters.outbound.grpc.office.retention import GrpcRetentionSettings, GrpcTicketFiles
from bot_service.adapters.outbound.grpc.office.sla import GrpcSlaSettings
from bot_service.adapters.outbound.grpc.people.staff import GrpcStaffRegister
from bot_service.adapters.outbound.grpc.people.users import GrpcUserDirectory
from bot_service.adapters.outbound.grpc.places.locations import GrpcLocationRegister
from bot_service.adapters.outbound.grpc.places.places import GrpcPlaceDirectory
from bot_service.adapters.outbound.grpc.tickets.following import GrpcFollowing
from bot_service.adapters.outbound.grpc.tickets.ticket_finder import GrpcTicketFinder
from bot_service.adapters.outbound.grpc.tickets.ticket_links import GrpcTicketLinks
from bot_service.adapters.outbound.grpc.tickets.ticket_tags import GrpcTicketTags
from bot_service.adapters.outbound.grpc.tickets.ticket_work import GrpcTicketWork
from bot_service.adapters.outbound.grpc.tickets.tickets import GrpcTicketGateway
from bot_service.adapters.outbound.memory.office.reports.exports import MemoryExports
from bot_service.adapters.outbound.memory.office.reports.report_readers import MemoryReportReaders
from bot_service.adapters.outbound.printing.chart_painter import ProcessChartPainter
from bot_service.adapters.outbound.printing.process import Drawing
from bot_service.adapters.outbound.printing.report_printer import ProcessReportPrinter
from bot_service.adapters.outbound.printing.sheet_printer import ProcessSheetPrinter
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.office.broadcasts import SqlBroadcasts
from bot_service.adapters.outbound.system.backup_times import FileBackupTimes
from bot_service.application.office import Office
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_testing.talker import Talker
from bot_testing.world import NOW, World
from files_service.bootstrap.in_memory import create_in_memory_use_cases
from files_testing.served import served as files_served
from fixline_chassis.database import create_database_engine
from fixline_local.desk.programs import SCOPES
from fixline_testing.clock import SteppingClock
from fixline_testing.rpc import TOKEN
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.use_cases.map import UseCases
from tickets_testing.served import ports_in_memory
from tickets_testing.served import served as tickets_served

ADMIN, AGENT = 30, 31


@dataclass(frozen=True, slots=True)
class KnownIdentity:
    name: str

    async def username(self) -> str:
        return self.name


@pytest.fixture
def bot_database() -> Database:
    """The bot's own. Nobody is there: only what is said to many people needs it, and /audit, which tells of that."""
    return Database(
        create_database_engine("postgresql+asyncpg://nobody@127.0.0.1:9/none", application_name="test")
    )


@pytest.fixture
def clock() -> SteppingClock:
    """The tickets service's."""
    return SteppingClock(NOW)


@pytest.fixture
def files_scopes() -> list[str]:
    """What the bot may do at the files service."""
    return SCOPES["files"]


@asynccontextmanager
async def files_channel(scopes: list[str]) -> AsyncIterator[Channel]:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(
            files_served(create_in_memory_use_cases(), callers={"bot": (TOKEN, scopes)})
        )
        yield await stack.enter_async_context(server.channel())


@pytest.fixture
def do(clock: SteppingClock) -> UseCases:
    """The tickets service's."""
    ports = ports_in_memory(MemoryStore(), clock)
    return UseCases(ports, agents=frozenset({AGENT}), admins=frozenset({ADMIN}))


@pytest.fixture
async def real_bot_database(migrated_database: Callable[[str], Awaitable[str]]) -> AsyncIterator[Database]:
    engine = create_database_engine(await migrated_database("bot_service"), application_name="test")
    yield Database(engine)
    await engine.dispose()


@pytest.fixture
async def world(
    do: UseCases, bot_database: Database, tmp_path: Path, files_scopes: list[str]
) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        # With what the bot's token is for, and no more.
        server = await stack.enter_async_context(
            tickets_served(do, callers={"bot": (TOKEN, SCOPES["tickets"])})
        )
        channel = await stack.enter_async_context(server.channel())
        files = await stack.enter_async_context(files_channel(files_scopes))
        world, drawing = World(), Drawing()
        world.desk = replace(
            world.desk,
            tickets=GrpcTicketGateway(channel),
            comments=GrpcCommentGateway(channel),
            people=GrpcUserDirectory(channel),
            places=GrpcPlaceDirectory(channel, kept_for=60),
            work=GrpcTicketWork(channel),
            ticket_links=GrpcTicketLinks(channel),
            ticket_tags=GrpcTicketTags(channel),
            finder=GrpcTicketFinder(channel),
            following=GrpcFollowing(channel),
            office=Office(
                staff=GrpcStaffRegister(channel),
                locations=GrpcLocationRegister(channel),
                sla=GrpcSlaSettings(channel),
                reports=GrpcReports(channel),
                report_readers=MemoryReportReaders(world.carry_out),
                report_printer=ProcessReportPrinter(drawing),
                backups=FileBackupTimes(tmp_path / "backup.prom"),
                identity=KnownIdentity("desk_bot"),
                printer=ProcessSheetPrinter(drawing),
                painter=ProcessChartPainter(drawing),
                audit=GrpcAudit(channel),
                audiences=GrpcAudiences(channel),
                broadcasts=SqlBroadcasts(bot_database, senders=Slots[Delivery](1)),
                retention=GrpcRetentionSettings(channel),
                ticket_files=GrpcTicketFiles(files),
                exports=MemoryExports(),
            ),
        )
        world.handler = world.handler_for(world.desk)
        yield world


@pytest.fixture
async def eve(world: World) -> Talker:
    """An admin."""
    admin = Talker(world, ADMIN, "Eve", "en")
    await admin.says("/start")
    return admin


@pytest.fixture
async def rus(world: World) -> Talker:
    """An agent, who reads Russian."""
    agent = Talker(world, AGENT, "Гусь", "ru")
    await agent.says("/start")
    return agent


@pytest.fixture
async def ann(world: World) -> Talker:
    reporter = Talker(world, 7, "Ann", "en")
    await reporter.says("/start")
    return reporter
