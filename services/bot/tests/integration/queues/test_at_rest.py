"""A bot at rest hardly asks its database, and takes up at once what another process has for it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.inbound.worker.work_loop import WorkLoop
from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.deliveries import SqlDeliveries
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.updates.inbox import SqlInbox
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.notifications.feed_positions import FeedStep
from bot_service.application.ports.updates.inbox import ClaimedUpdate, InboxState
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_testing.replica import BOT_ID, Replica, Replicas, until
from fixline_chassis.database import create_database_engine

AN_HOUR = 3600.0
HELLO = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "hello"})


class WatchedSlots(Slots[ClaimedUpdate]):
    rest = 0.0
    """Seconds after which the loop looks again if nobody wakes it."""

    async def wait(self, seconds: float) -> bool:
        self.rest = seconds
        return await super().wait(seconds)


@dataclass(slots=True)
class Resting:
    """A process whose loops would rest for an hour."""

    inbox: SqlInbox
    workers: WatchedSlots
    updates: list[ClaimedUpdate] = field(default_factory=list)
    calls: list[Delivery] = field(default_factory=list)
    looks: int = 0

    async def claim(self, limit: int) -> Sequence[ClaimedUpdate]:
        self.looks += 1
        return await self.inbox.claim(limit)

    async def work(self, update: ClaimedUpdate) -> None:
        self.updates.append(update)
        if update.deferrals:
            await self.inbox.finish(update, InboxState.DONE, (), None)
        else:
            await self.inbox.postpone(update, timedelta(seconds=1.5), "tickets are away", is_failure=False)

    async def send(self, call: Delivery) -> None:
        self.calls.append(call)

    async def is_at_rest(self) -> bool:
        return self.workers.rest == AN_HOUR

    async def has_updates(self) -> bool:
        return bool(self.updates)

    async def has_calls(self) -> bool:
        return bool(self.calls)


@asynccontextmanager
async def resting(database_url: str) -> AsyncIterator[Resting]:
    engine = create_database_engine(database_url, application_name="test", pool_size=5)
    database = Database(engine)
    workers, senders = WatchedSlots(2), Slots[Delivery](2)
    presence = Presence(
        database, wake=(workers.wake_up, senders.wake_up), sweep_seconds=0.1, rest_seconds=AN_HOUR
    )
    inbox = SqlInbox(database, presence, BOT_ID, chats=SqlChats(database), workers=workers, senders=senders)
    deliveries = SqlDeliveries(database, presence, senders=senders)
    process = Resting(inbox, workers)
    loops = (
        WorkLoop(
            "updates",
            slots=workers,
            claim=process.claim,
            next_in=inbox.next_in,
            do=process.work,
            release=inbox.release,
            rest_seconds=AN_HOUR,
        ),
        WorkLoop(
            "deliveries",
            slots=senders,
            claim=deliveries.claim,
            next_in=deliveries.next_in,
            do=process.send,
            release=deliveries.release,
            rest_seconds=AN_HOUR,
        ),
    )
    running = [asyncio.create_task(work) for work in (presence.keep(), *(loop.run() for loop in loops))]
    await until(process.is_at_rest)
    yield process
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    await engine.dispose()


@pytest.fixture
async def at_rest(database_url: str) -> AsyncIterator[Resting]:
    async with resting(database_url) as process:
        yield process


async def test_an_update_that_another_process_has_no_room_for(replica: Replica, at_rest: Resting) -> None:
    await replica.receive(1, chat_id=1)
    await until(at_rest.has_updates)


async def test_a_call_that_another_process_has_no_room_for(replica: Replica, at_rest: Resting) -> None:
    step = FeedStep(feed="tickets", before="", after="a", event="tickets/1/events/1")
    await replica.positions.advance(step, [HELLO])
    await until(at_rest.has_calls)


async def test_what_a_process_had_begun_that_died(replicas: Replicas, at_rest: Resting) -> None:
    async with replicas() as victim:
        victim.workers.free = 1
        await victim.receive(1, chat_id=1)
        await victim.die()
        await until(at_rest.has_updates)


async def test_the_chat_that_another_process_was_busy_with(replica: Replica, at_rest: Resting) -> None:
    replica.workers.free = 1
    await replica.receive(1, chat_id=1)
    await replica.receive(2, chat_id=1)
    (first,) = replica.workers.handed
    await replica.inbox.finish(first, InboxState.DONE, (), None)
    await until(at_rest.has_updates)
    assert at_rest.updates[0].key.update_id == 2


async def test_what_is_put_back_by_hand(replica: Replica, at_rest: Resting) -> None:
    replica.workers.free = 1
    await replica.receive(1, chat_id=1)
    (update,) = replica.workers.handed
    await replica.inbox.dead_letter(update, "ValueError", "01234567", ())
    await until(at_rest.is_at_rest)
    assert await replica.replay(1)
    await until(at_rest.has_updates)


async def test_what_waits_for_its_time_is_taken_up_then_and_costs_few_looks(
    replica: Replica, at_rest: Resting
) -> None:
    await replica.receive(1, chat_id=1)

    async def done() -> bool:
        return bool(await replica.rows("SELECT 1 FROM inbox WHERE state = 'DONE'"))

    looks = at_rest.looks
    await until(done)
    assert [update.deferrals for update in at_rest.updates] == [0, 1]
    assert timedelta(seconds=1.5) <= at_rest.updates[1].age <= timedelta(seconds=3.0)
    await until(at_rest.is_at_rest)
    assert at_rest.looks - looks < 12


async def test_what_waits_for_its_time_and_whose_process_died(replicas: Replicas, at_rest: Resting) -> None:
    async with replicas() as victim:
        victim.workers.free = 1
        await victim.receive(1, chat_id=1)
        (update,) = victim.workers.handed
        await victim.inbox.postpone(update, timedelta(seconds=1), "tickets are away", is_failure=False)
        await victim.die()
        await until(at_rest.has_updates)
