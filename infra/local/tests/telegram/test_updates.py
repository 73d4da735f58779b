import asyncio
from collections.abc import Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError

from fixline_local.telegram.client import PersonClient, TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN
from fixline_local.telegram.simulator import TelegramSimulator


async def test_offset_limit_and_negative_offset(bot: Bot, rita: PersonClient) -> None:
    for number in range(4):
        await rita.send_text(f"text {number}")
    updates = await bot.get_updates()
    numbers = [update.update_id for update in updates]
    assert numbers == list(range(numbers[0], numbers[0] + 5))
    assert await bot.get_updates() == updates
    assert [u.update_id for u in await bot.get_updates(limit=2)] == numbers[:2]
    assert [u.update_id for u in await bot.get_updates(offset=numbers[1] + 1)] == numbers[2:]
    assert [u.update_id for u in await bot.get_updates(offset=-1)] == numbers[-1:]
    assert await bot.get_updates(offset=numbers[-1] + 1) == []


async def test_long_poll_wakes(bot: Bot, rita: PersonClient) -> None:
    start = await bot.get_updates()
    poll = asyncio.create_task(bot.get_updates(offset=start[-1].update_id + 1, timeout=30))
    sent = await rita.send_text("now")
    async with asyncio.timeout(10):
        updates = await poll
    assert updates[0].message is not None
    assert updates[0].message.message_id == sent.id


async def test_a_second_poller_ends_the_first(
    simulator: TelegramSimulator, make_bot: Callable[[], Bot], rita: PersonClient
) -> None:
    first, second = make_bot(), make_bot()
    start = await first.get_updates()
    assert start[-1].message is not None
    assert start[-1].message.chat.id == rita.chat_id
    offset = start[-1].update_id + 1
    waiting = asyncio.create_task(first.get_updates(offset=offset, timeout=30))
    async with asyncio.timeout(10):
        while int(BOT_TOKEN.partition(":")[0]) not in simulator.world.pollers:
            await simulator.world.wake_up.wait(1)
    assert await second.get_updates(offset=offset) == []
    with pytest.raises(
        TelegramConflictError, match="terminated by other getUpdates request; make sure that only one"
    ):
        await waiting


async def test_allowed_updates(bot: Bot, rita: PersonClient) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["callback_query"])
    await rita.send_text("not wanted")
    await bot.get_updates(offset=-1, allowed_updates=["edited_message"])
    message = await rita.send_text("first")
    await rita.edit(message, "second")
    updates = await bot.get_updates(timeout=5)
    kinds = [update.event_type for update in updates]
    assert kinds == ["message", "edited_message"]
    assert updates[-1].edited_message is not None
    assert updates[-1].edited_message.text == "second"


async def test_deep_links_and_languages(bot: Bot, people: TelegramPeople) -> None:
    vera = await people.create_person("Vera", last_name="V", username="vera_v", language_code="ru")
    await vera.start("loc_A-1")
    message = (await bot.get_updates(timeout=5))[0].message
    assert message is not None
    assert message.from_user is not None
    assert message.text == "/start loc_A-1"
    assert message.from_user.language_code == "ru"
    assert message.entities is not None
    assert (message.entities[0].type, message.entities[0].length) == ("bot_command", 6)
    assert vera.id > 2**31


async def test_get_updates_is_refused_while_a_webhook_is_set(bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == []
