"""What others do is held in quiet hours, or for a digest: nobody is woken, nothing is lost, nothing comes twice."""

import asyncio
from datetime import timedelta

import pytest

from bot_service.adapters.inbound.telegram.drawing.office.announcements import announcement_call
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import texts_in
from bot_service.adapters.outbound.sqlalchemy.notifications.held_calls import SqlHeldCalls
from bot_service.adapters.outbound.sqlalchemy.tickets.message_links import (
    LinkedTo,
    SqlMessageLinks,
    write_links,
)
from bot_service.application.ports.chats.chats import Chat
from bot_service.domain.deliveries.outgoing import SENT_BY, MessageRole, OutgoingCall, Urgency
from bot_service.domain.notifications.quiet import NoticePreferences
from bot_service.domain.office.announcement import Announcement
from bot_testing.replica import Replica

from .conftest import ANN, HELD, STATES, around, choose, drawn, news, now


async def test_what_others_do_waits_for_the_end_of_the_quiet_hours(
    replica: Replica, held: SqlHeldCalls
) -> None:
    await choose(replica, NoticePreferences(quiet=around()))
    await replica.say(news("one"), news("two"), cause="e/1")
    await replica.say(news("three"), cause="e/2")
    assert await replica.rows(STATES) == []
    assert await held.release(now()) == 0
    assert await held.release(now() + timedelta(minutes=61)) == 3
    assert await replica.rows(STATES) == [("one", "PENDING"), ("two", "PENDING"), ("three", "PENDING")]
    assert await held.release(now() + timedelta(minutes=62)) == 0


async def test_outside_of_them_nothing_waits(replica: Replica, held: SqlHeldCalls) -> None:
    await choose(replica, NoticePreferences(quiet=around(begins=60, ends=120)))
    await replica.say(news("one"))
    assert await replica.rows(STATES) == [("one", "PENDING")]
    assert await held.release(now() + timedelta(days=1)) == 0


async def test_what_answers_somebody_goes_out_at_once(replica: Replica, held: SqlHeldCalls) -> None:
    await choose(replica, NoticePreferences(quiet=around(), digest_hour=0))
    await replica.say(news("answer", urgency=Urgency.ANSWER))
    assert await replica.rows(STATES) == [("answer", "PENDING")]
    assert await held.release(now() + timedelta(days=1)) == 0


@pytest.mark.usefixtures("held")
async def test_announcements_come_without_a_sound(replica: Replica) -> None:
    await choose(replica, NoticePreferences(quiet=around(), digest_hour=0))
    await replica.say(news("for all", urgency=Urgency.BROADCAST, is_digested=False))
    await choose(replica, NoticePreferences(digest_hour=0))
    await replica.say(news("by day", urgency=Urgency.BROADCAST, is_digested=False), cause="e/2")
    silent = await replica.rows("SELECT arguments ->> 'disable_notification' FROM deliveries ORDER BY id")
    assert silent == [("true",), (None,)]
    assert await replica.rows(HELD) == []


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(("wanted", "silent"), [(True, None), (False, "true")])
async def test_an_urgent_announcement_rings_for_who_wants_that(
    replica: Replica, wanted: bool, silent: str | None
) -> None:
    await choose(replica, NoticePreferences(quiet=around(), urgent_anyway=wanted))
    await replica.say(announcement_call(Announcement(text="Gas"), ANN, texts_in("en"), is_urgent=True))
    assert await replica.rows("SELECT arguments ->> 'disable_notification' FROM deliveries") == [(silent,)]


async def test_of_others_nothing_is_held(replica: Replica, held: SqlHeldCalls) -> None:
    await choose(replica, NoticePreferences(quiet=around()))
    await replica.say(OutgoingCall(method="sendMessage", chat_id=8, urgency=Urgency.NOTIFICATION))
    assert await replica.rows("SELECT chat_id FROM deliveries") == [(8,)]
    assert await held.release(now() + timedelta(days=1)) == 0


@pytest.mark.parametrize(("wanted", "states"), [(True, [("late!", "PENDING")]), (False, [])])
async def test_what_is_urgent_comes_to_who_wants_that(
    replica: Replica, held: SqlHeldCalls, wanted: bool, states: list[tuple[str, str]]
) -> None:
    await choose(replica, NoticePreferences(quiet=around(), urgent_anyway=wanted, digest_hour=0))
    await replica.say(news("late!", is_urgent=True))
    assert await replica.rows(STATES) == states
    assert not await held.due_digests(now())


async def test_a_card_that_is_there_is_redrawn_and_one_that_is_not_waits(
    replica: Replica, held: SqlHeldCalls
) -> None:
    await choose(replica, NoticePreferences(quiet=around()))
    await replica.say(news("card", role=MessageRole.CARD), cause="e/1")
    await replica.say(drawn("taken"), cause="e/2")
    await replica.say(drawn("resolved"), cause="e/3")
    assert await replica.rows(STATES) == [], "the first would be a new message"
    async with replica.database.transaction() as connection:
        await write_links(connection, ANN, [500], LinkedTo(43, MessageRole.CARD))
    shown = OutgoingCall(
        method="editMessageText",
        chat_id=ANN,
        arguments={"text": "seen"},
        ticket=43,
        role=MessageRole.CARD,
        edits_card=True,
        urgency=Urgency.NOTIFICATION,
    )
    await replica.say(shown, cause="e/4")
    assert await replica.rows(STATES) == [("seen", "PENDING")]
    await held.release(now() + timedelta(hours=2))
    waiting = await replica.rows(
        "SELECT arguments ->> 'text' FROM deliveries WHERE state = 'PENDING' ORDER BY id"
    )
    assert waiting == [("seen",), ("card",), ("resolved",)], "of redrawings only the last goes out"


async def test_who_ends_their_quiet_hours_hears_at_once(replica: Replica, held: SqlHeldCalls) -> None:
    await choose(replica, NoticePreferences(quiet=around(ends=300)))
    await replica.say(news("one"))
    await choose(replica, NoticePreferences(quiet=around(ends=30)))
    assert await held.release(now()) == 0
    assert await held.release(now() + timedelta(minutes=31)) == 1
    await replica.say(news("two"), cause="e/2")
    await choose(replica, NoticePreferences())
    assert await held.release(now()) == 1


async def test_what_is_released_while_a_process_dies_comes_once(replica: Replica, held: SqlHeldCalls) -> None:
    await choose(replica, NoticePreferences(quiet=around()))
    await replica.say(news("one"), news("two"))
    later = now() + timedelta(hours=2)
    released = await asyncio.gather(*(held.release(later) for _ in range(5)), return_exceptions=True)
    assert sum(count for count in released if isinstance(count, int)) == 2
    assert await replica.rows(STATES) == [("one", "PENDING"), ("two", "PENDING")]


async def test_who_cannot_be_reached_gets_it_when_they_can(replica: Replica, held: SqlHeldCalls) -> None:
    await choose(replica, NoticePreferences(quiet=around()))
    await replica.say(news("one"))
    await replica.chats.save(Chat(chat_id=ANN, user_name="users/1", language="en", reachable=False))
    await held.release(now() + timedelta(hours=2))
    assert await replica.rows(STATES) == [("one", "PARKED")]


def over(n: int, method: str = "editMessageText", **drawn: object) -> OutgoingCall:
    """The same as was said of the first event, said anew, or taken away."""
    arguments = {SENT_BY: {"cause": "tickets/42/events/1", "n": n}, **drawn}
    return OutgoingCall(method=method, chat_id=ANN, arguments=arguments, urgency=Urgency.NOTIFICATION)


@pytest.mark.parametrize("chosen", [NoticePreferences(quiet=around()), NoticePreferences(digest_hour=0)])
async def test_what_is_taken_back_or_put_anew_meanwhile_comes_so_or_not_at_all(
    replica: Replica, held: SqlHeldCalls, chosen: NoticePreferences
) -> None:
    event = "tickets/42/events/1"
    await choose(replica, chosen)
    await replica.say(news("wrong"), news("secret"), cause=event)
    links = SqlMessageLinks(replica.database)
    told = await links.told_of([event])
    assert [(each.chat_id, each.cause, each.n) for each in told] == [(ANN, event, 0), (ANN, event, 1)]
    assert all(now() - each.at < timedelta(minutes=1) for each in told), "nobody has read it"
    await replica.say(over(0, text="right"), over(1, "deleteMessage"), cause="tickets/42/events/2")
    assert await replica.rows(HELD) == [("right",)]
    assert await replica.rows(STATES) == [], "there is nothing to edit or to delete at Telegram"
    await choose(replica, NoticePreferences())
    assert await held.release(now() + timedelta(hours=2)) == 1
    assert await replica.rows(STATES) == [("right", "PENDING")]
    await replica.say(over(0, text="righter"), cause="tickets/42/events/3")
    assert await replica.rows(STATES) == [("right", "PENDING"), ("righter", "PENDING")]
