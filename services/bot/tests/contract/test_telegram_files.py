"""The contract of `TelegramFiles`, held by Telegram's files and by the fake of the dialogs' tests.

Telegram is the simulator with its faults.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256

import pytest

from bot_service.adapters.outbound.memory.files import MemoryTelegramFiles
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.adapters.outbound.telegram.files import BotTelegramFiles
from bot_service.application.errors import NotFoundError, UnavailableError
from bot_service.application.ports.telegram_files import TelegramFiles
from bot_service.domain.attachment import MAX_BYTES
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator

CONTENT = bytes(range(256)) * 4096 * 3
MOST_IN_A_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that somebody sent, and one that bots may not fetch."""

    files: TelegramFiles
    file_id: str
    too_large: str

    async def read(self, file_id: str | None = None) -> list[bytes]:
        async with self.files.open(file_id or self.file_id) as content:
            return [chunk async for chunk in content]


@pytest.fixture
async def telegram() -> AsyncIterator[tuple[Sent, TelegramPeople]]:
    async with TelegramSimulator() as simulator, TelegramPeople(simulator.url) as people:
        rita = people.person(RITA)
        message = await rita.send_document(CONTENT)
        large = await rita.send_document(bytes(MAX_BYTES + 1))
        assert message.file is not None
        assert large.file is not None
        bot, session = create_bot(BOT_TOKEN, simulator.url)
        yield Sent(BotTelegramFiles(bot, session), message.file, large.file), people
        await session.close()


@pytest.fixture
def telegrams_file(telegram: tuple[Sent, TelegramPeople]) -> Sent:
    return telegram[0]


@pytest.fixture
def file_in_memory() -> Sent:
    contents = {"a-file": CONTENT, "a-large-file": bytes(MAX_BYTES + 1)}
    return Sent(MemoryTelegramFiles(contents), "a-file", "a-large-file")


@pytest.fixture(params=["file_in_memory", "telegrams_file"])
def sent(request: pytest.FixtureRequest) -> Sent:
    found: Sent = request.getfixturevalue(request.param)
    return found


async def test_the_bytes_come_in_order_in_chunks(sent: Sent) -> None:
    chunks = await sent.read()
    assert sha256(b"".join(chunks)).digest() == sha256(CONTENT).digest()
    assert max(map(len, chunks)) <= MOST_IN_A_CHUNK


async def test_it_can_be_read_again(sent: Sent) -> None:
    assert b"".join(await sent.read()) == b"".join(await sent.read())


async def test_a_file_that_is_not_there_is_not_found(sent: Sent) -> None:
    with pytest.raises(NotFoundError):
        await sent.read("nothing")


async def test_a_file_of_more_than_bots_may_fetch_is_not_found(sent: Sent) -> None:
    with pytest.raises(NotFoundError):
        await sent.read(sent.too_large)


async def test_whoever_stops_reading_can_read_again(sent: Sent) -> None:
    async with sent.files.open(sent.file_id) as content:
        async for _ in content:
            break
    assert b"".join(await sent.read()) == CONTENT


@pytest.mark.parametrize(
    "fault",
    [
        {"method": "getFile", "status": 400, "description": "Bad Request: file is too big"},
        {"method": "file", "status": 404},
    ],
)
async def test_a_file_that_telegram_does_not_hand_out_is_not_found(
    telegram: tuple[Sent, TelegramPeople], fault: dict[str, object]
) -> None:
    sent, people = telegram
    await people.add_fault(**fault)
    with pytest.raises(NotFoundError):
        await sent.read()


@pytest.mark.parametrize(
    "fault",
    [
        {"method": "getFile", "status": 500},
        {"method": "getFile", "reset": "after"},
        {"method": "file", "status": 502},
        {"method": "file", "reset": "before", "times": 2},  # aiohttp repeats a GET once by itself
    ],
)
async def test_a_download_that_breaks_is_to_be_tried_again(
    telegram: tuple[Sent, TelegramPeople], fault: dict[str, object]
) -> None:
    sent, people = telegram
    await people.add_fault(**fault)
    with pytest.raises(UnavailableError) as caught:
        await sent.read()
    assert BOT_TOKEN not in repr(caught.value)
    assert b"".join(await sent.read()) == CONTENT
