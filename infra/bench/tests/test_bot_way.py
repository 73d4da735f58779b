"""The way through the bot: an update goes in, an answer comes out, of the bot and of the yardstick."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from fixline_bench.bot.builds import interpreter_of
from fixline_bench.bot.rig import around
from fixline_bench.bot.updates import AT_ONCE
from fixline_bench.otlp_sink import otlp_sink
from fixline_bench.rig import Rig
from fixline_testing.servers import SharedServers


async def test_each_update_brings_an_answer_to_its_chat(
    tmp_path: Path, migrated_database: Callable[[str], Awaitable[str]], shared_servers: SharedServers
) -> None:
    database = (await migrated_database("tickets_service")).rpartition("/")[2]
    postgres = await asyncio.to_thread(shared_servers.postgres)
    async with otlp_sink() as otlp_port:
        rig = Rig(folder=tmp_path, postgres=postgres, database=database, otlp_port=otlp_port)
        async with around(rig) as desk, desk.bot() as ours, desk.bare() as bare:
            for bot in (ours, bare):
                before, cpu = desk.api.sent, bot.cpu()
                done, _ = await bot.way.run(seconds=0.1)
                assert done >= AT_ONCE
                assert desk.api.sent - before == done
                assert bot.cpu() > cpu
                if bot is ours:
                    assert all(body.count(b"Room ") == 3 for body in desk.api.said.values())


def test_a_build_is_a_checkout_or_a_revision(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not set up"):
        interpreter_of(str(tmp_path))
    with pytest.raises(ValueError, match="no folder and no revision"):
        interpreter_of("--help")
