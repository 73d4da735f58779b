"""A database of the test's own, this process's presence in it, and a Telegram that it delivers to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import pytest
from sqlalchemy import text

from bot_service.adapters.inbound.telegram.updates.apologies import TelegramApologies
from bot_service.adapters.outbound.memory.rate_limiter import MemoryRateLimiter
from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.deliveries import SqlDeliveries
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import write_calls
from bot_service.adapters.outbound.sqlalchemy.notifications.feed_positions import SqlFeedPositions
from bot_service.adapters.outbound.sqlalchemy.queues.dead_letters import SqlDeadLetters
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.queues.work_channel import NOTIFY
from bot_service.adapters.outbound.sqlalchemy.topics.topics import SqlTopics
from bot_service.adapters.outbound.sqlalchemy.updates.inbox import SqlInbox
from bot_service.adapters.outbound.telegram.api import BotTelegramApi
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.application.commands.deliveries.attempts import DeliveryAttempt
from bot_service.application.commands.deliveries.deliver_call import DeliverCall
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.updates.inbox import ClaimedUpdate, ReceivedUpdate
from bot_service.domain.deliveries.outgoing import OutgoingCall
from fixline_chassis.database import create_database_engine
from fixline_local.telegram.client import PersonClient, TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator

BOT_ID = 7_000_000_001


async def until(check: Callable[[], Awaitable[object]], seconds: float = 20.0) -> None:
    """Return when `check` returns something true; raise TimeoutError after `seconds`."""
    async with asyncio.timeout(seconds):
        while not await check():  # noqa: ASYNC110  # what is waited for happens in the database
            await asyncio.sleep(0.01)


T = TypeVar("T")


@dataclass(slots=True)
class Hands(Generic[T]):
    """`Workers` with so many free places, none unless a test makes some; keeps what it is handed."""

    free: int = 0
    handed: list[T] = field(default_factory=list)
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake_up(self, *, again: bool = False) -> None:  # noqa: ARG002  # the port's
        self.woken.set()

    def reserve(self, most: int) -> int:
        reserved = min(most, self.free)
        self.free -= reserved
        return reserved

    def hand_over(self, claimed: Sequence[T], reserved: int) -> None:
        self.handed.extend(claimed)
        self.free += reserved - len(claimed)


@dataclass(slots=True)
class Replica:
    """One process of the bot, as far as its stores go."""

    database: Database
    presence: Presence
    inbox: SqlInbox
    deliveries: SqlDeliveries
    positions: SqlFeedPositions
    chats: SqlChats
    workers: "Hands[ClaimedUpdate]"
    senders: "Hands[Delivery]"
    keeping: "asyncio.Task[None] | None" = None

    async def present(self) -> bool:
        try:
            return self.presence.number > 0
        except UnavailableError:
            return False

    async def die(self) -> None:
        """Vanish as kill -9 makes it: no farewell, the connections just end."""
        if self.keeping is not None:
            self.keeping.cancel()
            await asyncio.gather(self.keeping, return_exceptions=True)

    async def receive(self, update_id: int, chat_id: int, kind: str = "message") -> None:
        update = ReceivedUpdate(
            update_id=update_id, chat_id=chat_id, type=kind, payload={"update_id": update_id, kind: {}}
        )
        await self.inbox.receive(update, "")

    async def replay(self, update_id: int) -> bool:
        return bool(await SqlDeadLetters(self.database).replay_updates([update_id]))

    async def say(self, *calls: OutgoingCall, cause: str = "tickets/1/events/1") -> None:
        async with self.database.transaction() as connection:
            await write_calls(connection, cause, calls)
            await connection.execute(NOTIFY)  # as the notifier does

    async def rows(self, query: str, **parameters: object) -> list[tuple[object, ...]]:
        async with self.database.transaction() as connection:
            return [tuple(row) for row in await connection.execute(text(query), parameters)]

    async def pass_time(self, seconds: float) -> None:
        """Let what waits for its time have waited `seconds`, and everything be that much older."""
        async with self.database.transaction() as connection:
            for table, born in (("inbox", "received_at"), ("deliveries", "created_at")):
                await connection.execute(
                    text(
                        f"UPDATE {table} SET not_before = not_before - make_interval(secs => :s),"  # noqa: S608
                        f" {born} = {born} - make_interval(secs => :s)"
                    ),
                    {"s": seconds},
                )


Replicas = Callable[[], AbstractAsyncContextManager[Replica]]


@pytest.fixture
async def database_url(migrated_database: Callable[[str], Awaitable[str]]) -> str:
    return await migrated_database("bot_service")


@pytest.fixture
def replicas(database_url: str) -> Replicas:
    @asynccontextmanager
    async def start() -> AsyncIterator[Replica]:
        engine = create_database_engine(database_url, application_name="test", pool_size=12)
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


@dataclass(slots=True, kw_only=True)
class Telegram:
    """A bot that delivers, the person it talks with, and what it reported as bugs."""

    replica: Replica
    simulator: TelegramSimulator
    people: TelegramPeople
    rita: PersonClient
    deliver: DeliverCall
    limiter: MemoryRateLimiter
    crashes: list[Exception] = field(default_factory=list)
    unheard: list[tuple[int, Sequence[int]]] = field(default_factory=list)
    """Chats where nothing arrived, and the tickets that it was about."""
    unsure: list[tuple[int, Sequence[int]]] = field(default_factory=list)
    """Chats of which nobody knows whether it arrived there."""
    unheard_error: Exception | None = None

    async def tell_unheard(
        self, chat_id: int, tickets: Sequence[int], *, is_unsure: bool = False
    ) -> Sequence[OutgoingCall]:
        if self.unheard_error is not None:
            raise self.unheard_error
        if is_unsure:
            self.unsure.append((chat_id, tickets))
            return [OutgoingCall(method="sendMessage", chat_id=5, arguments={"text": "they may not have it"})]
        self.unheard.append((chat_id, tickets))
        return [OutgoingCall(method="sendMessage", chat_id=5, arguments={"text": "they do not hear you"})]

    async def deliver_next(self) -> DeliveryAttempt:
        (delivery,) = await self.replica.deliveries.claim(1)
        return await self.deliver(delivery)

    async def states(self) -> list[tuple[object, ...]]:
        return await self.replica.rows("SELECT state, attempts, resent FROM deliveries ORDER BY id")

    async def heard(self) -> list[str]:
        return [message.text for message in await self.rita.messages() if message.from_bot]


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
