"""Telegram by a proxy, which is a process of its own: its kinds, its password, and what is said when it is away."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiogram.exceptions import TelegramNetworkError

from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.adapters.outbound.telegram.files import BotTelegramFiles
from bot_service.adapters.outbound.telegram.proxy import Proxy
from bot_service.adapters.outbound.telegram.session import NotWrittenError
from bot_service.application.errors import UnavailableError
from fixline_local.ports import free_ports
from fixline_local.telegram.people import BOT_TOKEN
from fixline_local.telegram.simulator import TelegramSimulator

from .test_process import ENVIRONMENT, FORKS, PATIENCE

PASSWORD = "s3cret/with@signs"  # of a proxy that lives for one test
WRITTEN = "s3cret%2Fwith%40signs"


@asynccontextmanager
async def proxy(*credentials: str) -> AsyncIterator[tuple[int, Process]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot_testing.proxy", *credentials, stdout=PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            yield int(await process.stdout.readline()), process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_calls_and_files_go_by_it(scheme: str) -> None:
    async with TelegramSimulator() as simulator, proxy("desk", PASSWORD) as (port, process):
        url = f"{scheme}://desk:{WRITTEN}@127.0.0.1:{port}"
        bot, session = create_bot(BOT_TOKEN, simulator.url, Proxy.read(url))
        assert (await bot.get_me()).is_bot
        assert process.stdout is not None
        there = (await process.stdout.readline()).decode().strip()
        assert there == simulator.url.removeprefix("http://"), "not around it"
        await session.close()


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_wrong_password_is_told_and_nothing_was_written(scheme: str) -> None:
    async with TelegramSimulator() as simulator, proxy("desk", PASSWORD) as (port, _):
        url = f"{scheme}://desk:wrong-one@127.0.0.1:{port}"
        bot, session = create_bot(BOT_TOKEN, simulator.url, Proxy.read(url))
        with pytest.raises(NotWrittenError, match="the proxy refuses") as refused:
            await bot.get_me()
        assert "wrong-one" not in str(refused.value)
        with pytest.raises(UnavailableError):
            async with BotTelegramFiles(bot, session).open("file"):
                pass
        await session.close()


async def test_a_proxy_that_is_away_is_no_doubt_about_what_was_sent() -> None:
    (port,) = free_ports(1)
    bot, session = create_bot(BOT_TOKEN, "http://127.0.0.1:1", Proxy.read(f"socks5://127.0.0.1:{port}"))
    with pytest.raises(TelegramNetworkError, match="the proxy cannot be reached") as away:
        await bot.get_me()
    assert isinstance(away.value, NotWrittenError)
    await session.close()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("proxy:3128", "scheme://host:port"),
        ("ftp://proxy:21", "must begin with"),
        ("http://proxy", "scheme://host:port"),
        ("http://proxy:99999", "1 to 65535"),
        ("http://u:topsecret@:3128", "scheme://host:port"),
        ("http://u:topsecret@proxy:3128/path", "scheme://host:port"),
        ("", "scheme://host:port"),
    ],
)
def test_what_is_no_proxy_is_refused_without_its_password(url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as refused:
        Proxy.read(url)
    assert "topsecret" not in str(refused.value)


def test_what_is_said_of_it_has_no_password() -> None:
    found = Proxy.read(f"https://desk:{WRITTEN}@[::1]:3128/")
    assert (found.host, found.port, found.username, found.password) == ("::1", 3128, "desk", PASSWORD)
    assert str(found) == "https://[::1]:3128"
    assert PASSWORD not in repr(found)


async def test_readiness_names_it_and_no_line_has_its_password(
    migrated_database: Callable[[str], Awaitable[str]], valkey_url: str
) -> None:
    async with TelegramSimulator() as simulator, proxy("desk", PASSWORD) as (port, server):
        environment = ENVIRONMENT | {
            "BOT_API_URL": simulator.url,
            "BOT_PROXY": f"socks5://desk:{WRITTEN}@127.0.0.1:{port}",
            "BOT_DATABASE_URL": await migrated_database("bot_service"),
            "BOT_VALKEY_URL": valkey_url,
            "LOG_LEVEL": "DEBUG",
        }
        process = await FORKS.begin("bot_service", "serve", env=environment)
        event: dict[str, object] = {}
        try:
            async with aiohttp.ClientSession() as session:
                while event.get("event") != "service.started":
                    event = json.loads(await process.stdout.readline())
                ready = f"http://127.0.0.1:{event['admin_port']}/readyz"

                async def status(expected: int, text: str = "") -> None:
                    while True:
                        async with session.get(ready) as answer:
                            if answer.status == expected and text in await answer.text():
                                return
                        await asyncio.sleep(0.02)

                await status(200)
                server.kill()
                await server.wait()
                gone = f"by the proxy socks5://127.0.0.1:{port}: the proxy cannot be reached"
                await status(503, gone)
        finally:
            process.terminate()
            out, err = await process.communicate()
        assert b"the proxy cannot be reached" in out
        for secret in (PASSWORD, WRITTEN):
            assert secret.encode() not in out + err
