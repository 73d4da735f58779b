"""Chats, message links, feed positions, leases and upkeep on PostgreSQL."""

import asyncio
from datetime import timedelta

import pytest

from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.queues.leases import Leases
from bot_service.adapters.outbound.sqlalchemy.queues.queue_upkeep import SqlQueueUpkeep
from bot_service.adapters.outbound.sqlalchemy.tickets.message_links import (
    LinkedTo,
    SqlMessageLinks,
    write_links,
)
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.chats.chats import Chat
from bot_service.application.ports.notifications.feed_positions import FeedStep, PositionMovedError
from bot_service.application.ports.queues.queue_upkeep import Backlog
from bot_service.application.ports.updates.inbox import InboxState
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, Urgency
from bot_testing.replica import Replica, Replicas, until

RITA = Chat(chat_id=5_000_000_101, user_name="users/1", language="en")
NEWS = OutgoingCall(method="sendMessage", chat_id=1, urgency=Urgency.NOTIFICATION)


async def test_chats_are_kept_and_replaced(replica: Replica) -> None:
    chats = SqlChats(replica.database)
    assert await chats.get(RITA.chat_id) is None
    await chats.save(RITA)
    russian = Chat(chat_id=RITA.chat_id, user_name="users/1", language="ru", reachable=False)
    await chats.save(russian)
    assert await chats.get(RITA.chat_id) == russian
    assert await chats.of_users(["users/1", "users/2"]) == [russian]
    assert await chats.of_users([]) == []


async def test_links_find_the_ticket_of_a_message(replica: Replica) -> None:
    links = SqlMessageLinks(replica.database)
    async with replica.database.transaction() as connection:
        await write_links(connection, 1, [10, 11], LinkedTo(42, MessageRole.NOTICE))
    assert [await links.ticket_of(1, number) for number in (10, 11, 12)] == [42, 42, None]
    assert await links.ticket_of(2, 10) is None


async def test_the_position_moves_with_what_the_event_calls_for(replica: Replica) -> None:
    assert await replica.positions.current("tickets") == ""
    await replica.positions.advance(FeedStep(feed="tickets", before="", after="a", event="e/1"), [NEWS, NEWS])
    await replica.positions.advance(FeedStep(feed="tickets", before="a", after="b"), ())
    assert await replica.positions.current("tickets") == "b"
    assert await replica.rows("SELECT cause, n FROM deliveries ORDER BY n") == [("e/1", 0), ("e/1", 1)]
    assert replica.senders.woken.is_set()


@pytest.mark.parametrize("before", ["", "stale"])
async def test_who_does_not_stand_where_the_position_is_moves_nothing(replica: Replica, before: str) -> None:
    await replica.positions.advance(FeedStep(feed="tickets", before="", after="a"), ())
    step = FeedStep(feed="tickets", before=before, after="z", event="e/9")
    with pytest.raises(PositionMovedError):
        await replica.positions.advance(step, [NEWS])
    with pytest.raises(PositionMovedError):
        await replica.positions.dead_letter(step, "ValueError", "01234567")
    assert await replica.positions.current("tickets") == "a"
    assert await replica.rows("SELECT 1 FROM deliveries UNION ALL SELECT 1 FROM dead_events") == []


async def test_a_dead_lettered_event_is_kept_and_passed(replica: Replica) -> None:
    step = FeedStep(feed="tickets", before="", after="a", event="e/1")
    await replica.positions.dead_letter(step, "ValueError", "01234567")
    assert await replica.positions.current("tickets") == "a"
    dead_lettered = await replica.rows("SELECT feed, event, error, incident FROM dead_events")
    assert dead_lettered == [("tickets", "e/1", "ValueError", "01234567")]


async def test_one_leads_at_a_time_and_another_takes_over_when_it_dies(replicas: Replicas) -> None:
    async with replicas() as one, replicas() as other:
        led: list[str] = []
        most = 0

        def leader(name: str, replica: Replica) -> "asyncio.Task[None]":
            async def work() -> None:
                nonlocal most
                led.append(name)
                most = max(most, len(set(led)))
                await asyncio.Event().wait()

            return asyncio.create_task(Leases(replica.database, try_seconds=0.02).lead("notifier", work))

        first = leader("one", one)

        async def somebody_leads() -> bool:
            return bool(led)

        await until(somebody_leads)
        second = leader("other", other)
        await asyncio.sleep(0.1)
        assert led == ["one"]
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)

        async def taken_over() -> bool:
            return led == ["one", "other"]

        await until(taken_over)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)


async def test_the_lease_is_lost_with_its_connection_and_taken_again(replica: Replica) -> None:
    begun, ended = 0, 0

    async def work() -> None:
        nonlocal begun, ended
        begun += 1
        try:
            await asyncio.Event().wait()
        finally:
            ended += 1

    leading = asyncio.create_task(Leases(replica.database, try_seconds=0.02).lead("notifier", work))

    async def working_again() -> bool:
        return (begun, ended) == (2, 1)

    async def working() -> bool:
        return begun == 1

    await until(working)
    await replica.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 4614476"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    await until(working_again)
    leading.cancel()
    await asyncio.gather(leading, return_exceptions=True)


async def test_a_bug_in_what_is_led_is_not_taken_for_an_outage(replica: Replica) -> None:
    async def work() -> None:
        raise ValueError("bug")

    with pytest.raises(ValueError, match="bug"):
        await Leases(replica.database, try_seconds=0.02).lead("notifier", work)


async def test_the_backlog_is_measured_and_old_rows_are_thrown_away(replica: Replica) -> None:
    upkeep = SqlQueueUpkeep(replica.database, updates_after=timedelta(0), calls_after=timedelta(0))
    nothing = Backlog(pending=0, oldest_seconds=0.0, given_up=0)
    assert (await upkeep.counts()).backlogs == {"inbox": nothing, "deliveries": nothing}
    await replica.receive(1, chat_id=1)
    await replica.receive(2, chat_id=1)
    await replica.say(NEWS, NEWS)
    await replica.pass_time(90)
    waiting = (await upkeep.counts()).backlogs.values()
    assert [(each.pending, each.oldest_seconds > 89) for each in waiting] == [(2, True)] * 2
    (update,) = await replica.inbox.claim(1)
    await replica.inbox.finish(update, InboxState.DONE, (), None)
    (delivery,) = await replica.deliveries.claim(1)
    await replica.deliveries.sent(delivery, [1])
    assert await upkeep.purge() == 2
    assert await upkeep.purge() == 0
    assert [each.pending for each in (await upkeep.counts()).backlogs.values()] == [1, 1]


async def test_a_locked_table_is_an_outage_not_a_bug(replica: Replica) -> None:
    async with replica.database.transaction() as holder:
        await holder.exec_driver_sql("LOCK TABLE chats IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(UnavailableError):
            await SqlChats(replica.database).get(1)
