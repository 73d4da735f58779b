"""Edits: of the live card, of a message that is gone, of one that another call sent."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot_service.adapters.inbound.telegram.drawing.taking_away import pictures_taken_away
from bot_service.adapters.outbound.sqlalchemy.tickets.message_links import SqlMessageLinks
from bot_service.application.commands.deliveries.attempts import DeliveryAttempt, DeliveryOutcome
from bot_service.domain.deliveries.outgoing import SENT_BY, MessageRole, OutgoingCall
from bot_testing.sending import Telegram, card, say
from fixline_local.demo.photo import broken_lamp
from fixline_local.telegram.people import RITA


async def test_a_card_is_edited_where_it_is_and_made_where_it_is_not(telegram: Telegram) -> None:
    await telegram.replica.say(card("new"))
    await telegram.deliver_next()
    await telegram.replica.say(card("edited"), cause="tickets/7/events/2")
    await telegram.deliver_next()
    assert await telegram.heard() == ["edited"]
    (first,) = await telegram.replica.rows("SELECT message_id FROM message_links WHERE role = 'card'")
    await telegram.people.add_fault(
        method="editMessageText", status=400, description="Bad Request: message to edit not found"
    )
    await telegram.replica.say(card("made again"), cause="tickets/7/events/3")
    assert (await telegram.deliver_next()).outcome is DeliveryOutcome.RETRIED
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await telegram.heard() == ["edited", "made again"]
    (second,) = await telegram.replica.rows("SELECT message_id FROM message_links WHERE role = 'card'")
    assert second != first


async def drawn_and_deleted(telegram: Telegram, role: MessageRole) -> int:
    """Send a message about ticket 7, have its reader delete it, and return its id."""
    await telegram.replica.say(say("Where is it?", ticket=7, role=role))
    await telegram.deliver_next()
    (message,) = [each for each in await telegram.rita.messages() if each.from_bot]
    await telegram.rita.delete(message.id)
    return message.id


@pytest.mark.parametrize("role", [MessageRole.CARD, MessageRole.OTHER])
async def test_an_edit_of_a_message_that_is_gone_becomes_a_new_message(
    telegram: Telegram, role: MessageRole
) -> None:
    """Somebody taps "Skip" and deletes the message at once: the next question comes all the same."""
    gone = await drawn_and_deleted(telegram, role)
    edit = OutgoingCall(
        method="editMessageText", chat_id=RITA, arguments={"text": "How urgent?", "message_id": gone}
    )
    await telegram.replica.say(edit, cause="updates/7/8")
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.RETRIED)
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await telegram.heard() == ["How urgent?"]
    (message,) = [each for each in await telegram.rita.messages() if each.from_bot]
    links = "SELECT message_id, ticket, role FROM message_links ORDER BY message_id"
    assert await telegram.replica.rows(links) == [(gone, 7, "other"), (message.id, 7, role)]
    assert telegram.crashes == []


async def test_what_is_said_anew_for_a_message_about_nothing_is_about_nothing(telegram: Telegram) -> None:
    edit = OutgoingCall(
        method="editMessageText", chat_id=RITA, arguments={"text": "How urgent?", "message_id": 4711}
    )
    await telegram.replica.say(edit)
    await telegram.deliver_next()
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await telegram.replica.rows("SELECT * FROM message_links") == []


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("editMessageReplyMarkup", {}),
        ("deleteMessage", {}),
        ("setMessageReaction", {"reaction": [{"type": "emoji", "emoji": "👍"}]}),
    ],
)
async def test_of_a_message_that_is_gone_there_is_nothing_to_take_away(
    telegram: Telegram, method: str, arguments: dict[str, object]
) -> None:
    gone = await drawn_and_deleted(telegram, MessageRole.OTHER)
    await telegram.replica.say(
        OutgoingCall(method=method, chat_id=RITA, arguments={**arguments, "message_id": gone}),
        cause="updates/7/8",
    )
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.GONE)
    assert await telegram.replica.deliveries.claim(1) == []
    assert telegram.crashes == []


async def test_an_edit_finds_the_message_by_the_call_that_sent_it(telegram: Telegram) -> None:
    cause = "updates/42/7"
    await telegram.replica.say(say("Where is it?"), cause=cause)
    await telegram.deliver_next()
    address = {SENT_BY: {"cause": cause, "n": 0}}
    drawn = OutgoingCall(
        method="editMessageText", chat_id=RITA, arguments={**address, "text": "How urgent is it?"}
    )
    await telegram.replica.say(drawn, cause="updates/42/8")
    assert (await telegram.deliver_next()).outcome is DeliveryOutcome.SENT
    assert await telegram.heard() == ["How urgent is it?"]
    # Of what was never sent there is nothing to edit.
    nowhere = {SENT_BY: {"cause": "updates/42/9", "n": 0}}
    await telegram.replica.say(replace(drawn, arguments={**nowhere, "text": "x"}), cause="updates/42/10")
    assert (await telegram.deliver_next()).outcome is DeliveryOutcome.GONE
    assert [state for state, *_ in await telegram.states()] == ["SENT"] * 3
    assert telegram.crashes == []


@pytest.mark.parametrize("fault", [None, {"status": 400, "description": "Bad Request: can't parse entities"}])
async def test_what_came_along_with_a_comment_is_deleted_album_or_not(
    telegram: Telegram, fault: dict[str, object] | None
) -> None:
    """Whole, also where Telegram took the album one by one; and nothing that was sent before or after it."""
    telegram.limiter.clock = itertools.count(0, 10).__next__
    photo = (await telegram.rita.send_photo(broken_lamp())).photo
    if fault is not None:
        await telegram.people.add_fault(method="sendMediaGroup", **fault)
    comment = "tickets/7/comments/3"
    single = OutgoingCall(method="sendPhoto", chat_id=RITA, arguments={"photo": photo}, ticket=7)
    album = replace(
        single,
        method="sendMediaGroup",
        arguments={"media": [{"type": "photo", "media": photo}] * 3},
        otherwise=(single,) * 3,
    )
    await telegram.replica.say(say("before", ticket=7), cause="updates/42/6")
    await telegram.replica.say(
        replace(album, comment=comment), replace(single, comment=comment), cause="updates/42/7"
    )
    await telegram.replica.say(say("after", ticket=7), single, cause="updates/42/8")
    while (await telegram.replica.rows("SELECT count(*) FROM deliveries WHERE state = 'PENDING'"))[0][0]:
        await telegram.deliver_next()
    assert len([each for each in await telegram.heard() if not each]) == 5
    shown = await SqlMessageLinks(telegram.replica.database).told_beside(comment)
    assert len(shown) == (2 if fault is None else 4)
    deletions = pictures_taken_away(shown, datetime.now(UTC))
    await telegram.replica.say(*deletions, cause="tickets/7/events/9")
    for _ in deletions:
        assert (await telegram.deliver_next()).outcome is DeliveryOutcome.SENT
    assert sorted(await telegram.heard()) == ["", "after", "before"]
    assert telegram.crashes == []
