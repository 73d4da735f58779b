"""A whole desk in this process: the bot as it is in production, both other services, and the strict simulator.

Only the bot's budgets are left out, and that it reads places once a minute: nobody here wants to wait. Or the bot is
several processes with webhooks, budgets and all. The tickets service and the files service keep what they hold in
memory, on the adapters that share their contract suites with PostgreSQL and disk.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot_service.adapters.inbound.worker.notifier import FEED
from bot_service.bootstrap.container import Container, build_container
from bot_service.bootstrap.serve import bring_to_life
from bot_service.bootstrap.settings import BotSettings
from files_service.adapters.inbound.grpc import errors as files_errors
from files_service.adapters.inbound.grpc.methods import METHOD_REASONS as FILES_REASONS
from files_service.adapters.inbound.grpc.methods import METHOD_SCOPES as FILES_SCOPES
from files_service.adapters.inbound.grpc.servicer import file_service
from files_service.adapters.outbound.memory.store import MemoryDatabase, MemoryTables
from files_service.bootstrap.in_memory import create_in_memory_use_cases
from fixline_chassis.database import create_database_engine
from fixline_chassis.scope import ServiceScope
from fixline_local.desk.programs import SCOPES
from fixline_local.telegram.people import BOT_TOKEN
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_testing.clock import SteppingClock
from fixline_testing.rpc import TOKEN, serving
from tickets_service.adapters.inbound.grpc import errors as tickets_errors
from tickets_service.adapters.inbound.grpc.methods import METHOD_REASONS as TICKETS_REASONS
from tickets_service.adapters.inbound.grpc.methods import METHOD_SCOPES as TICKETS_SCOPES
from tickets_service.adapters.inbound.grpc.services import services
from tickets_service.adapters.outbound.memory.ports import memory_ports
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.system.signal import ProcessSignal
from tickets_service.adapters.outbound.telemetry.response_times import MeasuredResponseTimes
from tickets_service.adapters.outbound.telemetry.tracing import TelemetryTracing
from tickets_service.application.queries.history.watch_events import position_from
from tickets_service.application.use_cases.map import UseCases
from tickets_service.domain.people.user import Role

from .replicas import bot_processes

SETTLING_SECONDS = 20.0
"""How long anything may take, on a machine that is busy with others."""
POLL_SECONDS = 0.01
LEFT = text(
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'PENDING'),"
    " (SELECT count(*) FROM deliveries WHERE state = 'PENDING'),"
    " (SELECT count(*) FROM broadcasts WHERE state IN ('SENDING', 'STOPPED') AND finished_at IS NULL)"
    " + (SELECT count(*) FROM exports WHERE state = 'RUNNING'),"
    " coalesce((SELECT resume_token FROM feed_positions WHERE feed = :feed), '')"
)
TIMES = (
    text("UPDATE bulk_jobs SET due_at = now() - interval '1 second' WHERE state = 'WAITING'"),
    text("UPDATE held_calls SET until = now() - interval '1 second' WHERE until IS NOT NULL"),
    text("UPDATE chats SET next_digest = now() - interval '1 second' WHERE next_digest IS NOT NULL"),
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


class Unhurried:
    """A `RateLimiter` that never says wait."""

    async def take(self, chat_id: int, *, spare: int = 0) -> float:  # noqa: ARG002  # the port's
        return 0.0

    async def pause(self, chat_id: int, seconds: float) -> None:
        """Nobody pauses here: the simulator's own budgets are off."""


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
    valkey_url: str
    bot: Container | None
    """None where it is several processes."""

    @property
    def url(self) -> str:
        return self.simulator.url

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

    async def time_comes(self) -> None:
        """Have all happen now for which the bot waits: what was asked for several requests, held news, digests."""
        assert self.bot is not None, "the bot's own processes wait by their own clocks"
        async with self.engine.begin() as connection:
            for statement in TIMES:
                await connection.execute(statement)
        while await self.bot.bulk.run():
            pass
        await self.bot.held_news.look()
        await self.settled()

    async def begin_anew(self) -> None:
        """Be as on its first day: nobody has ever been here, and it is now."""
        await self.settled()
        self.simulator.world.faults.clear()
        emptied(self.store, MemoryStore())
        self.files.committed = MemoryTables()
        self.clock.advance(datetime.now(UTC) - self.clock.now())
        async with self.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            # Not TRUNCATE: it would lock out the bot's loops, which run on, and they lock their tables in other orders.
            for table in (await connection.scalars(TABLES)).all():
                await connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608  # the catalogue's own names
        async with Redis.from_url(self.valkey_url) as valkey:
            await valkey.flushdb()

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
        async with self.engine.connect() as connection:
            updates, calls, broadcasts, token = (await connection.execute(LEFT, {"feed": FEED})).one()
        events = self.store.events
        is_behind = bool(events) and position_from(token) < events[-1][0]
        is_settled = not (updates or calls or broadcasts or is_behind)
        return "" if is_settled else f"{updates=} {calls=} {broadcasts=} {is_behind=}"


@asynccontextmanager
async def local_desk(
    database_url: str, valkey_url: str, *, clock: SteppingClock, bots: int = 0
) -> AsyncIterator[LocalDesk]:
    """Run a desk of its own on an empty database and an empty Valkey; `clock` is the other services'.

    `bots`: so many processes of the bot, which share the updates that come by webhook; 0: one in this process.
    """
    store, stored = MemoryStore(), MemoryDatabase()
    ports = memory_ports(
        store,
        ProcessSignal(),
        clock=clock,
        tracing=TelemetryTracing(),
        response_times=MeasuredResponseTimes(),
    )
    do = UseCases(ports, agents=frozenset())
    async with AsyncExitStack() as stack:
        tickets = await stack.enter_async_context(
            serving(
                services(do),
                method_scopes=TICKETS_SCOPES,
                method_reasons=TICKETS_REASONS,
                translate_error=tickets_errors.translate_error,
                error_domain=tickets_errors.ERROR_DOMAIN,
                callers={"bot": (TOKEN, SCOPES["tickets"])},
            )
        )
        files = await stack.enter_async_context(
            serving(
                [file_service(create_in_memory_use_cases(clock, stored))],
                method_scopes=FILES_SCOPES,
                method_reasons=FILES_REASONS,
                translate_error=files_errors.translate_error,
                error_domain=files_errors.ERROR_DOMAIN,
                callers={"bot": (TOKEN, SCOPES["files"])},
            )
        )
        simulator = await stack.enter_async_context(TelegramSimulator(limits=False))
        async with Redis.from_url(valkey_url) as valkey:
            await valkey.flushdb()
        engine = create_database_engine(database_url, application_name="test", pool_size=2)
        stack.push_async_callback(engine.dispose)
        settings = {
            "token": BOT_TOKEN,
            "api_url": simulator.url,
            "database_url": database_url,
            "valkey_url": valkey_url,
            "admin_listen": "127.0.0.1:0",
            "tickets_target": tickets.target,
            "tickets_token": TOKEN,
            "files_target": files.target,
            "files_token": TOKEN,
        }
        bot = None
        if bots:
            await stack.enter_async_context(bot_processes(settings, bots))
        else:
            bot = await stack.enter_async_context(bot_in_this_process(settings))
        yield LocalDesk(
            simulator=simulator,
            store=store,
            files=stored,
            tickets=do,
            clock=clock,
            engine=engine,
            valkey_url=valkey_url,
            bot=bot,
        )


@asynccontextmanager
async def bot_in_this_process(given: Mapping[str, str]) -> AsyncIterator[Container]:
    settings = BotSettings.model_validate({**given, "environment": "local"})
    async with AsyncExitStack() as stack:
        scope = ServiceScope(stack=stack)
        bot = await build_container(settings, stack, limiter=Unhurried(), places_kept_for=0.0)
        await bring_to_life(settings, scope, bot)
        tasks = [asyncio.ensure_future(work()) for work in scope.background_tasks.values()]
        try:
            yield bot
        finally:
            for step in reversed(scope.drain_steps):
                await step()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
