"""What goes out, and when it may."""

import itertools

import pytest

from bot_service.adapters.inbound.telegram.drawing.files import document
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.outbound.telegram.session import UNSAID_SECONDS, seconds_to_wait
from bot_service.application.commands.deliveries.attempts import DeliveryAttempt, DeliveryOutcome
from bot_service.domain.deliveries.outgoing import MessageRole
from bot_testing.sending import Telegram, say
from fixline_local.telegram.people import RITA


async def test_a_file_of_our_own_is_sent_with_its_call(telegram: Telegram) -> None:
    await telegram.replica.say(document(RITA, "Комнаты.csv", b"code;name\n" * 3, Html("<b>Rooms</b>")))
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    (message,) = [each for each in await telegram.rita.messages() if each.from_bot]
    assert (message.raw["document"]["file_name"], message.text) == ("Комнаты.csv", "Rooms")


async def test_sent(telegram: Telegram) -> None:
    await telegram.replica.say(say(ticket=7, role=MessageRole.NOTICE))
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await telegram.heard() == ["hello"]
    (message,) = [each for each in await telegram.rita.messages() if each.from_bot]
    assert await telegram.replica.rows("SELECT message_id FROM deliveries") == [(message.id,)]
    links = await telegram.replica.rows("SELECT message_id, ticket, role FROM message_links")
    assert links == [(message.id, 7, "notice")]


async def test_too_many_requests_pauses_the_chat_and_is_no_attempt(telegram: Telegram) -> None:
    await telegram.people.add_fault(method="sendMessage", status=429, retry_after=7)
    await telegram.replica.say(say())
    attempt = await telegram.deliver_next()
    assert attempt.outcome is DeliveryOutcome.WAITING
    assert 7 <= attempt.try_again_in <= 7.5
    assert await telegram.states() == [("PENDING", 0, False)]
    assert await telegram.limiter.take(RITA) > 6
    assert await telegram.limiter.take(RITA + 1) == 0.0


@pytest.mark.parametrize("fault", [{}, {"garbage": True}])
async def test_too_many_requests_by_a_proxy_that_does_not_say_for_how_long(
    telegram: Telegram, fault: dict[str, object]
) -> None:
    await telegram.people.add_fault(method="sendMessage", status=429, **fault)
    await telegram.replica.say(say())
    attempt = await telegram.deliver_next()
    assert attempt.outcome is DeliveryOutcome.WAITING
    assert UNSAID_SECONDS <= attempt.try_again_in <= UNSAID_SECONDS + 0.5
    assert await telegram.states() == [("PENDING", 0, False)]
    assert telegram.crashes == []


@pytest.mark.parametrize(
    ("content", "header", "seconds"),
    [
        ('{"ok": false, "parameters": {"retry_after": 7}}', "3", 7),
        ('{"ok": false}', "3", 3),
        ("<html>slow down</html>", "3", 3),
        ("", "0", 1),
        ('{"parameters": {"retry_after": -1}}', "Wed, 21 Oct 2026 07:28:00 GMT", UNSAID_SECONDS),
    ],
)
def test_for_how_long_to_be_quiet(content: str, header: str, seconds: int) -> None:
    assert seconds_to_wait(content, header) == seconds


async def test_the_budget_puts_off_without_a_call(telegram: Telegram) -> None:
    await telegram.limiter.pause(RITA, 3.0)
    await telegram.replica.say(say())
    assert (await telegram.deliver_next()).outcome is DeliveryOutcome.WAITING
    assert await telegram.people.calls("sendMessage") == []


async def test_its_turn_in_the_budget_of_the_bot_is_waited_for_without_giving_the_call_back(
    telegram: Telegram,
) -> None:
    for chat_id in itertools.count(RITA + 1):
        if await telegram.limiter.take(chat_id):
            break
    await telegram.replica.say(say())
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)


async def test_an_answer_that_drips_in_is_an_answer(telegram: Telegram) -> None:
    await telegram.people.add_fault(method="sendMessage", drip_seconds=0.02)
    await telegram.replica.say(say())
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await telegram.heard() == ["hello"]
