"""Downloads of what people sent, from the simulator with its faults."""

from collections.abc import AsyncIterator
from hashlib import sha256

import pytest

from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.adapters.outbound.telegram.files import CHUNK_BYTES, BotTelegramFiles
from bot_service.application.errors import NotFoundError, UnavailableError
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator

CONTENT = bytes(range(256)) * 4096


class Sent:
    def __init__(self, files: BotTelegramFiles, people: TelegramPeople, file_id: str) -> None:
        self.files = files
        self.people = people
        self.file_id = file_id

    async def read(self, file_id: str | None = None) -> list[bytes]:
        async with self.files.open(file_id or self.file_id) as content:
            return [chunk async for chunk in content]


@pytest.fixture
async def sent() -> AsyncIterator[Sent]:
    async with TelegramSimulator() as simulator, TelegramPeople(simulator.url) as people:
        rita = people.person(RITA)
        message = await rita.send_document(CONTENT)
        assert message.file is not None
        bot, session = create_bot(BOT_TOKEN, simulator.url)
        yield Sent(BotTelegramFiles(bot, session), people, message.file)
        await session.close()


async def test_the_bytes_come_in_chunks(sent: Sent) -> None:
    chunks = await sent.read()
    assert sha256(b"".join(chunks)).digest() == sha256(CONTENT).digest()
    assert max(map(len, chunks)) <= CHUNK_BYTES


async def test_a_file_that_telegram_does_not_have_is_not_found(sent: Sent) -> None:
    with pytest.raises(NotFoundError):
        await sent.read("nothing")


@pytest.mark.parametrize(
    "fault",
    [
        {"method": "getFile", "status": 400, "description": "Bad Request: file is too big"},
        {"method": "file", "status": 404},
    ],
)
async def test_a_file_that_is_not_handed_out_is_not_found(sent: Sent, fault: dict[str, object]) -> None:
    await sent.people.add_fault(**fault)
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
async def test_a_download_that_breaks_is_to_be_tried_again(sent: Sent, fault: dict[str, object]) -> None:
    await sent.people.add_fault(**fault)
    with pytest.raises(UnavailableError) as caught:
        await sent.read()
    assert BOT_TOKEN not in repr(caught.value)
    assert b"".join(await sent.read()) == CONTENT


async def test_whoever_stops_reading_leaves_nothing_open(sent: Sent) -> None:
    async with sent.files.open(sent.file_id) as content:
        async for _ in content:
            break
