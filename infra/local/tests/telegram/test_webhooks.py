import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiohttp import web

from fixline_local.telegram.client import PersonClient, TelegramPeople
from fixline_local.telegram.people import ALEX, RITA
from fixline_local.telegram.simulator import TelegramSimulator


@dataclass
class Receiver:
    """A bot's web server: answers with the next planned status, else 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    answer: dict[str, Any] | None = None
    received: list[tuple[str | None, dict[str, Any]]] = field(default_factory=list)
    running: int = 0
    most: int = 0
    hold: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take(self, request: web.Request) -> web.Response:
        self.running += 1
        self.most = max(self.most, self.running)
        body = await request.json()
        async with self.changed:
            self.received.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), body))
            self.changed.notify_all()
        await self.hold.wait()
        self.running -= 1
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.answer if status == 200 else {}, status=status)

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(20), self.changed:
            await self.changed.wait_for(condition)

    def texts(self) -> list[str]:
        return [body["message"]["text"] for _, body in self.received]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    taking = Receiver()
    taking.hold.set()
    app = web.Application()
    app.router.add_post("/hook", taking.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    taking.url = f"http://{host}:{port}/hook"
    yield taking
    taking.hold.set()
    await runner.cleanup()


async def test_secret_and_what_was_pending(bot: Bot, receiver: Receiver, rita: PersonClient) -> None:
    await bot.set_webhook(receiver.url, secret_token="s3cret-_")
    await receiver.until(lambda: len(receiver.received) == 1)
    assert receiver.received[0][0] == "s3cret-_"
    assert receiver.texts() == ["/start"]
    assert rita.chat_id == RITA


async def test_retries_until_2xx_in_order(
    simulator: TelegramSimulator, bot: Bot, receiver: Receiver, rita: PersonClient
) -> None:
    receiver.statuses = [500, 403, 200]
    await bot.set_webhook(receiver.url)
    await rita.send_text("second")
    await receiver.until(lambda: len(receiver.received) == 4)
    assert receiver.texts() == ["/start", "/start", "/start", "second"]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 403 Forbidden"
    async with asyncio.timeout(10):
        while (await bot.get_webhook_info()).pending_update_count:
            await simulator.world.wake_up.wait(1)


async def test_chats_in_parallel_up_to_max_connections(
    bot: Bot, receiver: Receiver, people: TelegramPeople
) -> None:
    receiver.hold.clear()
    await bot.set_webhook(receiver.url, max_connections=2)
    for number in range(3):
        person = await people.create_person(f"Person {number}")
        await person.send_text("one")
        await person.send_text("two")
    await receiver.until(lambda: len(receiver.received) == 2)
    assert receiver.texts() == ["one", "one"]
    receiver.hold.set()
    await receiver.until(lambda: len(receiver.received) == 6)
    assert receiver.most == 2


async def test_a_server_that_is_down(
    simulator: TelegramSimulator, bot: Bot, people: TelegramPeople, receiver: Receiver
) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    await people.person(ALEX).send_text("hello")
    async with asyncio.timeout(10):
        while (await bot.get_webhook_info()).last_error_message != "Connection refused":
            await simulator.world.wake_up.wait(1)
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_the_answer_may_be_a_call(bot: Bot, receiver: Receiver, people: TelegramPeople) -> None:
    receiver.answer = {"method": "sendMessage", "chat_id": ALEX, "text": "from the answer"}
    await bot.set_webhook(receiver.url)
    alex = people.person(ALEX)
    await alex.send_text("hello")
    assert (await alex.wait_for(lambda m: m.from_bot)).text == "from the answer"


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"url": "http://example.org/hook"}, "An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org:8081/hook"}, "Webhook can be set up only on ports 80, 88, 443, 8443"),
        ({"url": "https:///x"}, "invalid webhook URL specified"),
        (
            {"url": "https://example.org", "secret_token": "no spaces"},
            "secret token contains unallowed characters",
        ),
        ({"url": "https://example.org", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_refused_webhooks(bot: Bot, options: dict[str, Any], error: str) -> None:
    with pytest.raises(TelegramBadRequest, match=error):
        await bot.set_webhook(**options)
