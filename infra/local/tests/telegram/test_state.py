import asyncio
import json
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator

PATIENCE = 300
"""Seconds: beside the other tests a process may import for more than a minute."""
KEYS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Yes", callback_data="yes")]])


async def test_a_restart_keeps_everything(tmp_path: Path, make_bot: Callable[..., Bot], jpeg: bytes) -> None:
    state = tmp_path / "deep" / "state.db"
    async with TelegramSimulator(state=state) as first, TelegramPeople(first.url) as people:
        bot = make_bot(url=first.url)
        rita = people.person(RITA)
        photo = await rita.send_photo(jpeg, "A leak")
        await bot.send_message(RITA, "Sure?", reply_markup=KEYS)
        offer = await rita.wait_for(lambda m: m.buttons)
        await rita.tap(offer, "Yes", wait=0)
        vera = await people.create_person("Vera")
        pending = await bot.get_updates()
    async with TelegramSimulator(state=state) as second, TelegramPeople(second.url) as people:
        bot = make_bot(url=second.url)
        rita = people.person(RITA)
        assert [m.text for m in await rita.messages()] == ["A leak", "Sure?"]
        updates = await bot.get_updates()
        assert updates == pending
        assert updates[-1].callback_query is not None
        await bot.answer_callback_query(updates[-1].callback_query.id)
        assert photo.photo is not None
        content = await bot.download(photo.photo)
        assert content is not None
        assert content.read() == jpeg
        assert (await people.create_person("Next")).id == vera.id + 1
        assert (await rita.send_text("next")).id == offer.id + 1


async def run(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "fixline_local.telegram",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def url_of(process: asyncio.subprocess.Process) -> str:
    if process.stdout is None:
        raise AssertionError("no pipe")
    async with asyncio.timeout(PATIENCE):
        line = json.loads(await process.stdout.readline())
    return str(line["url"])


async def test_the_process_keeps_its_state_when_killed_and_ends_cleanly(
    tmp_path: Path, make_bot: Callable[..., Bot]
) -> None:
    arguments = ("--listen", "127.0.0.1:0", "--state", str(tmp_path / "state.db"), "--limits", "off")
    process = await run(*arguments)
    async with TelegramPeople(await url_of(process)) as people:
        await people.person(RITA).send_text("before the kill")
    process.kill()
    await process.communicate()
    process = await run(*arguments)
    bot = make_bot(url=await url_of(process))
    assert [update.message.text for update in await bot.get_updates() if update.message] == [
        "before the kill"
    ]
    poll = asyncio.create_task(bot.get_updates(offset=-1, timeout=30))
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(20):
        _, errors = await process.communicate()
        await asyncio.gather(poll, return_exceptions=True)
    assert (process.returncode, errors) == (0, b"")


async def test_a_taken_port_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        process = await run("--listen", address)
        async with asyncio.timeout(PATIENCE):
            output, errors = await process.communicate()
    assert (process.returncode, errors) == (1, b"")
    line = json.loads(output)
    assert (line["level"], line["event"], line["service"]) == ("error", "service.failed", "telegram")
    assert line["error"] == f"cannot listen on {address}: the port is taken"
    assert BOT_TOKEN not in output.decode()
