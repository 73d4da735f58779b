import asyncio
from collections.abc import Awaitable, Callable

from fixline_chassis.migrations import Migrations


async def test_up_down_up_and_nothing_is_missing(empty_database: Callable[[], Awaitable[str]]) -> None:
    migrations = Migrations.of("bot_service", await empty_database())
    for step in (migrations.upgrade, lambda: migrations.downgrade("base"), migrations.upgrade):
        await asyncio.to_thread(step)
    await asyncio.to_thread(migrations.check)
    assert migrations.revisions.head in await asyncio.to_thread(migrations.current)
