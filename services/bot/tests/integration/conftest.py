"""A database of the test's own, this process's presence in it, and a Telegram that it delivers to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from bot_service.adapters.inbound.telegram.updates.apologies import TelegramApologies
from bot_service.adapters.outbound.memory.deliveries.rate_limiter import MemoryRateLimiter
from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.connections.database import SESSION, Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.deliveries import SqlDeliveries
from bot_service.adapters.outbound.sqlalchemy.notifications.feed_positions import SqlFeedPositions
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.topics.topics import SqlTopics
from bot_service.adapters.outbound.sqlalchemy.updates.inbox import SqlInbox
from bot_service.adapters.outbound.telegram.api import BotTelegramApi
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.application.commands.deliveries.deliver_call import DeliverCall
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_testing.replica import BOT_ID, Hands, Replica, Replicas, until
from bot_testing.sending import Telegram
from fixline_chassis.database import create_database_engine
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator


@pytest.fixture
async def database_url(migrated_database: Callable[[str], Awaitable[str]]) -> str:
    return await migrated_database("bot_service")


@pytest.fixture
def replicas(database_url: str) -> Replicas:
    @asynccontextmanager
    async def start() -> AsyncIterator[Replica]:
        engine = create_database_engine(database_url, application_name="test", pool_size=12, session=SESSION)
        database = Database(engine)
        workers, senders, chats = Hands[ClaimedUpdate](), Hands[Delivery](), SqlChats(database)
        presence = Presence(
            database, wake=(workers.wake_up, senders.wake_up), sweep_seconds=0.05, rest_seconds=3600
        )
        replica = Replica(
            database=database,
            presence=presence,
            inbox=SqlInbox(database, presence, BOT_ID, chats=chats, workers=workers, senders=senders),
            deliveries=SqlDeliveries(database, presence, senders=senders),
            positions=SqlFeedPositions(database, senders=senders),
            chats=chats,
            workers=workers,
            senders=senders,
            keeping=asyncio.create_task(presence.keep()),
        )
        await until(replica.present)
        try:
            yield replica
        finally:
            await replica.die()
            await engine.dispose()

    return start


@pytest.fixture
async def replica(replicas: Replicas) -> AsyncIterator[Replica]:
    async with replicas() as one:
        yield one


@pytest.fixture
async def telegram(replica: Replica) -> AsyncIterator[Telegram]:
    crashes: list[Exception] = []

    def report(error: Exception, traceparent: str = "") -> str:  # noqa: ARG001  # the port's name
        crashes.append(error)
        return "01234567"

    limiter = MemoryRateLimiter()
    async with (
        TelegramSimulator(limits=False) as simulator,
        TelegramPeople(simulator.url) as people,
    ):
        rita = people.person(RITA)
        await rita.start()
        bot, session = create_bot(BOT_TOKEN, simulator.url)

        async def unheard(
            chat_id: int, tickets: Sequence[int], *, is_unsure: bool = False
        ) -> Sequence[OutgoingCall]:
            return await one.tell_unheard(chat_id, tickets, is_unsure=is_unsure)

        one = Telegram(
            replica=replica,
            simulator=simulator,
            people=people,
            rita=rita,
            limiter=limiter,
            crashes=crashes,
            deliver=DeliverCall(
                deliveries=replica.deliveries,
                api=BotTelegramApi(bot, session),
                limiter=limiter,
                topics=SqlTopics(replica.database),
                unheard=unheard,
                apologies=TelegramApologies(replica.chats),
                report_crash=report,
            ),
        )
        yield one
        await session.close()
