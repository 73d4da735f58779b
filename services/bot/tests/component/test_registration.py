"""What Telegram is told at the start, however long it takes to reach it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramServerError
from aiogram.methods import GetChat, GetMe, GetWebhookInfo, SetMyCommands
from aiogram.types import User
from prometheus_client import REGISTRY

from bot_service.adapters.inbound.telegram.dialogs import create_router
from bot_service.adapters.inbound.telegram.dialogs.start.menus import command_menus, staff_group_menus
from bot_service.adapters.inbound.telegram.updates.registration import (
    BotRegistration,
    TelegramOutOfReachError,
    webhook_registration,
)
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.adapters.outbound.telegram.outage_watch import OutageWatch
from bot_service.adapters.outbound.telegram.private_topics import ToldPrivateTopics
from fixline_local.ports import free_ports
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_telemetry.http.readiness import DegradedError


def nothing(_me: User) -> None:
    """Learn nothing of the bot."""


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
    registration = BotRegistration(
        bot=bot,
        api_url="http://telegram.test",
        calls=[
            webhook_registration("https://127.0.0.1:1/telegram/webhook", "a-secret"),
            *command_menus(create_router()),
        ],
        by_webhook=True,
        doubt=asyncio.Event(),
        learn=nothing,
        watch_seconds=0.05,
    )
    task = asyncio.create_task(registration())
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
        "inline_query",
        "message_reaction",
        "my_chat_member",
    }
    assert {command["command"] for command in await telegram.person(RITA).commands()} >= {"new", "my"}
    assert REGISTRY.get_sample_value("telegram_webhook_pending_updates") == 0


async def test_it_is_pending_until_every_call_is_made_and_tells_of_outages_after_that() -> None:
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    doubt = asyncio.Event()
    bot, session = create_bot(BOT_TOKEN, url)
    session.middleware(OutageWatch(doubt.set))
    registration = BotRegistration(
        bot=bot,
        api_url=url,
        calls=command_menus(create_router()),
        by_webhook=False,
        doubt=doubt,
        learn=nothing,
    )
    with pytest.raises(TelegramOutOfReachError, match="still registering with Telegram"):
        await registration.require()
    task = asyncio.create_task(registration())
    async with TelegramSimulator(port=port):
        await until(lambda: not registration.outage)
        await registration.require()
        assert REGISTRY.get_sample_value("telegram_reachable") == 1

    with pytest.raises(TelegramNetworkError):  # whoever finds out, long before the next question is due
        await bot(GetMe())
    await until(lambda: "Connection refused" in registration.outage)
    with pytest.raises(TelegramOutOfReachError, match=f"at {url}: Connection refused"):
        await registration.require()
    assert REGISTRY.get_sample_value("telegram_reachable") == 0

    async with TelegramSimulator(port=port):
        await until(lambda: not registration.outage)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await session.close()


async def test_with_a_webhook_an_outage_leaves_it_ready() -> None:
    bot, session = create_bot(BOT_TOKEN, "http://127.0.0.1:1")
    registration = BotRegistration(
        bot=bot,
        api_url="http://127.0.0.1:1",
        calls=command_menus(create_router()),
        by_webhook=True,
        doubt=asyncio.Event(),
        learn=nothing,
    )
    task = asyncio.create_task(registration())
    await until(lambda: "Connection refused" in registration.outage)
    with pytest.raises(DegradedError, match="Telegram cannot be reached"):
        await registration.require()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await session.close()


async def test_a_call_that_fails_by_itself_is_no_outage(people: tuple[TelegramPeople, Bot]) -> None:
    telegram, bot = people
    doubt = asyncio.Event()
    bot.session.middleware(OutageWatch(doubt.set))
    registration = BotRegistration(
        bot=bot,
        api_url="http://telegram.test",
        calls=command_menus(create_router()),
        by_webhook=False,
        doubt=doubt,
        learn=nothing,
    )
    task = asyncio.create_task(registration())
    await until(lambda: not registration.outage)
    asked = len(await telegram.calls("getMe"))
    await telegram.add_fault(method="getChat", status=500)
    with pytest.raises(TelegramServerError):
        await bot(GetChat(chat_id=RITA))
    async with asyncio.timeout(20):
        while len(await telegram.calls("getMe")) == asked:
            assert not registration.outage
            await asyncio.sleep(0.02)
    await registration.require()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110  # a field has no event for us
            await asyncio.sleep(0.02)


async def test_it_hears_at_once_and_again_whether_private_chats_have_topics(
    people: tuple[TelegramPeople, Bot],
) -> None:
    telegram, bot = people
    await telegram.switch_topics(enabled=True)
    topics = ToldPrivateTopics(patience=20)
    registration = BotRegistration(
        bot=bot,
        api_url="http://telegram.test",
        calls=[],
        by_webhook=True,
        doubt=asyncio.Event(),
        learn=topics.learn,
        watch_seconds=0.01,
    )
    task = asyncio.create_task(registration())
    assert await topics.are_on(), "whoever asks first waits for Telegram's word"
    await telegram.switch_topics(enabled=False)
    async with asyncio.timeout(20):
        while await topics.are_on():  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_while_telegram_is_out_of_reach_private_chats_have_none_and_nobody_waits_twice() -> None:
    topics = ToldPrivateTopics(patience=0.01)
    assert not await topics.are_on()
    topics.learn(User(id=1, is_bot=True, first_name="Desk", has_topics_enabled=True))
    assert await topics.are_on()


async def test_the_staff_groups_menu_is_given_at_every_start_and_a_group_that_is_gone_holds_nothing_up(
    people: tuple[TelegramPeople, Bot],
) -> None:
    telegram, bot = people
    await telegram.person(RITA).start()
    there = await telegram.create_group("Staff", [RITA])
    for group in (there, -1_009_999_999_999):
        registration = BotRegistration(
            bot=bot,
            api_url="http://telegram.test",
            calls=(),
            by_webhook=False,
            doubt=asyncio.Event(),
            learn=nothing,
            groups=partial(menus_of, group),
        )
        task = asyncio.create_task(registration())
        while registration.outage:  # noqa: ASYNC110  # what it does in the background
            await asyncio.sleep(0.01)
        await registration.require()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    menu = await telegram.person(RITA, chat_id=there).commands()
    assert [command["command"] for command in menu] == ["reply"]


async def menus_of(chat_id: int) -> Sequence[SetMyCommands]:
    return staff_group_menus(chat_id)
