import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from fixline_local.telegram.client import ActionRefusedError, PersonClient, TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA


async def texts(rita: PersonClient) -> list[str]:
    return [message.text for message in await rita.messages() if message.from_bot]


async def test_statuses(bot: Bot, people: TelegramPeople, rita: PersonClient) -> None:
    await people.add_fault(method="sendMessage", status=429, retry_after=7)
    await people.add_fault(method="sendMessage", status=502, chat_id=RITA)
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.send_message(RITA, "one")
    assert refused.value.retry_after == 7
    with pytest.raises(TelegramServerError, match="Bad Gateway"):
        await bot.send_message(RITA, "two")
    await bot.send_message(RITA, "three")
    assert await texts(rita) == ["three"]


async def test_resets_before_and_after_the_effect(
    bot: Bot, people: TelegramPeople, rita: PersonClient
) -> None:
    for when in ("before", "after"):
        await people.add_fault(method="sendMessage", reset=when)
        with pytest.raises(TelegramNetworkError):
            await bot.send_message(RITA, when)
    assert await texts(rita) == ["after"]
    outcomes = [call["outcome"] for call in await people.calls("sendMessage")]
    assert outcomes == ["reset before the effect", "ok; reset after the effect"]


async def test_garbage_drip_and_delay(bot: Bot, people: TelegramPeople, rita: PersonClient) -> None:
    await people.add_fault(method="sendMessage", garbage=True)
    with pytest.raises((ClientDecodeError, UnicodeDecodeError)):
        await bot.send_message(RITA, "garbage")
    await people.add_fault(method="sendMessage", drip_seconds=0.01, delay_seconds=0.05)
    loop = asyncio.get_running_loop()
    began = loop.time()
    await bot.send_message(RITA, "slow")
    assert loop.time() - began > 0.1
    assert await texts(rita) == ["garbage", "slow"]


async def test_times_skip_and_clearing(bot: Bot, people: TelegramPeople, rita: PersonClient) -> None:
    await people.add_fault(method="*", status=500, times=None, skip=1)
    await bot.get_me()
    for _ in range(2):
        with pytest.raises(TelegramServerError):
            await bot.send_message(RITA, "x")
    await people.clear_faults()
    await bot.send_message(RITA, "y")
    assert await texts(rita) == ["y"]
    with pytest.raises(ActionRefusedError, match="400"):
        await people.add_fault(method="x", statsu=500)


async def test_journal(bot: Bot, people: TelegramPeople, rita: PersonClient) -> None:
    sent = await bot.send_message(RITA, "secret words")
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(1, "x")
    first, second = await people.calls("sendMessage")
    assert (first["outcome"], first["status"], first["chat_id"]) == ("ok", 200, rita.chat_id)
    assert first["message_id"] == sent.message_id
    assert (second["outcome"], second["status"]) == ("Bad Request: chat not found", 400)
    assert await people.calls("sendMessage", since=first["number"]) == [second]
    everything = str(await people.calls())
    assert BOT_TOKEN not in everything
    assert "secret words" not in everything
