"""One process of the bot, as far as its stores go: claiming, handed over to, killed."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.deliveries import SqlDeliveries
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import write_calls
from bot_service.adapters.outbound.sqlalchemy.notifications.feed_positions import SqlFeedPositions
from bot_service.adapters.outbound.sqlalchemy.queues.dead_letters import SqlDeadLetters
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.queues.work_channel import NOTIFY
from bot_service.adapters.outbound.sqlalchemy.updates.inbox import SqlInbox
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.updates.inbox import ClaimedUpdate, ReceivedUpdate
from bot_service.domain.deliveries.outgoing import OutgoingCall

BOT_ID = 7_000_000_001


async def until(check: Callable[[], Awaitable[object]], seconds: float = 20.0) -> None:
    """Return when `check` returns something true; raise TimeoutError after `seconds`."""
    async with asyncio.timeout(seconds):
        while not await check():  # noqa: ASYNC110  # what is waited for happens in the database
            await asyncio.sleep(0.01)


T = TypeVar("T")


@dataclass(slots=True)
class Hands(Generic[T]):
    """`Workers` with so many free slots, none unless a test makes some; keeps what it is handed."""

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
