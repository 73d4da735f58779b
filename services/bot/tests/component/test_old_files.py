"""The worker that moves files of an older system: within its budget, past what fails, and on after outages."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from bot_service.adapters.inbound.worker.old_files import OldFileMover
from bot_service.adapters.outbound.memory.files.files import MemoryFiles, MemoryTelegramFiles
from bot_service.adapters.outbound.memory.files.old_files import MemoryOldFiles
from bot_service.adapters.outbound.memory.people.users import MemoryUsers
from bot_service.adapters.outbound.memory.tickets.ticket_store import MemoryTicketStore
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.adapters.outbound.telegram.files import BotTelegramFiles
from bot_service.application.commands.files.move_old_file import MoveOldFile
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.files.old_files import DueOldFiles, OldFileState, OldFileView
from bot_service.application.ports.files.telegram_files import BusyError, Download, TelegramFiles
from bot_service.domain.files.attachment import MAX_BYTES, TelegramKind
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_testing.clock import SteppingClock

BUDGET = 42


@dataclass(slots=True)
class Limiter:
    """Implements `RateLimiter`: refuses every other time."""

    refuses: bool = False
    taken: list[int] = field(default_factory=list)
    paused: list[tuple[int, float]] = field(default_factory=list)

    async def take(self, chat_id: int, *, spare: int = 0) -> float:  # noqa: ARG002  # the port's
        self.refuses = not self.refuses
        if self.refuses:
            return 0.001
        self.taken.append(chat_id)
        return 0.0

    async def pause(self, chat_id: int, seconds: float) -> None:
        self.paused.append((chat_id, seconds))


class Moving:
    """Files of an older system that wait, and who moves them."""

    def __init__(self, telegram: TelegramFiles, file_ids: Sequence[str]) -> None:
        store = MemoryTicketStore(MemoryUsers(()), SteppingClock().now)
        self.old_files, self.files, self.limiter = MemoryOldFiles(store), MemoryFiles(), Limiter()
        for number, file_id in enumerate(file_ids, 1):
            self.old_files.add(old_file(number, file_id))
        self.mover = OldFileMover(
            old_files=self.old_files,
            move=MoveOldFile(files=self.files, telegram_files=telegram, old_files=self.old_files),
            limiter=self.limiter,
            budget=BUDGET,
            idle_seconds=0.001,
        )

    async def due(self) -> DueOldFiles:
        return await self.old_files.due()

    async def stored(self) -> list[str]:
        return [file.file_name for file in await self.files.list(3, limit=200)]


def old_file(number: int, file_id: str) -> OldFileView:
    return OldFileView(
        name=f"oldFiles/{number}",
        ticket=3,
        telegram_file_id=file_id,
        telegram_kind=TelegramKind.DOCUMENT,
        file_name=f"{number}.txt",
        size_bytes=None,
        uploader="",
        state=OldFileState.WAITING,
    )


async def test_what_can_be_fetched_is_and_the_rest_is_known_for_what_it_is() -> None:
    async with TelegramSimulator() as simulator, TelegramPeople(simulator.url) as people:
        rita = people.person(RITA)
        here, large = await rita.send_document(b"here"), await rita.send_document(bytes(MAX_BYTES + 1))
        assert here.file
        assert large.file
        bot, session = create_bot(BOT_TOKEN, simulator.url)
        moving = Moving(BotTelegramFiles(bot, session), ["of-another-bot", large.file, here.file])
        assert await moving.mover.once() == 3
        await session.close()
    # The one that is not found is due later.
    assert (list((await moving.due()).files), (await moving.due()).waiting) == ([], 1)
    states = [file.state for file in moving.old_files.files.values()]
    assert states == [OldFileState.WAITING, OldFileState.TOO_LARGE, OldFileState.MOVED]
    assert await moving.stored() == ["3.txt"]
    assert moving.limiter.taken == [BUDGET] * 3


async def test_telegram_that_wants_quiet_gets_it() -> None:
    async with TelegramSimulator() as simulator, TelegramPeople(simulator.url) as people:
        here = await people.person(RITA).send_document(b"here")
        assert here.file
        await people.add_fault(method="getFile", status=429, retry_after=7)
        bot, session = create_bot(BOT_TOKEN, simulator.url)
        moving = Moving(BotTelegramFiles(bot, session), [here.file])
        with pytest.raises(BusyError):
            await moving.mover.once()
        assert moving.limiter.paused == [(BUDGET, 7)]
        assert await moving.stored() == []
        # It is looked at again after the others, of which there are none.
        assert await moving.mover.once() == 0
        assert await moving.mover.once() == 1
        assert await moving.stored() == ["1.txt"]
        await session.close()


class Unreliable(MemoryTelegramFiles):
    """Breaks off whenever one of them is read, and counts."""

    def __init__(self, broken: str, **contents: bytes) -> None:
        super().__init__(contents)
        self.broken, self.tries = broken, 0

    @asynccontextmanager
    async def open(self, file_id: str) -> AsyncIterator[Download]:
        if file_id == self.broken:
            self.tries += 1
            raise UnavailableError("the download broke off")
        async with super().open(file_id) as download:
            yield download


async def test_one_that_never_can_be_had_does_not_stand_before_the_others() -> None:
    telegram = Unreliable("a", a=b"1", b=b"2", c=b"3")
    moving = Moving(telegram, ["a", "b", "c"])
    with pytest.raises(UnavailableError):
        await moving.mover.once()
    assert await moving.mover.once() == 2
    assert await moving.stored() == ["2.txt", "3.txt"]
    # Nobody else is left: its turn comes again.
    assert await moving.mover.once() == 0
    telegram.broken = ""
    assert await moving.mover.once() == 1
    assert (await moving.due()).waiting == 0
