"""Calls of which nobody knows what came of them, and those that are tried again."""

import pytest

from bot_service.adapters.outbound.telegram.api import BotTelegramApi
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.application.commands.deliveries.attempts import DeliveryAttempt, DeliveryOutcome
from bot_service.application.commands.deliveries.deliver_call import DeliverCall
from bot_service.application.errors import UnavailableError
from bot_service.domain.deliveries.outgoing import MessageRole, Urgency
from bot_testing.sending import Telegram, card, say
from fixline_local.telegram.people import BOT_TOKEN, RITA


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 502, "description": "Bad Gateway"}])
async def test_a_server_error_is_tried_again(telegram: Telegram, fault: dict[str, object]) -> None:
    await telegram.people.add_fault(method="sendMessage", **fault)
    await telegram.replica.say(say())
    assert (await telegram.deliver_next()).outcome is DeliveryOutcome.RETRIED
    assert await telegram.states() == [("PENDING", 1, False)]
    await telegram.replica.pass_time(60)
    assert (await telegram.deliver_next()).outcome is DeliveryOutcome.SENT


async def test_nobody_there_is_tried_again_whatever_it_is(telegram: Telegram) -> None:
    nowhere, session = create_bot(BOT_TOKEN, "http://127.0.0.1:1")
    deliver = DeliverCall(
        deliveries=telegram.replica.deliveries,
        api=BotTelegramApi(nowhere, session),
        limiter=telegram.limiter,
        topics=telegram.deliver.topics,
        unheard=telegram.deliver.unheard,
        apologies=telegram.deliver.apologies,
        report_crash=telegram.deliver.report_crash,
    )
    await telegram.replica.say(say("hello", Urgency.BROADCAST))
    (delivery,) = await telegram.replica.deliveries.claim(1)
    assert (await deliver(delivery)).outcome is DeliveryOutcome.RETRIED
    assert await telegram.states() == [("PENDING", 1, False)]
    await session.close()


async def test_half_of_an_answer_is_none(telegram: Telegram) -> None:
    await telegram.people.add_fault(method="sendMessage", short=True)
    await telegram.replica.say(say())
    assert (await telegram.deliver_next()).outcome is DeliveryOutcome.RETRIED
    assert await telegram.states() == [("PENDING", 1, True)]


async def test_a_hanging_call_is_given_up_as_unknown(telegram: Telegram) -> None:
    await telegram.people.add_fault(method="sendMessage", delay_seconds=30)
    bot, session = create_bot(BOT_TOKEN, telegram.simulator.url)
    session.timeout = 0.2
    deliver = DeliverCall(
        deliveries=telegram.replica.deliveries,
        api=BotTelegramApi(bot, session),
        limiter=telegram.limiter,
        topics=telegram.deliver.topics,
        unheard=telegram.deliver.unheard,
        apologies=telegram.deliver.apologies,
        report_crash=telegram.deliver.report_crash,
    )
    await telegram.replica.say(say())
    (delivery,) = await telegram.replica.deliveries.claim(1)
    assert (await deliver(delivery)).outcome is DeliveryOutcome.RETRIED
    assert await telegram.states() == [("PENDING", 1, True)]
    await session.close()


@pytest.mark.parametrize("fault", [{"reset": "before"}, {"reset": "after"}, {"garbage": True}])
@pytest.mark.parametrize("urgency", [Urgency.ANSWER, Urgency.NOTIFICATION])
async def test_a_text_of_unknown_fate_is_sent_once_more_and_no_more(
    telegram: Telegram, fault: dict[str, object], urgency: Urgency
) -> None:
    await telegram.people.add_fault(method="sendMessage", times=2, **fault)
    await telegram.replica.say(say("hello", urgency))
    assert (await telegram.deliver_next()).outcome is DeliveryOutcome.RETRIED
    assert await telegram.states() == [("PENDING", 1, True)]
    await telegram.replica.pass_time(5)
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.UNKNOWN)
    assert [state for state, *_ in await telegram.states()] == ["UNKNOWN"]
    assert len(await telegram.people.calls("sendMessage")) == 2
    assert telegram.crashes == []


async def test_who_waits_to_be_heard_is_told_that_nobody_knows(telegram: Telegram) -> None:
    await telegram.people.add_fault(method="sendMessage", times=2, reset="after")
    await telegram.replica.say(say("hello", ticket=7, role=MessageRole.NOTICE))
    await telegram.deliver_next()
    await telegram.replica.pass_time(5)
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.UNKNOWN)
    assert telegram.unsure == [(RITA, [7])]
    waiting = await telegram.replica.rows(
        "SELECT chat_id, arguments ->> 'text' FROM deliveries WHERE state = 'PENDING'"
    )
    assert waiting == [(5, "they may not have it")]


@pytest.mark.parametrize(
    ("error", "reported"), [(UnavailableError("tickets are down"), False), (KeyError("bug"), True)]
)
async def test_what_keeps_others_from_being_told_leaves_the_state_as_it_is(
    telegram: Telegram, error: Exception, reported: bool
) -> None:
    await telegram.people.add_fault(method="sendMessage", times=2, reset="after")
    await telegram.replica.say(say("hello", ticket=7, role=MessageRole.NOTICE))
    await telegram.deliver_next()
    await telegram.replica.pass_time(5)
    telegram.unheard_error = error
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.UNKNOWN)
    assert telegram.crashes == ([error] if reported else [])


async def test_a_broadcast_of_unknown_fate_is_left_alone(telegram: Telegram) -> None:
    await telegram.people.add_fault(method="sendMessage", reset="after")
    await telegram.replica.say(say("hello", Urgency.BROADCAST))
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.UNKNOWN)
    assert await telegram.heard() == ["hello"]


async def test_an_edit_of_unknown_fate_is_made_again(telegram: Telegram) -> None:
    await telegram.replica.say(say("first", ticket=7, role=MessageRole.CARD))
    await telegram.deliver_next()
    await telegram.people.add_fault(method="editMessageText", reset="after", times=3)
    await telegram.replica.say(card("second"), cause="tickets/7/events/2")
    for _ in range(3):
        assert (await telegram.deliver_next()).outcome is DeliveryOutcome.RETRIED
        await telegram.replica.pass_time(60)
    # Telegram says "message is not modified": that is success.
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await telegram.heard() == ["second"]


async def test_what_could_not_be_delivered_a_thousand_times_is_given_up(telegram: Telegram) -> None:
    await telegram.people.add_fault(method="sendMessage", status=500)
    await telegram.replica.say(say())
    await telegram.replica.rows("UPDATE deliveries SET attempts = 1000 RETURNING 1")
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.FAILED)
