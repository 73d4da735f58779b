"""Announcements on their way: with two replicas, killed in the middle, blocked, and behind what is more urgent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from bot_service.adapters.inbound.telegram.drawing.office.announcements import call_to, progress_call
from bot_service.adapters.inbound.worker import broadcaster as broadcasting
from bot_service.adapters.inbound.worker.broadcaster import AT_ONCE, ON_THEIR_WAY, Broadcaster
from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.outbound.sqlalchemy.office.broadcasts import SqlBroadcasts
from bot_service.adapters.outbound.sqlalchemy.people.personal_data import SqlPersonalData
from bot_service.adapters.outbound.sqlalchemy.queues.queue_upkeep import SqlQueueUpkeep
from bot_service.application.commands.deliveries.attempts import DeliveryOutcome
from bot_service.application.ports.chats.chats import Chat
from bot_service.application.ports.office.broadcasts import Broadcast, BroadcastState
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.announcement import Announcement, Audience
from bot_testing.replica import Replica, Replicas, until
from bot_testing.sending import Telegram
from fixline_local.telegram.people import RITA

AUTHOR = 500


async def people(replica: Replica, number: int) -> list[str]:
    names = [f"users/{index}" for index in range(1, number + 1)]
    for index, name in enumerate(names):
        await replica.chats.save(Chat(chat_id=1_000 + index, user_name=name, language="en"))
    return names


def broadcasts_of(replica: Replica) -> SqlBroadcasts:
    return SqlBroadcasts(replica.database, senders=replica.senders)


def broadcaster_of(replica: Replica, asked: Slots[asyncio.Event] | None = None) -> Broadcaster:
    return Broadcaster(
        broadcasts=broadcasts_of(replica),
        call_to=call_to,
        progress=progress_call,
        nobody_asks=(asked or Slots(1)).idle,
        step_seconds=0.01,
        told_seconds=0.0,
    )


async def begun(replica: Replica, names: list[str], *, send: bool = True) -> int:
    broadcasts = broadcasts_of(replica)
    number = await broadcasts.draft(
        "updates/1/1", Announcement(text="No water"), chat_id=AUTHOR, author="users/900", language="en"
    )
    await broadcasts.address(number, Audience.EVERYBODY, "", names)
    if send:
        assert await broadcasts.send(number, 77)
    return number


async def as_it_is(replica: Replica, number: int) -> Broadcast:
    found = await broadcasts_of(replica).get(number, chat_id=AUTHOR)
    assert found is not None
    return found


async def wait_for(event: asyncio.Event) -> None:
    await event.wait()


async def is_over(broadcaster: Broadcaster) -> bool:
    return not await broadcaster.step()


@asynccontextmanager
async def arriving(replica: Replica) -> AsyncIterator[list[int]]:
    """Have whatever is claimed arrive; yields the chats that got something, in that order."""
    heard: list[int] = []

    async def work() -> None:
        while True:
            for delivery in await replica.deliveries.claim(4):
                await replica.deliveries.sent(delivery, [1])
                if delivery.call.method == "sendMessage":
                    heard.append(delivery.call.chat_id)
            await asyncio.sleep(0.01)

    task = asyncio.create_task(work())
    try:
        yield heard
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_two_replicas_say_it_once_also_when_one_is_killed(replicas: Replicas) -> None:
    async with replicas() as one, replicas() as other:
        names = await people(one, 60)
        number = await begun(one, names)
        loops = [asyncio.create_task(broadcaster_of(replica)()) for replica in (one, other)]

        async def some_arrived() -> bool:
            return (await as_it_is(other, number)).reached.sent >= 10

        async def all_arrived() -> bool:
            return (await as_it_is(other, number)).state is BroadcastState.DONE

        async with arriving(other) as heard:
            await until(some_arrived)
            loops[0].cancel()
            await one.die()
            await until(all_arrived)
        loops[1].cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        assert sorted(heard) == [1_000 + index for index in range(60)]
        assert (await as_it_is(other, number)).reached.sent == 60
        assert await broadcasts_of(other).under_way() is None


async def test_few_wait_at_a_time_and_an_answer_goes_before_them(replica: Replica) -> None:
    number = await begun(replica, await people(replica, 40))
    broadcaster = broadcaster_of(replica)
    handed_over = []
    for _ in range(5):
        assert await broadcaster.step()
        handed_over.append((await as_it_is(replica, number)).reached.handed_over)
    assert handed_over == [AT_ONCE, 2 * AT_ONCE, 3 * AT_ONCE, ON_THEIR_WAY, ON_THEIR_WAY]
    await replica.say(OutgoingCall(method="sendMessage", chat_id=5_000, arguments={"text": "yes"}))
    (first,) = await replica.deliveries.claim(1)
    assert first.call.chat_id == 5_000


async def test_it_goes_on_when_people_have_been_answered_and_waits_for_them_no_longer_than_so(
    replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await begun(replica, await people(replica, 4))

    async def some_are_on_their_way() -> bool:
        return (await as_it_is(replica, number)).reached.handed_over >= AT_ONCE

    async def all_are() -> bool:
        return (await as_it_is(replica, number)).reached.handed_over == 4

    monkeypatch.setattr(broadcasting, "POLITE_SECONDS", 3_600.0)
    asked, answered = Slots[asyncio.Event](1), asyncio.Event()
    asked.begin = lambda until_then: asyncio.create_task(wait_for(until_then))
    asked.hand_over([answered], asked.reserve(1))
    loop = asyncio.create_task(broadcaster_of(replica, asked)())
    await asyncio.wait([loop], timeout=0.3)
    assert not await some_are_on_their_way()
    # Whoever asks next is still asking: it is polite for so long, and no longer.
    monkeypatch.setattr(broadcasting, "POLITE_SECONDS", 0.01)
    answered.set()
    await until(some_are_on_their_way)
    asked.hand_over([asyncio.Event()], asked.reserve(1))
    await until(all_are)
    for task in (loop, *asked.busy):
        task.cancel()
    await asyncio.gather(loop, *asked.busy, return_exceptions=True)


async def test_the_same_update_again_makes_and_sends_one(replica: Replica) -> None:
    names = await people(replica, 2)
    number = await begun(replica, names, send=False)
    assert await begun(replica, names) == number
    assert not await broadcasts_of(replica).send(number, 78)
    await broadcasts_of(replica).address(number, Audience.STAFF, "", [])
    found = await as_it_is(replica, number)
    assert (found.message_id, found.audience, found.reached.waiting) == (77, Audience.EVERYBODY, 2)
    await broadcasts_of(replica).drop(number)
    assert (await as_it_is(replica, number)).state is BroadcastState.SENDING
    assert await broadcasts_of(replica).get(number, chat_id=AUTHOR + 1) is None, "somebody else's"


async def test_who_blocks_the_bot_meanwhile_is_counted_and_hears_no_old_news(telegram: Telegram) -> None:
    replica = telegram.replica
    await replica.chats.save(Chat(chat_id=RITA, user_name="users/1", language="en"))
    number = await begun(replica, ["users/1"])
    broadcaster = broadcaster_of(replica)
    await telegram.rita.block()
    await broadcaster.step()
    outcomes = [(await telegram.deliver_next()).outcome for _ in range(2)]
    assert outcomes[1] is DeliveryOutcome.PARKED, "after the progress, which is more urgent"
    await broadcaster.step()
    assert (await as_it_is(replica, number)).reached.blocked == 1
    assert (await as_it_is(replica, number)).state is BroadcastState.DONE
    waiting = "SELECT count(*) FROM deliveries WHERE state IN ('PENDING', 'PARKED') AND chat_id = :rita"
    assert await replica.rows(waiting, rita=RITA) == [(0,)]


async def test_nobody_is_left_over_in_it_who_is_forgotten_and_it_goes_in_the_end(replica: Replica) -> None:
    names = await people(replica, 2)
    number = await begun(replica, names)
    async with arriving(replica):
        broadcaster = broadcaster_of(replica)
        await until(lambda: is_over(broadcaster))
    erased = await SqlPersonalData(replica.database).erase(1_000)
    assert erased["announcements to the person"] == 1
    assert (await as_it_is(replica, number)).reached.sent == 1
    assert await SqlQueueUpkeep(replica.database).purge() == 0
    async with replica.database.transaction() as connection:
        await connection.execute(text("UPDATE broadcasts SET finished_at = now() - interval '91 days'"))
    assert await SqlQueueUpkeep(replica.database).purge() == 1
    assert await replica.rows("SELECT count(*) FROM broadcast_recipients") == [(0,)]
