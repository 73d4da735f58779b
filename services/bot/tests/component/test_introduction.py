"""What Telegram is told at the start, however long it takes to reach it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.methods import GetWebhookInfo
from prometheus_client import REGISTRY

from bot_service.adapters.inbound.telegram.dialogs import create_router
from bot_service.adapters.inbound.telegram.dialogs.start.menus import command_menus
from bot_service.adapters.inbound.telegram.updates.registration import Introduction, webhook_registration
from bot_service.adapters.outbound.telegram.bot import create_bot
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator


@pytest.fixture
async def people() -> AsyncIterator[tuple[TelegramPeople, Bot]]:
    async with TelegramSimulator() as simulator, TelegramPeople(simulator.url) as people:
        bot, session = create_bot(BOT_TOKEN, simulator.url)
        yield people, bot
        await session.close()


async def test_it_insists_until_telegram_has_heard(people: tuple[TelegramPeople, Bot]) -> None:
    telegram, bot = people
    await telegram.add_fault(method="setWebhook", status=500)
    await telegram.add_fault(method="getWebhookInfo", status=500)
    introduction = Introduction(
        bot=bot,
        calls=[
            webhook_registration("https://127.0.0.1:1/telegram/webhook", "a-secret"),
            *command_menus(create_router()),
        ],
        watches_webhook=True,
        watch_seconds=0.05,
    )
    task = asyncio.create_task(introduction())
    async with asyncio.timeout(20):
        while len(await telegram.calls("getWebhookInfo")) < 3:  # noqa: ASYNC110  # another process's journal
            await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    info = await bot(GetWebhookInfo())
    assert info.url == "https://127.0.0.1:1/telegram/webhook"
    assert set(info.allowed_updates or ()) == {
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    }
    assert {command["command"] for command in await telegram.person(RITA).commands()} >= {"new", "my"}
    assert REGISTRY.get_sample_value("telegram_webhook_pending_updates") == 0
