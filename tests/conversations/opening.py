"""Opens a whole desk in this process: the bot as it is in production, both other services, and the strict simulator.

Only the bot's budgets are left out, and that it reads places once a minute: nobody here wants to wait. Or the bot is
several processes with webhooks and budgets, whose people take their time between two things that they do. The tickets
service and the files service keep what they hold in memory, on the adapters that share their contract suites with
PostgreSQL and disk.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
from redis.asyncio import Redis

from bot_service.bootstrap.container import Container, build_container
from bot_service.bootstrap.serve import bring_to_life
from bot_service.bootstrap.settings import BotSettings
from files_service.adapters.outbound.memory.store import MemoryDatabase
from files_service.bootstrap.in_memory import create_in_memory_use_cases
from files_testing.served import served as files_served
from fixline_chassis.database import create_database_engine
from fixline_chassis.scope import ServiceScope
from fixline_local.desk.programs import SCOPES
from fixline_local.telegram.people import BOT_TOKEN
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_testing.clock import SteppingClock
from fixline_testing.rpc import TOKEN
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.use_cases.map import UseCases
from tickets_testing.served import ports_in_memory
from tickets_testing.served import served as tickets_served

from .desk import LocalDesk
from .replicas import bot_processes


class Unhurried:
    """A `RateLimiter` that never says wait."""

    async def take(self, chat_id: int, *, spare: int = 0) -> float:  # noqa: ARG002  # the port's
        return 0.0

    async def pause(self, chat_id: int, seconds: float) -> None:
        """Nobody pauses here: the simulator's own budgets are off."""


@asynccontextmanager
async def local_desk(
    database_url: str, valkey_url: str, *, clock: SteppingClock, bots: int = 0
) -> AsyncIterator[LocalDesk]:
    """Run a desk of its own on an empty database and an empty Valkey; `clock` is the other services'.

    `bots`: so many processes of the bot, which share the updates that come by webhook; 0: one in this process.
    """
    store, stored = MemoryStore(), MemoryDatabase()
    ports = ports_in_memory(store, clock)
    do = UseCases(ports, agents=frozenset())
    async with AsyncExitStack() as stack:
        tickets = await stack.enter_async_context(
            tickets_served(do, callers={"bot": (TOKEN, SCOPES["tickets"])})
        )
        files = await stack.enter_async_context(
            files_served(create_in_memory_use_cases(clock, stored), callers={"bot": (TOKEN, SCOPES["files"])})
        )
        simulator = await stack.enter_async_context(TelegramSimulator(limits=False))
        valkey = await stack.enter_async_context(Redis.from_url(valkey_url))
        await valkey.flushdb()
        engine = create_database_engine(database_url, application_name="test", pool_size=2)
        stack.push_async_callback(engine.dispose)
        watching = await asyncpg.connect(database_url.replace("+asyncpg", ""))
        stack.push_async_callback(watching.close)
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
            "places_kept_seconds": "0",
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
            watching=watching,
            valkey=valkey,
            bot=bot,
            bots=max(1, bots),
        )


@asynccontextmanager
async def bot_in_this_process(given: Mapping[str, str]) -> AsyncIterator[Container]:
    settings = BotSettings.model_validate({**given, "environment": "local"})
    async with AsyncExitStack() as stack:
        scope = ServiceScope(stack=stack)
        bot = await build_container(settings, stack, limiter=Unhurried())
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
