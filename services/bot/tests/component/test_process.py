"""The whole process's wiring, with nothing else up: it starts, takes updates in, and stops."""

import asyncio
import json
import signal
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from sqlalchemy import text

from bot_service.bootstrap.settings import BotSettings
from fixline_chassis.database import create_database_engine
from fixline_chassis.settings import SettingsError, load_settings
from fixline_testing.forked import Forks

FORKS = Forks(("bot_service.__main__",))
PATIENCE = 300
"""Seconds: beside the other tests a process may import for more than a minute."""
EXIT_SECONDS = 25
SECRET = "a-secret-of-the-test"
ENVIRONMENT = {
    "BOT_TOKEN": "7000000001:AAFixlineLocalDeskBotToken000000000",
    "BOT_API_URL": "http://127.0.0.1:1",
    "BOT_DATABASE_URL": "postgresql+asyncpg://somebody@127.0.0.1:1/bot",
    "BOT_VALKEY_URL": "redis://127.0.0.1:1/0",
    "BOT_ADMIN_LISTEN": "127.0.0.1:0",
    "BOT_TICKETS_TARGET": "127.0.0.1:1",
    "BOT_TICKETS_TOKEN": "token",
    "BOT_FILES_TARGET": "127.0.0.1:1",
    "BOT_FILES_TOKEN": "token",
    "ENVIRONMENT": "local",
}
WEBHOOK = {
    "BOT_WEBHOOK_URL": "https://example.org/telegram/webhook",
    "BOT_WEBHOOK_LISTEN": "127.0.0.1:0",
    "BOT_WEBHOOK_SECRET": SECRET,
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def set_up(**changes: str) -> None:
        for name, value in (ENVIRONMENT | changes).items():
            monkeypatch.setenv(name, value)

    return set_up


def test_good_settings(environment: Callable[..., None]) -> None:
    environment(**WEBHOOK)
    settings = load_settings(BotSettings)
    assert settings.bot_id == 7_000_000_001
    assert {settings.token, SECRET, "token"} < set(settings.secrets())


def test_every_fault_is_listed_at_once(environment: Callable[..., None]) -> None:
    environment(
        BOT_TOKEN="nonsense",
        BOT_DATABASE_URL="mysql://x",
        BOT_VALKEY_URL="http://x",
        BOT_ADMIN_LISTEN="nowhere",
        BOT_WEBHOOK_URL="https://example.org/telegram/webhook",
        BOT_WORKERS="0",
        BOT_PLACES_KEPT_SECONDS="-1",
    )
    with pytest.raises(SettingsError) as caught:
        load_settings(BotSettings)
    for name in (
        "BOT_TOKEN",
        "BOT_DATABASE_URL",
        "BOT_VALKEY_URL",
        "BOT_ADMIN_LISTEN",
        "BOT_WEBHOOK_LISTEN",
        "BOT_WEBHOOK_SECRET",
        "BOT_WORKERS",
        "BOT_PLACES_KEPT_SECONDS",
    ):
        assert f"- {name}" in str(caught.value)
    assert "nonsense" not in str(caught.value)


@pytest.mark.parametrize(
    "changes",
    [{"BOT_WEBHOOK_SECRET": "short"}, {"BOT_WEBHOOK_URL": "https://example.org/elsewhere"}],
)
def test_a_webhook_that_cannot_work_is_refused(
    environment: Callable[..., None], changes: dict[str, str]
) -> None:
    environment(**(WEBHOOK | changes))
    with pytest.raises(SettingsError, match=next(iter(changes))):
        load_settings(BotSettings)


async def test_it_takes_updates_in_while_everything_else_is_down(
    migrated_database: Callable[[str], Awaitable[str]],
) -> None:
    environment = ENVIRONMENT | WEBHOOK | {"BOT_DATABASE_URL": await migrated_database("bot_service")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot_service", "serve", env=environment, stdout=PIPE
    )
    assert process.stdout is not None
    lines: list[dict[str, Any]] = []
    try:
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
            while not lines or lines[-1]["event"] != "service.started":
                lines.append(json.loads(await process.stdout.readline()))
            admin = f"http://127.0.0.1:{lines[-1]['admin_port']}"
            (webhook_port,) = [line["port"] for line in lines if line["event"] == "updates.webhook"]
            while True:  # a check that takes over 50 ms on a busy machine fails one answer
                async with session.get(f"{admin}/readyz") as answer:
                    if answer.status == 200 and "Connection refused" in await answer.text():
                        break
            update = {"update_id": 1, "message": {"chat": {"id": 1, "type": "private"}, "from": {"id": 1}}}
            async with session.post(
                f"http://127.0.0.1:{webhook_port}/telegram/webhook",
                json=update,
                headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
            ) as answer:
                assert answer.status == 200
            async with session.get(f"{admin}/metrics") as answer:
                metrics = await answer.text()
    finally:
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            rest, _ = await process.communicate()
    assert process.returncode == 0
    for name in ("telegram_updates_received_total", "inbox_oldest_pending_age_seconds", "app_build_info"):
        assert name in metrics
    lines += [json.loads(line) for line in rest.splitlines()]
    assert "AAFixlineLocalDeskBotToken" not in json.dumps(lines)
    assert {"service.started", "update.processed", "service.stopped"} <= {line["event"] for line in lines}


async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take whatever comes and never answer."""
    while await reader.read(65_536):
        pass
    writer.close()


async def test_told_to_stop_with_updates_under_way_it_keeps_each_that_it_took_and_ends_in_time(
    migrated_database: Callable[[str], Awaitable[str]],
) -> None:
    url = await migrated_database("bot_service")
    taken: list[int] = []
    async with (
        await asyncio.start_server(hold, "127.0.0.1", 0) as tickets,
        aiohttp.ClientSession() as session,
    ):
        environment = (
            ENVIRONMENT
            | WEBHOOK
            | {
                "BOT_DATABASE_URL": url,
                "BOT_TICKETS_TARGET": f"127.0.0.1:{tickets.sockets[0].getsockname()[1]}",
            }
        )
        process = await FORKS.begin("bot_service", "serve", env=environment)
        lines: list[dict[str, Any]] = []
        async with asyncio.timeout(PATIENCE):
            while not lines or lines[-1]["event"] != "service.started":
                lines.append(json.loads(await process.stdout.readline()))
        (port,) = [line["port"] for line in lines if line["event"] == "updates.webhook"]

        async def hand_over(first: int) -> None:
            """As Telegram would, until nobody takes any more."""
            for number in range(first, 100_000, 10):
                try:
                    async with session.post(
                        f"http://127.0.0.1:{port}/telegram/webhook",
                        json=update(number),
                        headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
                    ) as answer:
                        if answer.status == 200:
                            taken.append(number)
                except aiohttp.ClientError:
                    return

        handing = [asyncio.create_task(hand_over(first)) for first in range(1, 11)]
        async with asyncio.timeout(PATIENCE):
            while len(taken) < 50:  # noqa: ASYNC110  # so that some are under way
                await asyncio.sleep(0.01)
        started = time.perf_counter()
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            rest, _ = await process.communicate()
        assert time.perf_counter() - started < EXIT_SECONDS
        await asyncio.gather(*handing)
    assert process.returncode == 0
    assert not [line for line in map(json.loads, rest.splitlines()) if line["level"] in {"error", "critical"}]
    engine = create_database_engine(url, application_name="test")
    async with engine.connect() as connection:
        kept = (await connection.execute(text("SELECT update_id, claimed_by, state FROM inbox"))).all()
    await engine.dispose()
    assert set(taken) <= {row.update_id for row in kept}
    assert {(row.claimed_by, row.state) for row in kept} <= {(None, "PENDING"), (None, "DONE")}


def update(number: int) -> dict[str, Any]:
    person = {"id": number, "is_bot": False, "first_name": "Rita"}
    message = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": number, "type": "private"},
        "from": person,
        "text": "hello",
    }
    return {"update_id": number, "message": message}
