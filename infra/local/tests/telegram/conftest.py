"""A simulator per test, a real aiogram bot on its wire, and people."""

import io
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineQuery, Update
from PIL import Image

from fixline_local.telegram.client import PersonClient, TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator

MakeBot = Callable[..., Bot]
T = TypeVar("T")


async def next_query(bot: Bot) -> CallbackQuery:
    """Wait for somebody to tap a button; what else comes is passed over."""
    return await next_of(bot, lambda update: update.callback_query)


async def next_inline_query(bot: Bot) -> InlineQuery:
    """Wait for somebody to write `@bot words`; what else comes is passed over."""
    return await next_of(bot, lambda update: update.inline_query)


async def next_of(bot: Bot, wanted: Callable[[Update], T | None]) -> T:
    while True:
        for update in await bot.get_updates(timeout=20):
            await bot.get_updates(offset=update.update_id + 1)
            if found := wanted(update):
                return found


@pytest.fixture
async def simulator() -> AsyncIterator[TelegramSimulator]:
    async with TelegramSimulator(limits=False, first_retry_seconds=0.02) as running:
        yield running


@pytest.fixture
async def people(simulator: TelegramSimulator) -> AsyncIterator[TelegramPeople]:
    async with TelegramPeople(simulator.url) as connected:
        yield connected


@pytest.fixture
async def make_bot(simulator: TelegramSimulator) -> AsyncIterator[MakeBot]:
    made: list[Bot] = []

    def make(token: str = BOT_TOKEN, url: str | None = None) -> Bot:
        api = TelegramAPIServer.from_base(url or simulator.url)
        made.append(Bot(token, session=AiohttpSession(api=api)))
        return made[-1]

    yield make
    for bot in made:
        await bot.session.close()


@pytest.fixture
def bot(make_bot: MakeBot) -> Bot:
    return make_bot()


@pytest.fixture
async def rita(people: TelegramPeople) -> PersonClient:
    """Rita, who has pressed Start: the bot may write to her."""
    person = people.person(RITA)
    await person.start()
    return person


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((1200, 900), 60).convert("RGB").save(buffer, "JPEG", quality=80)
    return buffer.getvalue()
