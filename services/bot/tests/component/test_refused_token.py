"""A token that Telegram refuses ends the process in words, at the start and later."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_testing.forked import ForkedProcess

from .test_process import ENVIRONMENT, FORKS, PATIENCE, WEBHOOK

WRONG = "7000000001:AAThisTokenIsOfAnotherBot0000000000"


@pytest.fixture
async def simulator() -> AsyncIterator[TelegramSimulator]:
    async with TelegramSimulator(tokens=[BOT_TOKEN], only_these=True) as simulator:
        yield simulator


@pytest.fixture
async def environment(
    migrated_database: Callable[[str], Awaitable[str]], simulator: TelegramSimulator, valkey_url: str
) -> dict[str, str]:
    return ENVIRONMENT | {
        "BOT_DATABASE_URL": await migrated_database("bot_service"),
        "BOT_API_URL": simulator.url,
        "BOT_VALKEY_URL": valkey_url,
    }


async def start(environment: dict[str, str]) -> ForkedProcess:
    return await FORKS.begin("bot_service", "serve", env=environment)


async def last_words(process: ForkedProcess) -> list[dict[str, Any]]:
    """Return the log lines from here to the end, which must be that of a refused token."""
    async with asyncio.timeout(PATIENCE):
        output, errors = await process.communicate()
    assert process.returncode == 78, (output + errors).decode()
    assert b"AA" not in output + errors  # the secret half of either token
    assert b"Traceback" not in output + errors
    lines = [json.loads(line) for line in output.splitlines()]
    (wrong,) = [line for line in lines if line["level"] == "error"]
    assert wrong["event"] == "service.misconfigured"
    assert wrong["error"].startswith("BOT_TOKEN is refused by Telegram (401)")
    assert "crash.reported" not in {line["event"] for line in lines}
    return lines


@pytest.mark.parametrize("receiving", [{}, WEBHOOK], ids=["polling", "webhook"])
async def test_a_wrong_token_at_the_start(environment: dict[str, str], receiving: dict[str, str]) -> None:
    lines = await last_words(await start(environment | receiving | {"BOT_TOKEN": WRONG}))
    assert "service.started" in {line["event"] for line in lines}


async def test_a_token_revoked_while_it_is_used(
    environment: dict[str, str], simulator: TelegramSimulator
) -> None:
    process = await start(environment)
    try:
        async with TelegramPeople(simulator.url) as people, asyncio.timeout(PATIENCE):
            while not await people.calls("deleteWebhook"):  # noqa: ASYNC110  # another process's journal
                await asyncio.sleep(0.05)
            simulator.world.allowed_tokens = frozenset({WRONG})
            # Ends the poll under way, if there is one; the next one is refused.
            await people.person(RITA).start()
        await last_words(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
