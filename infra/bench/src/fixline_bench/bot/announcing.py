"""How long an answer takes while something is said to ten thousand people, against when nothing is."""

import asyncio
import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import asyncpg

from fixline_bench.bot.rig import Bot, BotRig
from fixline_bench.bot.updates import CHATS

PEOPLE: Final = 10_000
ROUNDS: Final = 5
SECONDS: Final = 12.0
"""Of each round, calm and during the broadcast."""
PER_SECOND: Final = 4.0
"""Requests of people, at a steady pace; with the broadcast they stay within what Telegram grants a bot."""
WANTED: Final = 1.5
FIRST_CHAT: Final = 100_000
"""Those who only listen: whoever asks waits for the answer, not for the announcement."""
ADDRESSED: Final = """
    WITH written AS (
        INSERT INTO broadcasts (cause, chat_id, user_name, language, content, audience, state, started_at)
        VALUES ('bench', 1, 'users/1', 'en', '{"text": "No water from 2 to 4", "marks": [], "photo": ""}',
                'all', 'DRAFT', now())
        RETURNING id
    ), told AS (
        INSERT INTO broadcast_recipients (broadcast_id, chat_id, language, state)
        SELECT id, $1 + number, 'en', 'WAITING' FROM written, generate_series(1, $2) AS number
    )
    SELECT pg_notify('bot_work', '')
"""
HEARD: Final = "SELECT count(*) FROM broadcast_recipients WHERE state = 'SENT'"
# Whoever was at it when it was held back found nobody left to tell, and called it finished.
HOLD: Final = """
    UPDATE broadcasts SET state = $1, finished_at = NULL WHERE cause = 'bench' RETURNING pg_notify('bot_work', '')
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcing:
    """Seconds from an update to its answer, round by round."""

    calm: Sequence[float]
    """The 95th percentile of each."""
    during: Sequence[float]
    heard: int
    """How many people the broadcast reached in its rounds."""

    @property
    def ratio(self) -> float:
        return statistics.median(during / calm for during, calm in zip(self.during, self.calm, strict=True))

    @property
    def heard_per_second(self) -> float:
        return self.heard / (SECONDS * len(self.during))


async def measure(rig: BotRig) -> Announcing:
    """Take turns: a round in calm, a round of the broadcast."""
    async with rig.bot(within_limits=True) as bot:
        connection = await asyncpg.connect(rig.rig.postgres.dsn(bot.database))
        await asked(bot, SECONDS)  # warm
        calm, during = [], []
        await connection.execute(ADDRESSED, FIRST_CHAT, PEOPLE)
        for _ in range(ROUNDS):
            # Between two rounds it is a draft again, which nobody sends.
            await connection.execute(HOLD, "DRAFT")
            await asyncio.sleep(1.0)
            calm.append(await asked(bot, SECONDS))
            await connection.execute(HOLD, "SENDING")
            during.append(await asked(bot, SECONDS))
        heard = await connection.fetchval(HEARD)
        await connection.close()
        if not heard:
            raise RuntimeError("the announcement reached nobody: nothing was measured")
        return Announcing(calm=calm, during=during, heard=heard)


async def asked(bot: Bot, seconds: float) -> float:
    """Ask for `/my` at a steady pace; return the 95th percentile of the seconds until the answer."""
    taken: list[float] = []
    chats = itertools.cycle(range(1, CHATS + 1))

    async def ask(chat_id: int) -> None:
        taken.append(await bot.way.ask(chat_id))

    async with asyncio.TaskGroup() as group:
        for _ in range(int(seconds * PER_SECOND)):
            group.create_task(ask(next(chats)))
            await asyncio.sleep(1 / PER_SECOND)
    return statistics.quantiles(taken, n=20)[-1]
