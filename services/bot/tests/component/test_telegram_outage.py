"""A process that polls says when Telegram is out of reach, and lives on."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import aiohttp

from fixline_local.ports import free_ports
from fixline_local.telegram.simulator import TelegramSimulator

from .test_process import ENVIRONMENT, FORKS, PATIENCE


async def test_readiness_follows_telegram_and_liveness_does_not(
    migrated_database: Callable[[str], Awaitable[str]], valkey_url: str
) -> None:
    (port,) = free_ports(1)
    environment = ENVIRONMENT | {
        "BOT_API_URL": f"http://127.0.0.1:{port}",
        "BOT_DATABASE_URL": await migrated_database("bot_service"),
        "BOT_VALKEY_URL": valkey_url,
    }
    process = await FORKS.begin("bot_service", "serve", env=environment)
    event: dict[str, object] = {}
    try:
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
            while event.get("event") != "service.started":
                event = json.loads(await process.stdout.readline())
            admin = f"http://127.0.0.1:{event['admin_port']}"

            async def status(path: str, expected: int, text: str = "") -> None:
                while True:
                    async with session.get(f"{admin}{path}") as answer:
                        if answer.status == expected and text in await answer.text():
                            return
                    await asyncio.sleep(0.02)

            outage = f"Telegram cannot be reached at http://127.0.0.1:{port}: Connection refused"
            await status("/readyz", 503, outage)
            await status("/startupz", 200)
            async with TelegramSimulator(port=port):
                await status("/readyz", 200)
            await status("/readyz", 503, outage)
            await status("/livez", 200)
            async with TelegramSimulator(port=port):
                await status("/readyz", 200)
    finally:
        process.terminate()
        async with asyncio.timeout(PATIENCE):
            rest, _ = await process.communicate()
    said = [json.loads(line)["event"] for line in rest.splitlines()]
    assert said.count("telegram.reached") == 2
    assert process.returncode == 0
