"""The order of each chat, with loops that claim and are handed over to, in two processes at once."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.inbound.worker.work_loop import WorkLoop
from bot_service.adapters.outbound.sqlalchemy.deliveries.deliveries import SqlDeliveries
from bot_service.adapters.outbound.sqlalchemy.updates.inbox import SqlInbox
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.updates.inbox import ClaimedUpdate, InboxState, ReceivedUpdate, Reception
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.deliveries.repetition import Repeat
from bot_testing.replica import BOT_ID, Replica, Replicas, until

CHATS = 6
EACH = 10


@dataclass(slots=True)
class Record:
    """What was done, chat by chat, by whichever process, and what was under way in a chat at the same time."""

    updates: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    under_way: set[tuple[str, int]] = field(default_factory=set)
    overlaps: list[tuple[str, int]] = field(default_factory=list)

    @asynccontextmanager
    async def doing(self, what: str, chat_id: int) -> AsyncIterator[None]:
        if (what, chat_id) in self.under_way:
            self.overlaps.append((what, chat_id))
        self.under_way.add((what, chat_id))
        await asyncio.sleep(random.uniform(0, 0.003))
        self.under_way.discard((what, chat_id))
        yield


@asynccontextmanager
async def process(replica: Replica, record: Record) -> AsyncIterator[SqlInbox]:
    """Receive, answer and send as a process of the bot does, two updates and two calls at a time."""
    workers, senders = Slots[ClaimedUpdate](2), Slots[Delivery](2)
    inbox = SqlInbox(
        replica.database, replica.presence, BOT_ID, chats=replica.chats, workers=workers, senders=senders
    )
    deliveries = SqlDeliveries(replica.database, replica.presence, senders=senders)

    async def answer(update: ClaimedUpdate) -> None:
        async with record.doing("update", update.chat_id):
            record.updates[update.chat_id].append(update.key.update_id)
        call = OutgoingCall(
            method="sendMessage", chat_id=update.chat_id, arguments={"number": update.key.update_id}
        )
        await inbox.finish(update, InboxState.DONE, [call], None)

    async def send(delivery: Delivery) -> None:
        assert await deliveries.start(delivery, Repeat.ONCE)
        async with record.doing("answer", delivery.call.chat_id):
            record.answers[delivery.call.chat_id].append(delivery.call.arguments["number"])
        await deliveries.sent(delivery, [delivery.id])

    loops = (
        WorkLoop(
            "updates",
            slots=workers,
            claim=inbox.claim,
            next_in=inbox.next_in,
            do=answer,
            release=inbox.release,
        ),
        WorkLoop(
            "deliveries",
            slots=senders,
            claim=deliveries.claim,
            next_in=deliveries.next_in,
            do=send,
            release=deliveries.release,
        ),
    )
    running = [asyncio.create_task(loop.run()) for loop in loops]
    yield inbox
    for loop in loops:
        await loop.drain()
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


async def test_updates_and_answers_keep_the_order_of_their_chat(replicas: Replicas) -> None:
    record = Record()
    expected = {chat_id: list(range(chat_id, chat_id + EACH * 100, 100)) for chat_id in range(1, CHATS + 1)}
    async with (
        replicas() as one,
        replicas() as other,
        process(one, record) as first,
        process(other, record) as second,
    ):

        async def write(chat_id: int) -> None:
            for update_id in expected[chat_id]:
                update = ReceivedUpdate(update_id=update_id, chat_id=chat_id, type="message", payload={})
                reception = await random.choice((first, second)).receive(update, "")
                assert reception is not Reception.REPEATED

        await asyncio.gather(*(write(chat_id) for chat_id in expected))

        async def all_sent() -> bool:
            sent = await one.rows("SELECT count(*) FROM deliveries WHERE state = 'SENT'")
            return sent == [(CHATS * EACH,)]

        await until(all_sent, seconds=60)
    assert record.overlaps == []
    assert record.updates == expected
    assert record.answers == expected
