"""What the desk keeps no longer goes from the files service too, through the bot, and is told of."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest

from bot_service.adapters.outbound.grpc.files.files import GrpcFileGateway
from bot_service.adapters.outbound.grpc.office.retention import (
    GrpcClearing,
    GrpcRetentionSettings,
    GrpcTicketFiles,
)
from bot_service.adapters.outbound.grpc.people.users import GrpcUserDirectory
from bot_service.adapters.outbound.grpc.tickets.tickets import GrpcTicketGateway
from bot_service.application.commands.office.clear_tickets import ClearTickets
from bot_service.application.errors import ForbiddenError, NotFoundError
from bot_service.application.ports.tickets.tickets import NewTicket
from bot_service.domain.files.attachment import Attachment, AttachmentKind
from bot_service.domain.tickets.priority import Priority
from files_service.bootstrap.in_memory import create_in_memory_use_cases
from files_testing.served import served as files_served
from fixline_local.desk.programs import SCOPES
from fixline_testing.rpc import TOKEN
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.served import served as tickets_served

from .real import TicketsDesk


@dataclass(slots=True)
class OwnTraces:
    """The bot's own database, of which the bot's tests are."""

    erased: list[int] = field(default_factory=list)

    async def erase(self, tickets: Sequence[int]) -> None:
        self.erased += tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    people: GrpcUserDirectory
    tickets: GrpcTicketGateway
    files: GrpcFileGateway
    settings: GrpcRetentionSettings
    clearing: GrpcClearing
    ticket_files: GrpcTicketFiles

    async def person(self, telegram_id: int, name: str) -> str:
        user = await self.people.register(
            telegram_id=telegram_id, display_name=name, username="", language="en", request_id=uuid4()
        )
        return user.name

    async def with_file(self, who: str) -> int:
        new = NewTicket(title="Lamp", description="", location="", priority=Priority.LOW)
        ticket = await self.tickets.create(new, acting=who, request_id=uuid4())
        photo = Attachment(file_id="f", kind=AttachmentKind.PHOTO, file_name="lamp.jpg", size_bytes=3)
        await self.files.upload(photo, bytes_of(b"abc"), ticket=ticket.number, acting=who, request_id=uuid4())
        return ticket.number


async def bytes_of(content: bytes) -> AsyncIterator[bytes]:
    yield content


@pytest.fixture
async def bot(tickets_desk: TicketsDesk) -> AsyncIterator[Bot]:
    """With what the bot's tokens are for, and no more."""
    async with AsyncExitStack() as stack:
        tickets = await stack.enter_async_context(
            tickets_served(tickets_desk.do, callers={"bot": (TOKEN, SCOPES["tickets"])})
        )
        files = await stack.enter_async_context(
            files_served(
                create_in_memory_use_cases(tickets_desk.clock), callers={"bot": (TOKEN, SCOPES["files"])}
            )
        )
        to_tickets = await stack.enter_async_context(tickets.channel())
        to_files = await stack.enter_async_context(files.channel())
        yield Bot(
            people=GrpcUserDirectory(to_tickets),
            tickets=GrpcTicketGateway(to_tickets),
            files=GrpcFileGateway(to_files),
            settings=GrpcRetentionSettings(to_tickets),
            clearing=GrpcClearing(to_tickets),
            ticket_files=GrpcTicketFiles(to_files),
        )


async def test_files_go_and_the_log_tells_how_many(bot: Bot, tickets_desk: TicketsDesk) -> None:
    admin, ann = await bot.person(1, "Boss"), await bot.person(7, "Ann")
    tickets_desk.store.users[UserId(int(admin.removeprefix("users/")))].role = Role.ADMIN
    gone, kept = await bot.with_file(ann), await bot.with_file(ann)
    await bot.tickets.cancel(gone, acting=ann, request_id=uuid4())
    await bot.settings.set_days(30, acting=admin, request_id=uuid4())
    tickets_desk.clock.advance(timedelta(days=31))
    seen = await bot.settings.preview(30, acting=admin)
    assert (seen.tickets, seen.people, list(seen.first)) == (1, 1, [gone])
    assert await bot.ticket_files.count(seen.first) == 1
    await tickets_desk.do.workers.anonymize_ended()
    found = await bot.clearing.uncleared()
    assert (found.tickets, found.waiting) == ([gone], 1)
    own = OwnTraces()
    clear = ClearTickets(clearing=bot.clearing, files=bot.ticket_files, traces=own)
    assert (await clear(found.tickets)).files == 1
    assert own.erased == [gone]
    assert await bot.ticket_files.count([gone]) == 0
    assert await bot.ticket_files.count([kept]) == 1
    # Once more, as after a crash: nothing is left to do, and nothing is counted twice.
    assert (await clear(found.tickets)).files == 0
    (run,) = await bot.settings.runs(most=5, acting=admin)
    assert (run.tickets, run.files, run.uncleared) == (1, 1, 0)
    assert (await bot.clearing.uncleared()).waiting == 0
    with pytest.raises(NotFoundError):
        await bot.tickets.get(gone, acting=ann)
    with pytest.raises(ForbiddenError):
        await bot.settings.days(acting=ann)
