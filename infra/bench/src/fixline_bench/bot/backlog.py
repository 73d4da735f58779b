"""What a bot holds that comes back to many waiting updates."""

import asyncio
import json
import time
from dataclasses import dataclass
from itertools import islice
from typing import Final

import asyncpg

from fixline_bench.bot.rig import Bot, BotRig
from fixline_bench.bot.updates import BOT_TOKEN, CHATS, IDS, command

WAITING: Final = 10_000
WARM: Final = 1_000
"""So many are done when the memory is measured that must not grow."""
WANTED_GROWTH_MIB: Final = 10
PATIENCE: Final = 600.0
DATABASE: Final = "bot_backlog"
INSERT: Final = """
    INSERT INTO inbox (bot_id, update_id, chat_id, type, payload, received_at)
    SELECT $1, update_id, chat_id, type, payload, now() - make_interval(secs => $6 * ($7 - place))
    FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::json[])
        WITH ORDINALITY AS t (update_id, chat_id, type, payload, place)
"""
APART_SECONDS: Final = 0.06
"""So that each chat said something every ten seconds while nobody listened."""
STATES: Final = "SELECT state, count(*) FROM inbox GROUP BY state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Resident sets in MiB."""

    seconds: float
    early: float
    """With `WARM` of the updates done."""
    highest: float
    """Of all that was measured from then on."""

    @property
    def per_second(self) -> float:
        return WAITING / self.seconds

    @property
    def growth(self) -> float:
        return self.highest - self.early


async def measure(rig: BotRig) -> Backlog:
    async with rig.bot(database=DATABASE):
        pass  # has made the tables
    connection = await asyncpg.connect(rig.rig.postgres.dsn(DATABASE))
    numbers = list(islice(IDS, WAITING))
    chats = [1 + number % CHATS for number in numbers]
    payloads = [json.dumps(command(number, chat)) for number, chat in zip(numbers, chats, strict=True)]
    bot_id = int(BOT_TOKEN.partition(":")[0])
    kinds = ["message"] * WAITING
    await connection.execute(INSERT, bot_id, numbers, chats, kinds, payloads, APART_SECONDS, WAITING)
    await connection.execute("ANALYZE inbox")
    started = time.perf_counter()
    async with rig.bot(database=DATABASE) as bot, asyncio.timeout(PATIENCE):
        await done(connection, WARM)
        early = bot.mib()
        highest = await highest_until_done(connection, bot)
        seconds = time.perf_counter() - started
    await connection.close()
    return Backlog(seconds=seconds, early=early, highest=highest)


async def done(connection: "asyncpg.Connection", number: int) -> None:
    while await done_of(connection) < number:  # noqa: ASYNC110  # it happens in another process
        await asyncio.sleep(0.05)


async def highest_until_done(connection: "asyncpg.Connection", bot: Bot) -> float:
    highest = bot.mib()
    while await done_of(connection) < WAITING:
        highest = max(highest, bot.mib())
        await asyncio.sleep(0.1)
    return max(highest, bot.mib())


async def done_of(connection: "asyncpg.Connection") -> int:
    """Raise `RuntimeError` when an update ended otherwise: it is not waited for."""
    states = {row["state"]: int(row["count"]) for row in await connection.fetch(STATES)}
    if others := states.keys() - {"PENDING", "DONE"}:
        raise RuntimeError(f"updates ended as {', '.join(sorted(others))}: {states}")
    return states.get("DONE", 0)
