"""Inline queries: `@bot words` in any chat."""

import asyncio
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

from fixline_local.telegram.client import PersonClient, TelegramPeople
from fixline_local.telegram.people import ALEX, RITA
from fixline_local.telegram.person_client import ActionRefusedError
from fixline_local.telegram.simulator import TelegramSimulator

from .conftest import next_inline_query

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OPENING = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Open", url="https://t.me/desk_bot?start=t_1")]]
)


def article(id_: str = "1", title: str = "Lamp", text: str = "<b>Lamp</b>") -> InlineQueryResultArticle:
    content = InputTextMessageContent(message_text=text, parse_mode="HTML")
    return InlineQueryResultArticle(id=id_, title=title, input_message_content=content, reply_markup=OPENING)


async def test_a_result_is_chosen_and_is_ones_own_message(bot: Bot, rita: PersonClient) -> None:
    assert (await bot.get_me()).supports_inline_queries
    asking = asyncio.create_task(rita.ask_inline("lamp"))
    query = await next_inline_query(bot)
    assert (query.query, query.from_user.id, query.chat_type, query.offset) == ("lamp", RITA, "sender", "")
    await bot.answer_inline_query(query.id, [article()], cache_time=5, is_personal=True)
    answer = await asking
    assert answer is not None
    assert [(result["id"], result["title"]) for result in answer.results] == [("1", "Lamp")]
    sent = await rita.choose_inline(answer, "1")
    assert (sent.text, sent.from_bot, sent.button_texts) == ("Lamp", False, ["Open"])
    updates = await bot.get_updates(timeout=5)
    assert updates[-1].message is not None
    assert updates[-1].message.via_bot is not None
    assert updates[-1].message.via_bot.id == bot.id
    with pytest.raises(ActionRefusedError, match="was not shown"):
        await rita.choose_inline(answer, "2")


async def test_who_never_started_the_bot_may_ask(bot: Bot, people: TelegramPeople) -> None:
    await bot.get_me()
    asking = asyncio.create_task(people.person(ALEX).ask_inline())
    query = await next_inline_query(bot)
    button = InlineQueryResultsButton(text="Start", start_parameter="inline")
    await bot.answer_inline_query(query.id, [], button=button)
    answer = await asking
    assert answer is not None
    assert answer.button == {"text": "Start", "start_parameter": "inline"}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"results": [article(str(number)) for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("я" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [article(text="<b>x")]}, "can't parse entities"),
        ({"results": [article(text="x" * 4097)]}, "message is too long"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        (
            {"results": [], "button": InlineQueryResultsButton(text="x", start_parameter="a b")},
            "START_PARAM_INVALID",
        ),
    ],
)
async def test_what_telegram_refuses(
    bot: Bot, rita: PersonClient, answer: dict[str, Any], error: str
) -> None:
    assert await rita.ask_inline("lamp", wait=0) is None
    query = await next_inline_query(bot)
    with pytest.raises(TelegramBadRequest, match=error):
        await bot.answer_inline_query(query.id, **answer)
    await bot.answer_inline_query(query.id, [article(str(number)) for number in range(50)])
    with pytest.raises(TelegramBadRequest, match=TOO_OLD):
        await bot.answer_inline_query(query.id, [])


async def test_a_query_dies_after_thirty_seconds(
    simulator: TelegramSimulator, bot: Bot, rita: PersonClient
) -> None:
    await rita.ask_inline("lamp", wait=0)
    query = await next_inline_query(bot)
    now = simulator.world.clock
    simulator.world.clock = lambda: now() + 31
    with pytest.raises(TelegramBadRequest, match=TOO_OLD):
        await bot.answer_inline_query(query.id, [article()])
