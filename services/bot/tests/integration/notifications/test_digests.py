"""One message a day with what was held, for who wants that, on real PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot_service.adapters.inbound.worker.held_news import HeldNewsWorker
from bot_service.adapters.outbound.sqlalchemy.notifications.held_calls import SqlHeldCalls
from bot_service.adapters.outbound.sqlalchemy.queues.queue_upkeep import SqlQueueUpkeep
from bot_service.application.commands.notifications.send_digest import SendDigest
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.chats.chats import Chat
from bot_service.application.ports.notifications.digest_writer import WrittenDigest
from bot_service.application.ports.notifications.held_calls import DueDigest
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall
from bot_service.domain.notifications.quiet import NoticePreferences, QuietHours
from bot_testing.replica import Replica, Replicas

from .conftest import ANN, HELD, STATES, ZONE, choose, drawn, news, now


class Writer:
    """Tells how much there is; fails as often as it is told to."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.written: list[DueDigest] = []

    async def __call__(self, digest: DueDigest) -> WrittenDigest:
        if self.failures:
            raise self.failures.pop()
        self.written.append(digest)
        told = ", ".join(f"#{each.ticket}: {each.count}" for each in digest.news)
        call = OutgoingCall(method="sendMessage", chat_id=digest.chat_id, arguments={"text": told})
        return WrittenDigest(zone=ZONE, calls=[call] if told else [])


def worker(held: SqlHeldCalls, writer: Writer, time: datetime) -> HeldNewsWorker:
    def clock() -> datetime:
        return time

    def report_crash(error: BaseException, traceparent: str = "") -> str:
        return f"{error}{traceparent}"

    send = SendDigest(held=held, write=writer, report_crash=report_crash, now=clock)
    return HeldNewsWorker(held=held, send=send, now=clock)


HOUR = NoticePreferences(quiet=QuietHours(begins=0, ends=1_439), digest_hour=8)
"""Quiet all day, but for the digest, which they asked for."""


async def at_eight(replica: Replica) -> datetime:
    """Return when the next digest is due: at 8 by the clock in `ZONE`."""
    (row,) = await replica.rows("SELECT next_digest FROM chats")
    assert isinstance(row[0], datetime)
    assert (row[0].astimezone(UTC).hour, row[0].minute) == (2, 30)
    return row[0]


async def test_a_digest_tells_once_a_day_what_was_held(replica: Replica, held: SqlHeldCalls) -> None:
    await choose(replica, HOUR)
    await replica.say(news("one"), news("two"), drawn("card"), cause="e/1")
    await replica.say(news("other", ticket=43), cause="e/2")
    eight, writer = await at_eight(replica), Writer()
    await worker(held, writer, eight - timedelta(seconds=1)).look()
    assert writer.written == []
    await worker(held, writer, eight).look()
    assert await replica.rows(STATES) == [("#43: 1, #42: 2", "PENDING")]
    assert await replica.rows(HELD) == []
    await worker(held, writer, eight + timedelta(hours=23)).look()
    assert len(writer.written) == 1
    await worker(held, writer, eight + timedelta(days=1)).look()
    assert len(writer.written) == 2
    assert len(await replica.rows(STATES)) == 1, "where nothing happened, nothing is said"


async def test_a_picture_that_came_with_words_is_no_news_of_its_own(
    replica: Replica, held: SqlHeldCalls
) -> None:
    await choose(replica, HOUR)
    picture = replace(news("", role=MessageRole.OTHER), method="sendPhoto", arguments={"photo": "after"})
    await replica.say(picture, picture, replace(picture, ticket=43), replace(picture, ticket=43), cause="u/1")
    await replica.say(news("one"), cause="e/1")
    await worker(held, Writer(), await at_eight(replica)).look()
    assert await replica.rows(STATES) == [("#42: 1, #43: 1", "PENDING")]


async def test_two_replicas_and_a_restart_send_one_digest(replicas: Replicas) -> None:
    async with replicas() as one, replicas() as other:
        await one.chats.save(Chat(chat_id=ANN, user_name="users/1", language="en"))
        await choose(one, HOUR)
        await one.say(news("one"))
        eight = await at_eight(one)
        workers = [
            worker(SqlHeldCalls(each.database, senders=each.senders), Writer(), eight)
            for each in (one, other, one, other)
        ]
        await asyncio.gather(*(each.look() for each in workers))
        assert await one.rows(STATES) == [("#42: 1", "PENDING")]


async def test_what_happens_while_a_digest_is_written_is_in_the_next(
    replica: Replica, held: SqlHeldCalls
) -> None:
    await choose(replica, HOUR)
    await replica.say(news("one"))
    eight, writer = await at_eight(replica), Writer()
    (digest,) = await held.due_digests(eight)
    await replica.say(news("two", ticket=43), cause="e/2")
    written = await writer(digest)
    assert await held.finish(digest, eight + timedelta(days=1), ZONE, written.calls)
    assert not await held.finish(digest, eight + timedelta(days=1), ZONE, written.calls)
    assert await replica.rows(HELD) == [("two",)]
    await worker(held, writer, eight + timedelta(days=1)).look()
    assert await replica.rows(STATES) == [("#42: 1", "PENDING"), ("#43: 1", "PENDING")]


async def test_after_days_without_the_bot_there_is_one(replica: Replica, held: SqlHeldCalls) -> None:
    await choose(replica, HOUR)
    await replica.say(news("one"))
    writer = Writer()
    late = await at_eight(replica) + timedelta(days=5, hours=2)
    await worker(held, writer, late).look()
    assert len(writer.written) == 1
    assert await at_eight(replica) == late + timedelta(hours=22)


@pytest.mark.usefixtures("held")
async def test_for_who_is_out_of_reach_a_digest_gathers_no_more_than_a_month(replica: Replica) -> None:
    await choose(replica, HOUR)
    await replica.say(news("old"))
    await replica.rows("UPDATE held_calls SET created_at = now() - interval '31 days' RETURNING 1")
    await replica.say(news("new"), cause="e/2")
    upkeep = SqlQueueUpkeep(replica.database)
    assert await upkeep.purge() == 1
    assert await upkeep.purge() == 0
    assert await replica.rows(HELD) == [("new",)]


async def test_who_wants_no_digest_any_more_hears_at_once(replica: Replica, held: SqlHeldCalls) -> None:
    await choose(replica, HOUR)
    await replica.say(news("one"))
    await choose(replica, NoticePreferences())
    assert await held.release(now()) == 1
    assert await held.due_digests(now() + timedelta(days=2)) == []


async def test_a_digest_waits_for_the_services_and_is_given_up_for_a_fault_of_ours(
    replica: Replica, held: SqlHeldCalls
) -> None:
    await choose(replica, HOUR)
    await replica.say(news("one"))
    eight, writer = await at_eight(replica), Writer(ValueError("bug"), UnavailableError("tickets"))
    with pytest.raises(UnavailableError):
        await worker(held, writer, eight).look()
    await worker(held, writer, eight).look()
    assert writer.written == []
    assert await replica.rows(HELD) == [("one",)], "kept for the next day's"
    await worker(held, writer, eight + timedelta(days=2)).look()
    assert await replica.rows(STATES) == [("#42: 1", "PENDING")]
