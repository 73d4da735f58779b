"""Polling, against the simulator."""

import asyncio
import math
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, cast

import pytest
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import DeleteWebhook, GetUpdates, SetWebhook, TelegramMethod
from aiogram.methods.base import TelegramType
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot_service.adapters.inbound.polling.poller import Poller
from bot_service.adapters.inbound.telegram.updates.receiver import Receiver
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.application.ports.updates.inbox import ReceivedUpdate, Reception
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_testing.beyond_types import loosely

from .conftest import Stored


@pytest.fixture
async def people() -> AsyncIterator[tuple[TelegramPeople, str]]:
    async with TelegramSimulator() as simulator, TelegramPeople(simulator.url) as people:
        yield people, simulator.url


@pytest.fixture
async def poll(
    stored: Stored, people: tuple[TelegramPeople, str]
) -> AsyncIterator[Callable[[], "asyncio.Task[None]"]]:
    bot, session = create_bot(BOT_TOKEN, people[1])
    tasks = []

    def start() -> "asyncio.Task[None]":
        tasks.append(asyncio.create_task(Poller(bot, Receiver(stored.inbox), poll_seconds=1)()))
        return tasks[-1]

    yield start
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await session.close()


async def until(check: Callable[[], Awaitable[object]]) -> None:
    async with asyncio.timeout(20):
        while not await check():  # noqa: ASYNC110  # what is waited for happens in the database
            await asyncio.sleep(0.02)


def received(stored: Stored, count: int) -> Callable[[], Awaitable[bool]]:
    async def check() -> bool:
        return len(await stored.updates()) == count

    return check


async def test_what_people_wrote_before_and_while_it_polls_is_kept(
    stored: Stored,
    people: tuple[TelegramPeople, str],
    poll: Callable[[], "asyncio.Task[None]"],
    spans: InMemorySpanExporter,
) -> None:
    rita = people[0].person(RITA)
    await rita.start()
    _ = poll()
    await until(received(stored, 1))
    await rita.send_text("the lamp is dead")
    await until(received(stored, 2))
    assert {row[1:] for row in await stored.updates()} == {(RITA, "message")}
    made = [span for span in spans.get_finished_spans() if span.name == "receive telegram.updates"]
    assert [span.parent for span in made] == [None, None]
    # Idle polls leave no trace.
    assert not [span for span in spans.get_finished_spans() if "getUpdates" in span.name]


async def test_what_was_not_confirmed_comes_again_after_a_crash(
    stored: Stored, people: tuple[TelegramPeople, str], poll: Callable[[], "asyncio.Task[None]"]
) -> None:
    await people[0].person(RITA).start()
    bot, session = create_bot(BOT_TOKEN, people[1])
    assert len(await bot.get_updates(timeout=0)) == 1  # fetched, and then the process died
    await session.close()
    _ = poll()
    await until(received(stored, 1))


async def test_a_webhook_left_behind_is_removed(
    stored: Stored, people: tuple[TelegramPeople, str], poll: Callable[[], "asyncio.Task[None]"]
) -> None:
    bot, session = create_bot(BOT_TOKEN, people[1])
    await bot(SetWebhook(url="https://127.0.0.1:1/nobody"))
    await session.close()
    await people[0].person(RITA).start()
    _ = poll()
    await until(received(stored, 1))


async def test_outages_and_other_pollers_are_waited_out(
    stored: Stored, people: tuple[TelegramPeople, str], poll: Callable[[], "asyncio.Task[None]"]
) -> None:
    for fault in (
        {"status": 500},
        {"status": 409, "description": "Conflict: other poller"},
        {"garbage": True},
    ):
        await people[0].add_fault(method="getUpdates", **fault)
    polling = poll()
    await people[0].person(RITA).start()
    await until(received(stored, 1))
    assert not polling.done()


async def test_two_pollers_at_once_keep_each_update_once(
    stored: Stored, people: tuple[TelegramPeople, str], poll: Callable[[], "asyncio.Task[None]"]
) -> None:
    pollers = [poll(), poll()]
    rita = people[0].person(RITA)
    await rita.start()
    conflicts = 0
    for number in range(8):
        await rita.send_text(f"lamp {number}")
        await until(received(stored, 2 + number))
        conflicts = sum(call["status"] == 409 for call in await people[0].calls("getUpdates"))
    assert conflicts, "Telegram ends the first of two"
    kept = [int(str(row[0])) for row in await stored.updates()]
    assert kept == list(range(min(kept), min(kept) + 9))
    assert not any(each.done() for each in pollers)


async def test_a_database_outage_loses_nothing(
    stored: Stored, people: tuple[TelegramPeople, str], poll: Callable[[], "asyncio.Task[None]"]
) -> None:
    async with stored.database.transaction() as holder:
        await holder.exec_driver_sql("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
        _ = poll()
        await people[0].person(RITA).start()

        async def tried_twice() -> bool:
            return len(await people[0].calls("getUpdates")) >= 2

        await until(tried_twice)
    await until(received(stored, 1))


class Handing(BaseSession):
    """Telegram as a server of one's own may be: it hands these updates over until they are confirmed."""

    def __init__(self, updates: Sequence[dict[str, Any]]) -> None:
        super().__init__()
        self._updates = updates

    async def make_request(
        self,
        bot: Bot,  # noqa: ARG002  # aiogram's
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ARG002, ASYNC109  # aiogram's
    ) -> TelegramType:
        if isinstance(method, DeleteWebhook):
            return cast("TelegramType", True)  # what Telegram answers
        assert isinstance(method, GetUpdates)
        left = [each for each in self._updates if each["update_id"] >= (method.offset or 0)]
        if not left:
            await asyncio.Event().wait()
        return cast("TelegramType", left)

    async def close(self) -> None:
        """Nothing to close."""

    def stream_content(self, *_: object, **__: object) -> AsyncGenerator[bytes, None]:
        raise AssertionError("nothing is downloaded here")


def said(update_id: int, **more: object) -> dict[str, Any]:
    return {"update_id": update_id, "message": {"chat": {"id": RITA, "type": "private"}, **more}}


async def test_numbers_that_are_none_do_not_stick(stored: Stored) -> None:
    location = {"latitude": math.nan, "longitude": math.inf, "horizontal_accuracy": 1.5}
    bot = Bot(BOT_TOKEN, session=Handing([said(1, location=location), said(2)]))
    polling = asyncio.create_task(Poller(bot, Receiver(stored.inbox))())
    await until(received(stored, 2))
    polling.cancel()
    ((kept,), _) = await stored.rows(
        "SELECT payload -> 'message' -> 'location' FROM inbox ORDER BY update_id"
    )
    assert kept == {"latitude": None, "longitude": None, "horizontal_accuracy": 1.5}


class Choosy:
    """An inbox that cannot keep one of the updates, whatever is wrong with it."""

    def __init__(self, stored: Stored, refused: int) -> None:
        self._inbox = stored.inbox
        self._refused = refused

    async def receive(self, update: ReceivedUpdate, traceparent: str) -> Reception:
        if update.update_id == self._refused:
            raise ValueError("too deep")
        return await self._inbox.receive(update, traceparent)


async def test_what_cannot_be_kept_does_not_keep_the_others_from_coming(stored: Stored) -> None:
    bot = Bot(BOT_TOKEN, session=Handing([said(1), said(2), said(3)]))
    polling = asyncio.create_task(Poller(bot, loosely(Receiver, Choosy(stored, 2)))())
    await until(received(stored, 2))
    polling.cancel()
    assert [row[0] for row in await stored.updates()] == [1, 3]
