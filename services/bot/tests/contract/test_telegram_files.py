"""The contract of `TelegramFiles`, held by Telegram's files and by the fake of the dialogs' tests.

Telegram is the simulator with its faults.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256

import pytest
from aiohttp import web

from bot_service.adapters.outbound.memory.files.files import MemoryFiles, MemoryTelegramFiles
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.adapters.outbound.telegram.files import BotTelegramFiles
from bot_service.application.commands.files.store_attachment import StoreAttachment, UnusableAttachmentError
from bot_service.application.errors import NotFoundError, UnavailableError
from bot_service.application.ports.files.telegram_files import NotTheFileError, TelegramFiles
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.files.attachment import MAX_BYTES, Attachment, AttachmentKind
from bot_service.domain.people.person import Person, Role
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
        async with self.files.open(file_id or self.file_id) as download:
            return [chunk async for chunk in download.content]


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
    async with sent.files.open(sent.file_id) as download:
        assert download.size_bytes == len(CONTENT)
        async for _ in download.content:
            break
    assert b"".join(await sent.read()) == CONTENT


async def test_a_file_that_telegram_does_not_hand_out_is_not_found(
    telegram: tuple[Sent, TelegramPeople],
) -> None:
    sent, people = telegram
    await people.add_fault(method="getFile", status=400, description="Bad Request: file is too big")
    with pytest.raises(NotFoundError):
        await sent.read()


@pytest.mark.parametrize(
    "fault",
    [
        {
            "method": "getFile",
            "status": 400,
            "description": "Bad Request: wrong file_id or the file is temporarily unavailable",
        },
        {"method": "file", "status": 404},
    ],
)
async def test_a_file_that_is_not_there_now_may_be_there_later(
    telegram: tuple[Sent, TelegramPeople], fault: dict[str, object]
) -> None:
    sent, people = telegram
    await people.add_fault(**fault)
    with pytest.raises(NotTheFileError):
        await sent.read()
    assert b"".join(await sent.read()) == CONTENT


@pytest.mark.parametrize("fault", [{"garbage": True}, {"short": True}, {"status": 404}])
async def test_what_is_not_the_file_is_never_stored_as_the_file(
    telegram: tuple[Sent, TelegramPeople], fault: dict[str, object]
) -> None:
    """It is fetched again, from where Telegram then says it is; and given up when it stays what it is."""
    sent, people = telegram
    stored = MemoryFiles()
    store = StoreAttachment(files=stored, telegram_files=sent.files, pauses=(0, 0))
    attachment = Attachment(
        file_id=sent.file_id, kind=AttachmentKind.PHOTO, file_name="photo.jpg", size_bytes=None
    )
    ann = Person(name="users/1", telegram_id=7, display_name="Ann", role=Role.USER, language="en")
    await people.add_fault(method="file", times=2, **fault)
    cause = UpdateKey(bot_id=1, update_id=2)
    file = await store(attachment, person=ann, cause=cause)
    assert (file.size_bytes, file.sha256) == (len(CONTENT), sha256(CONTENT).hexdigest())
    await people.add_fault(method="file", times=3, **fault)
    with pytest.raises(UnusableAttachmentError):
        await store(attachment, person=ann, cause=UpdateKey(bot_id=1, update_id=3))
    assert stored.count == 1


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


@pytest.mark.parametrize(
    "where", ["{inside}/x", "/{inside}/x", "//127.0.0.1:{port}/x", "../../../x", "x?y=@127.0.0.1:{port}/#z"]
)
async def test_a_path_leads_nowhere_but_to_telegram(where: str) -> None:
    """Neither as Telegram tells it nor by a redirect."""
    asked: list[str] = []

    async def inside(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(text="secret")

    async def telegram(request: web.Request) -> web.Response:
        if request.path.endswith("/getFile"):
            path = where.format(inside=at_inside, port=at_inside.rpartition(":")[2])
            return web.json_response(
                {"ok": True, "result": {"file_id": "f", "file_unique_id": "u", "file_path": path}}
            )
        raise web.HTTPFound(f"{at_inside}/x")

    async with listening(inside) as at_inside, listening(telegram) as at_telegram:
        bot, session = create_bot(BOT_TOKEN, at_telegram)
        with pytest.raises(UnavailableError):
            async with BotTelegramFiles(bot, session).open("f"):
                raise AssertionError("it led somewhere")
        await session.close()
    assert asked == []


@asynccontextmanager
async def listening(answer: Callable[[web.Request], Awaitable[web.Response]]) -> AsyncIterator[str]:
    """Serve, and yield the address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()
