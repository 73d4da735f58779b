"""Up, down and up again, also by two migrators at once."""

import asyncio
import sys

import pytest

from fixline_chassis.migrations import Migrations

from .sql import columns, rows


@pytest.mark.long
async def test_up_down_up(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade)
    first = await columns(url)
    for _ in migrations.after(""):
        await asyncio.to_thread(migrations.downgrade, "-1")
    assert await columns(url) == {}
    assert await rows(url, "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace") == []
    await asyncio.to_thread(migrations.upgrade)
    assert await columns(url) == first
    await asyncio.to_thread(migrations.check)
    assert (await asyncio.to_thread(migrations.current)).startswith(migrations.revisions.head)


async def test_each_step_on_data(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, "0001")
    await rows(url, "INSERT INTO users (telegram_id, display_name) VALUES (5, 'Ann')")
    await rows(url, "INSERT INTO requests (user_id, title) SELECT id, 'Lamp' FROM users")
    await asyncio.to_thread(migrations.upgrade, "0002")
    insert = (
        "INSERT INTO history (request_id, type, actor) SELECT id, 'TICKET_CREATED', 'users/1' FROM requests"
    )
    await rows(url, insert)
    await asyncio.to_thread(migrations.downgrade, "-1")
    assert [row["title"] for row in await rows(url, "SELECT title FROM requests")] == ["Lamp"]
    await asyncio.to_thread(migrations.upgrade)


async def test_two_migrators_at_once(url: str) -> None:
    both = [Migrations.of("tickets_service", url) for _ in range(2)]
    assert len(await asyncio.to_thread(lambda: {each.revisions.head for each in both})) == 1
    running = [await start(url) for _ in range(2)]
    assert [await process.wait() for process in running] == [0, 0]
    await asyncio.to_thread(both[0].check)


async def start(url: str) -> asyncio.subprocess.Process:
    program = (
        "from fixline_chassis.migrations import Migrations;"
        f"Migrations.of('tickets_service', {url!r}).upgrade()"
    )
    return await asyncio.create_subprocess_exec(sys.executable, "-c", program)
