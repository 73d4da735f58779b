import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from fixline_local.telegram.client import ActionRefusedError, PersonClient
from fixline_local.telegram.client_messages import CallbackAnswer, Message
from fixline_local.telegram.people import RITA
from fixline_local.telegram.simulator import TelegramSimulator

from .conftest import next_query

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def offer(bot: Bot, rita: PersonClient) -> Message:
    keys = [
        [
            InlineKeyboardButton(text="Yes", callback_data="yes"),
            InlineKeyboardButton(text="No", callback_data="no"),
        ]
    ]
    await bot.send_message(RITA, "Sure?", reply_markup=InlineKeyboardMarkup(inline_keyboard=keys))
    return await rita.wait_for(lambda m: m.text == "Sure?")


async def test_the_tap_returns_the_answer(bot: Bot, rita: PersonClient, offer: Message) -> None:
    tap = asyncio.create_task(rita.tap(offer, "Yes"))
    query = await next_query(bot)
    assert query.message is not None
    assert (query.data, query.message.message_id, query.from_user.id) == ("yes", offer.id, RITA)
    await bot.answer_callback_query(query.id, "Done", show_alert=True)
    assert await tap == CallbackAnswer("Done", show_alert=True, url="")


async def test_an_answer_is_short_and_given_once(bot: Bot, rita: PersonClient, offer: Message) -> None:
    assert await rita.tap(offer, "No", wait=0) is None
    query = await next_query(bot)
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(query.id, "x" * 201)
    await bot.answer_callback_query(query.id, "x" * 200)
    for number in (query.id, "12345"):
        with pytest.raises(TelegramBadRequest, match=TOO_OLD):
            await bot.answer_callback_query(number)


async def test_a_query_grows_old(
    simulator: TelegramSimulator, bot: Bot, rita: PersonClient, offer: Message
) -> None:
    await rita.tap(offer, data="no", wait=0)
    query = await next_query(bot)
    now = simulator.world.clock
    simulator.world.clock = lambda: now() + 151
    with pytest.raises(TelegramBadRequest, match=TOO_OLD):
        await bot.answer_callback_query(query.id)


async def test_buttons_that_are_gone_cannot_be_tapped(bot: Bot, rita: PersonClient, offer: Message) -> None:
    await bot.edit_message_reply_markup(chat_id=RITA, message_id=offer.id)
    with pytest.raises(ActionRefusedError, match="0 buttons say 'Yes'"):
        await rita.tap(offer, "Yes")
    with pytest.raises(ActionRefusedError, match="no such button now"):
        await rita.tap(offer, data="yes")
