"""Chats where nothing arrives, and groups that have moved."""

import pytest

from bot_service.application.commands.deliveries.attempts import DeliveryAttempt, DeliveryOutcome
from bot_service.application.errors import UnavailableError
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_testing.sending import Telegram, say
from fixline_local.telegram.people import ADA, RITA


async def test_a_person_who_blocked_the_bot_hears_it_later(telegram: Telegram) -> None:
    await telegram.rita.block()
    await telegram.replica.say(say("one"), say("two"))
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.PARKED)
    assert [state for state, *_ in await telegram.states()] == ["PARKED", "PARKED"]
    assert telegram.crashes == []


GONE = [
    (403, "Forbidden: bot was blocked by the user"),
    (403, "Forbidden: user is deactivated"),
    (400, "Bad Request: chat not found"),
    (400, "Bad Request: user is deactivated"),
    (400, "Bad Request: not enough rights to send text messages to the chat"),
    (400, "Bad Request: have no rights to send a message"),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    (400, "Bad Request: group chat was deactivated"),
    (400, "Bad Request: PEER_ID_INVALID"),
]


@pytest.mark.parametrize(("status", "description"), GONE)
async def test_a_chat_that_is_gone_is_as_good_as_blocked(
    telegram: Telegram, status: int, description: str
) -> None:
    """telegram-bot-api#219."""
    await telegram.people.add_fault(method="sendMessage", status=status, description=description)
    await telegram.replica.say(
        say("one", ticket=7), say("two", ticket=8), say("three", ticket=8), say("four")
    )
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.PARKED)
    assert [state for state, *_ in await telegram.states()] == ["PARKED"] * 4 + ["PENDING"]
    assert telegram.crashes == []
    assert telegram.unheard == [(RITA, [7, 8])], "those who wait to be heard are told, once"
    assert await telegram.replica.rows("SELECT chat_id FROM deliveries WHERE state = 'PENDING'") == [(5,)]


async def test_who_cannot_be_told_yet_that_nobody_hears_them_is_told_later(telegram: Telegram) -> None:
    await telegram.rita.block()
    await telegram.replica.say(say("one", ticket=7))
    telegram.unheard_error = UnavailableError("tickets are down")
    assert (await telegram.deliver_next()).outcome is DeliveryOutcome.RETRIED
    await telegram.replica.pass_time(60)
    telegram.unheard_error = None
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.PARKED)
    assert telegram.unheard == [(RITA, [7])]


async def test_a_bug_in_telling_does_not_keep_a_call_from_being_parked(telegram: Telegram) -> None:
    await telegram.rita.block()
    await telegram.replica.say(say("one", ticket=7))
    telegram.unheard_error = KeyError("bug")
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.PARKED)
    assert telegram.crashes == [telegram.unheard_error]


async def test_a_group_that_moved_is_addressed_anew(telegram: Telegram) -> None:
    moved = OutgoingCall(method="sendMessage", chat_id=-5, arguments={"text": "hello"})
    await telegram.replica.say(moved)
    (delivery,) = await telegram.replica.deliveries.claim(1)
    await telegram.replica.deliveries.migrate(delivery, RITA)
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await telegram.heard() == ["hello"]


async def test_a_group_that_becomes_a_supergroup_is_told_there_as_telegram_answers(
    telegram: Telegram,
) -> None:
    old = await telegram.people.create_group("Staff", [ADA], basic=True)
    ada = telegram.people.person(ADA, chat_id=old)
    new = (await telegram.people.request("POST", f"/api/chats/{old}/migrate", params={"as": str(ADA)}))["id"]
    calls = [
        OutgoingCall(method="sendMessage", chat_id=old, arguments={"text": text}) for text in ("one", "two")
    ]
    await telegram.replica.say(*calls)
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.RETRIED)
    assert await telegram.replica.rows("SELECT DISTINCT chat_id FROM deliveries") == [(new,)]
    for _ in calls:
        assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    there = await telegram.people.person(ADA, chat_id=new).messages()
    assert [each.text for each in there if each.from_bot] == ["one", "two"]
    assert not [each for each in await ada.messages() if each.from_bot]
