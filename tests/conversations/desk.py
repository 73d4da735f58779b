"""A desk of which a test sees all that is inside: when it has settled, and how it is as on its first day."""

import asyncio
import re
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot_service.adapters.inbound.worker.notifier import FEED
from bot_service.adapters.outbound.sqlalchemy.queues.leases import LOCK_CLASS
from bot_service.bootstrap.container import Container
from files_service.adapters.outbound.memory.store import MemoryDatabase, MemoryTables
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_testing.clock import SteppingClock
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.queries.history.watch_events import position_from
from tickets_service.application.use_cases.map import UseCases
from tickets_service.domain.people.user import Role

SETTLING_SECONDS = 60.0
"""How long anything may take, on a machine that is busy with others: drawing a month's report is a start of Python."""
POLL_SECONDS = 0.01
SPENT = re.compile(rb":(budget|window):-?\d+$")
"""The names of what is left of the chats' budgets."""
LEFT = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'PENDING'),"
    " (SELECT count(*) FROM deliveries WHERE state = 'PENDING'),"
    " (SELECT count(*) FROM broadcasts WHERE state IN ('SENDING', 'STOPPED') AND finished_at IS NULL)"
    " + (SELECT count(*) FROM exports WHERE state = 'RUNNING'),"
    " coalesce((SELECT resume_token FROM feed_positions WHERE feed = $1), '')"
)
"""Asked a hundred times in a second: of the driver itself."""
TIMES = (
    text("UPDATE bulk_jobs SET due_at = now() - interval '1 second' WHERE state = 'WAITING'"),
    text("UPDATE held_calls SET until = now() - interval '1 second' WHERE until IS NOT NULL"),
    text("UPDATE chats SET next_digest = now() - interval '1 second' WHERE next_digest IS NOT NULL"),
)
DUE = text(
    "SELECT (SELECT count(*) FROM bulk_jobs WHERE state IN ('WAITING', 'BEGUN') AND due_at <= now())"
    " + (SELECT count(*) FROM held_calls WHERE until <= now())"
    " + (SELECT count(*) FROM chats WHERE next_digest <= now() AND digest_hour IS NOT NULL AND reachable)"
)
LEADERS = text(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND classid = :lock"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
FAULTS = text(
    "SELECT 'update ' || type || ': ' || error FROM inbox WHERE state = 'DEAD' OR failures > 0"
    " UNION ALL SELECT 'event ' || event || ': ' || error FROM dead_events"
    " UNION ALL SELECT 'call ' || method || ' of ' || cause || ': ' || error || ' ' || arguments"
    " FROM deliveries WHERE state IN ('FAILED', 'UNKNOWN')"
)


TABLES = text(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    " AND tablename NOT IN ('alembic_version', 'feed_positions')"
)
"""What the bot knows. How far it has read goes on: nothing of the tickets service's history comes twice."""
BEGUN_ANEW = frozenset({"ticket_numbers", "applied", "policy"})
"""What is replaced in a store; other numbers go on, so that nobody is taken for somebody who was here before."""


def emptied(store: Any, fresh: Any) -> None:
    """Have a store, and those in it, hold what a fresh one holds; who has a part of it keeps that."""
    for each in fields(store):
        now, then = getattr(store, each.name), getattr(fresh, each.name)
        if each.name in BEGUN_ANEW:
            setattr(store, each.name, then)
        elif isinstance(now, dict):
            now.clear()
            now.update(then)
        elif isinstance(now, list):
            now[:] = then
        elif is_dataclass(now):
            emptied(now, then)


@dataclass(slots=True, kw_only=True)
class LocalDesk:
    """What is inside, for tests that look there, and `settled` for all."""

    simulator: TelegramSimulator
    store: MemoryStore
    files: MemoryDatabase
    tickets: UseCases
    clock: SteppingClock
    engine: AsyncEngine
    """Of the bot's database."""
    watching: "asyncpg.Connection"
    """The same's, for whoever waits."""
    valkey: Redis
    """What the bot keeps there."""
    bot: Container | None
    """None where it is several processes."""
    bots: int
    """How many of them there are."""
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Several may wait at once."""

    @property
    def url(self) -> str:
        return self.simulator.url

    @property
    def each_by_itself(self) -> AsyncEngine:
        """For statements that are a transaction each."""
        return self.engine.execution_options(isolation_level="AUTOCOMMIT")

    async def settled(self) -> None:
        """Wait until everything that was said is answered, and everybody has heard of it.

        One after the other: what is done with can bring about only what is asked for after it.
        """
        try:
            async with asyncio.timeout(SETTLING_SECONDS):
                while self._updates() or await self._left():  # noqa: ASYNC110  # it happens in the database
                    await asyncio.sleep(POLL_SECONDS)
        except TimeoutError:
            raise AssertionError(f"not settled: {self._updates()} {await self._left()}") from None
        if self.bot is None:
            await self._budgets_fill_up()

    async def _budgets_fill_up(self) -> None:
        """Have Telegram let the bot speak in each chat as if nobody had been there for a minute."""
        spent = [key async for key in self.valkey.scan_iter("*") if SPENT.search(key)]
        if spent:
            await self.valkey.delete(*spent)

    async def time_comes(self) -> None:
        """Have all happen now for which the bot waits: what was asked for several requests, held news, digests."""
        async with self.engine.begin() as connection:
            for statement in TIMES:
                await connection.execute(statement)
        if self.bot is None:
            await self._another_leads()
        else:
            while await self.bot.led.bulk.run():
                pass
            await self.bot.led.held_news.look()
        await self.settled()

    async def _another_leads(self) -> None:
        """Have the processes that do what one at a time may do lose their leases; whoever has them next looks at once.

        Else they would sleep on until the time that they knew.
        """
        async with self.engine.begin() as connection:
            await connection.execute(LEADERS, {"lock": LOCK_CLASS})
        try:
            async with asyncio.timeout(SETTLING_SECONDS), self.each_by_itself.connect() as connection:
                while await connection.scalar(DUE):  # noqa: ASYNC110  # it happens in the database
                    await asyncio.sleep(POLL_SECONDS)
        except TimeoutError:
            raise AssertionError("nobody has done what is due") from None

    async def begin_anew(self) -> None:
        """Be as on its first day: nobody has ever been here, and it is now."""
        await self.settled()
        self.simulator.world.faults.clear()
        emptied(self.store, MemoryStore())
        self.files.committed = MemoryTables()
        self.clock.advance(datetime.now(UTC) - self.clock.now())
        async with self.each_by_itself.connect() as connection:
            # Not TRUNCATE: it would lock out the bot's loops, which run on, and they lock their tables in other orders.
            for table in (await connection.scalars(TABLES)).all():
                await connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608  # the catalogue's own names
        await self.valkey.flushdb()

    async def appoint(self, telegram_id: int, role: Role) -> None:
        """Give somebody who has pressed Start a role."""
        (user,) = [each for each in self.store.users.values() if each.telegram_id == telegram_id]
        user.role = role

    async def faults(self) -> list[str]:
        """Return what nobody may have to see: what was given up, failed once, or was refused by Telegram."""
        async with self.engine.connect() as connection:
            return [row[0] for row in await connection.execute(FAULTS)]

    def _updates(self) -> int:
        return sum(self.simulator.world.updates.count(bot.id) for bot in self.simulator.world.bots.all())

    async def _left(self) -> str:
        async with self.asking:
            updates, calls, broadcasts, token = await self.watching.fetchrow(LEFT, FEED)
        events = self.store.events
        is_behind = bool(events) and position_from(token) < events[-1][0]
        is_settled = not (updates or calls or broadcasts or is_behind)
        return "" if is_settled else f"{updates=} {calls=} {broadcasts=} {is_behind=}"
