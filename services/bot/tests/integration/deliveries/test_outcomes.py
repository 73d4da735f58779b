"""The table of outcomes, against the simulator with its faults."""

import itertools
from dataclasses import replace

import pytest

from bot_service.adapters.inbound.telegram.drawing.files import document
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import liked
from bot_service.adapters.outbound.telegram.api import BotTelegramApi
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.adapters.outbound.telegram.session import UNSAID_SECONDS, seconds_to_wait
from bot_service.application.commands.deliveries.attempts import DeliveryAttempt, DeliveryOutcome
from bot_service.application.commands.deliveries.deliver_call import DeliverCall
from bot_service.application.errors import UnavailableError
from bot_service.domain.deliveries.outgoing import SENT_BY, MessageRole, OutgoingCall, Urgency, is_excuse
from bot_testing.sending import Telegram
from fixline_local.demo.photo import broken_lamp
from fixline_local.telegram.people import ADA, BOT_TOKEN, RITA
from fixline_testing.beyond_types import loosely


def say(text: str = "hello", urgency: Urgency = Urgency.ANSWER, **more: object) -> OutgoingCall:
    return loosely(
        OutgoingCall, method="sendMessage", chat_id=RITA, arguments={"text": text}, urgency=urgency, **more
    )


def card(text: str) -> OutgoingCall:
    return OutgoingCall(
        method="editMessageText",
        chat_id=RITA,
        arguments={"text": text},
        ticket=7,
        role=MessageRole.CARD,
        edits_card=True,
    )


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


async def test_an_answer_that_drips_in_is_an_answer(telegram: Telegram) -> None:
    await telegram.people.add_fault(method="sendMessage", drip_seconds=0.02)
    await telegram.replica.say(say())
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await telegram.heard() == ["hello"]


async def test_half_of_an_answer_is_none(telegram: Telegram) -> None:
    await telegram.people.add_fault(method="sendMessage", short=True)
    await telegram.replica.say(say())
    assert (await telegram.deliver_next()).outcome is DeliveryOutcome.RETRIED
    assert await telegram.states() == [("PENDING", 1, True)]


@pytest.mark.parametrize(
    "arguments", [{"text": "<b>unclosed"}, {"text": "x" * 5000}, {"text": ""}, {}, {"text": {"no": "text"}}]
)
async def test_what_telegram_refuses_for_good_is_a_bug(
    telegram: Telegram, arguments: dict[str, object]
) -> None:
    await telegram.replica.say(OutgoingCall(method="sendMessage", chat_id=RITA, arguments=arguments))
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.FAILED)
    ended = await telegram.replica.rows(
        "SELECT state, incident FROM deliveries WHERE finished_at IS NOT NULL"
    )
    assert ended == [("FAILED", "01234567")]
    assert len(telegram.crashes) == 1
    (excuse,) = await telegram.replica.deliveries.claim(1)
    assert is_excuse(excuse.cause)


async def test_an_unknown_method_is_a_bug_too(telegram: Telegram) -> None:
    await telegram.replica.say(OutgoingCall(method="sendLove", chat_id=RITA))
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.FAILED)


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


async def test_what_could_not_be_delivered_a_thousand_times_is_given_up(telegram: Telegram) -> None:
    await telegram.people.add_fault(method="sendMessage", status=500)
    await telegram.replica.say(say())
    await telegram.replica.rows("UPDATE deliveries SET attempts = 1000 RETURNING 1")
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.FAILED)


async def test_an_album_that_is_refused_is_sent_one_by_one(telegram: Telegram) -> None:
    """As tried: a photo and a GIF. What cannot be shown is said, and no bug is reported."""
    photo = (await telegram.rita.send_photo(broken_lamp())).photo
    assert photo is not None
    gone = said("“gif.mp4” cannot be shown")
    singles = (shows("photo", photo, said("no")), shows("animation", "nonsense", gone))
    media = [{"type": "photo", "media": photo}, {"type": "video", "media": "nonsense"}]
    album = OutgoingCall(
        method="sendMediaGroup", chat_id=RITA, arguments={"media": media}, ticket=7, otherwise=singles
    )
    await telegram.replica.say(album, say("after"))
    telegram.limiter.clock = itertools.count(0, 10).__next__
    outcomes = [(await telegram.deliver_next()).outcome for _ in range(5)]
    assert outcomes == [
        DeliveryOutcome.REPLACED,
        DeliveryOutcome.SENT,
        DeliveryOutcome.SENT,
        DeliveryOutcome.REPLACED,
        DeliveryOutcome.SENT,
    ]
    assert await telegram.heard() == ["after", "", "“gif.mp4” cannot be shown"]
    assert telegram.crashes == []
    links = await telegram.replica.rows("SELECT ticket FROM message_links")
    assert links == [(7,), (7,)], "a reply to any of them is about the ticket"


def said(text: str) -> OutgoingCall:
    return OutgoingCall(method="sendMessage", chat_id=RITA, arguments={"text": text}, ticket=7)


def shows(kind: str, file_id: str, otherwise: OutgoingCall) -> OutgoingCall:
    return OutgoingCall(
        method=f"send{kind.capitalize()}",
        chat_id=RITA,
        arguments={kind: file_id},
        ticket=7,
        otherwise=(otherwise,),
    )


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


async def test_a_thumb_up_that_telegram_does_not_take_is_said(telegram: Telegram) -> None:
    sent = await telegram.rita.send_text("The second")
    telegram.limiter.clock = itertools.count(0, 10).__next__
    await telegram.replica.say(liked(RITA, sent.id, said("Added")), liked(RITA, 4711, said("Added, too")))
    outcomes = [(await telegram.deliver_next()).outcome for _ in range(3)]
    assert outcomes == [DeliveryOutcome.SENT, DeliveryOutcome.REPLACED, DeliveryOutcome.SENT]
    (message,) = [each for each in await telegram.rita.messages() if each.id == sent.id]
    assert message.reactions == ("👍",)
    assert await telegram.heard() == ["Added, too"]
    assert telegram.crashes == []


REFUSED = {"status": 400, "description": "Bad Request: can't parse entities"}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (say("<b>"), "had an answer"),
        (say("<b>", ticket=7, role=MessageRole.NOTICE), "#7"),
        (say("<b>", Urgency.NOTIFICATION, ticket=7, role=MessageRole.CARD), "#7"),
    ],
)
async def test_who_misses_what_telegram_refused_hears_so_with_the_code_once(
    telegram: Telegram, call: OutgoingCall, words: str
) -> None:
    await telegram.people.add_fault(method="sendMessage", times=2, **REFUSED)
    await telegram.replica.say(call, call)
    for _ in range(2):
        assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.FAILED)
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    (said,) = await telegram.heard()
    assert words in said
    assert "01234567" in said
    assert "<" not in said
    assert (
        await telegram.replica.rows("SELECT state, incident FROM deliveries ORDER BY id LIMIT 2")
        == [("FAILED", "01234567")] * 2
    )


async def test_a_card_that_telegram_refuses_to_change_is_missed_too(telegram: Telegram) -> None:
    await telegram.replica.say(card("#7"))
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    await telegram.people.add_fault(method="editMessageText", **REFUSED)
    await telegram.replica.say(card("#7 <b>"), cause="tickets/1/events/2")
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.FAILED)
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    assert "#7" in (await telegram.heard())[-1]


async def test_what_is_made_otherwise_may_be_refused_as_well(telegram: Telegram) -> None:
    await telegram.people.add_fault(method="sendMediaGroup", **REFUSED)
    await telegram.people.add_fault(method="sendPhoto", **REFUSED)
    photo = OutgoingCall(method="sendPhoto", chat_id=RITA, arguments={"photo": "gone"})
    media = [{"type": "photo", "media": each} for each in ("gone", "away")]
    album = OutgoingCall(
        method="sendMediaGroup", chat_id=RITA, arguments={"media": media}, otherwise=(photo,)
    )
    await telegram.replica.say(album)
    outcomes = [(await telegram.deliver_next()).outcome for _ in range(3)]
    assert outcomes == [DeliveryOutcome.REPLACED, DeliveryOutcome.FAILED, DeliveryOutcome.SENT]
    assert len(await telegram.heard()) == 1


@pytest.mark.parametrize(
    "call",
    [
        OutgoingCall(method="editMessageReplyMarkup", chat_id=RITA, arguments={"message_id": 1}),
        OutgoingCall(method="sendMessage", chat_id=-100, arguments={"text": "<b>"}),
    ],
)
async def test_nobody_misses_buttons_that_stay_and_a_group_waits_for_no_answer(
    telegram: Telegram, call: OutgoingCall
) -> None:
    await telegram.people.add_fault(method=call.method, **REFUSED)
    await telegram.replica.say(call)
    assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.FAILED)
    assert await telegram.replica.deliveries.claim(1) == []


async def test_a_sentence_that_is_refused_itself_is_not_excused(telegram: Telegram) -> None:
    await telegram.people.add_fault(method="sendMessage", times=2, **REFUSED)
    await telegram.replica.say(say("<b>"))
    for _ in range(2):
        assert await telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.FAILED)
    assert await telegram.replica.deliveries.claim(1) == []
    assert len(telegram.crashes) == 2
