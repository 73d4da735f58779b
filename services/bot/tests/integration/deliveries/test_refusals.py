"""What Telegram refuses for good: who hears of it, and what is made in its place."""

import itertools

import pytest

from bot_service.adapters.inbound.telegram.drawing.screen import liked
from bot_service.application.commands.deliveries.attempts import DeliveryAttempt, DeliveryOutcome
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, Urgency, is_excuse
from bot_testing.sending import Telegram, card, say
from fixline_local.demo.photo import broken_lamp
from fixline_local.telegram.people import RITA


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
