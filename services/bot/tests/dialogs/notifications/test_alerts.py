"""What is close to its time, told to each person in one message."""

from datetime import datetime, timedelta

import pytest

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import texts_in
from bot_service.adapters.inbound.telegram.drawing.times import time_left
from bot_service.application.views.events import AlertView, EventType
from bot_service.application.views.tickets import Promise, TicketState
from bot_testing.talker import Talker
from bot_testing.world import World


def alert(
    world: World,
    number: int,
    percent: int,
    *,
    promise: Promise = Promise.RESOLUTION,
    left: timedelta | None = None,
    superseded: bool = False,
) -> None:
    due: dict[Promise, datetime] = {} if left is None else {promise: world.now + left}
    world.tickets.change(number, due=due)
    view = AlertView(promise, percent, superseded)
    world.tickets.record(number, EventType.SLA_ALERT, "system", alert=view)


async def test_one_request(world: World, ann: Talker, bob: Talker, gus: Talker) -> None:
    await ann.reports("Lamp", "Room 1")
    await world.news()
    # What nobody has taken, everybody could take.
    alert(world, 1, 75, promise=Promise.FIRST_RESPONSE, left=timedelta(hours=1, minutes=25))
    await world.news()
    assert bob.last.text == (
        "⏰ A request is close to its time\n\n#1 Lamp\n📍\u00a0Room 1 · first answer: 1.5 hours left"
    )
    assert gus.last.text == (
        "⏰ У 1 заявки подходит срок\n\n#1 Lamp\n📍\u00a0Room 1 · первый ответ: осталось 1,5 часа"
    )
    assert list(bob.last.buttons) == ["#1"]
    await bob.replies(bob.last, "On my way")
    assert bob.last.text.startswith("🔒 Noted on #1."), "a reply is about the one request"


async def test_many_requests_are_one_message_for_each_person(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    for number in range(1, 7):
        await ann.reports(f"Lamp {number}", f"Room {number}")
        await world.news()
    await bob.taps("🙋 Take", bob.card(6))
    await world.news()
    count = len(bob.chat), len(gus.chat)
    for number in range(1, 7):
        alert(world, number, 90, left=timedelta(hours=36 * number))
    alert(world, 3, 100, promise=Promise.FIRST_RESPONSE)
    await world.news()
    assert (len(bob.chat), len(gus.chat)) == (count[0] + 1, count[1] + 1)
    assert bob.last.text.endswith("#6 Lamp 6\n📍\u00a0Room 6 · solution: 9 days left")
    assert "#6" not in gus.last.text, "what somebody has is theirs"
    blocks = gus.last.text.split("\n\n")
    assert blocks[0] == "🚨 У 1 заявки истёк срок\n⏰ У 4 заявок подходит срок"
    assert blocks[1] == "#3 Lamp 3\n📍\u00a0Room 3 · первый ответ: срок истёк"
    assert blocks[2] == "#1 Lamp 1\n📍\u00a0Room 1 · решение: осталось 1,5 дня"
    assert list(gus.last.buttons) == ["#3", "#1", "#2", "#4", "#5"]
    await gus.taps("#2", gus.last)
    assert gus.last is gus.card(2)
    await gus.replies(gus.chat[-2], "Which one?")
    assert "Оформить это как новую заявку?" in gus.last.text


async def test_more_than_a_message_shows(world: World, ann: Talker, bob: Talker) -> None:
    for number in range(1, 13):
        await ann.reports("🔥" * 200, "🔥" * 200)
        await world.news()
        alert(world, number, 100, left=-timedelta(hours=5))
    await world.news()
    for number in range(1, 13):
        alert(world, number, 100, left=-timedelta(hours=5))
    await world.news()
    assert "The time for 12 requests is over" in bob.last.text
    assert "solution: 5 hours late" in bob.last.text
    assert bob.last.text.endswith("And 2 more: /queue")


async def test_what_does_not_matter_any_more(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports("Lamp", "Room 1")
    await world.news()
    count = len(bob.chat)
    alert(world, 1, 75, superseded=True)
    world.tickets.move(1, TicketState.CANCELLED, "system")
    alert(world, 1, 100)
    await world.news()
    assert all("time" not in shown.text for shown in bob.chat[count:])


@pytest.mark.parametrize(
    ("left", "english", "russian"),
    [
        (timedelta(seconds=20), "1 minute", "1 минута"),
        (timedelta(minutes=45), "45 minutes", "45 минут"),
        (timedelta(minutes=62), "1 hour", "1 час"),
        (timedelta(hours=2, minutes=40), "2.5 hours", "2,5 часа"),
        (timedelta(hours=36), "1.5 days", "1,5 дня"),
        (timedelta(days=5), "5 days", "5 дней"),
    ],
)
def test_times_in_words(left: timedelta, english: str, russian: str) -> None:
    assert time_left(left, texts_in("en")) == english
    assert time_left(left, texts_in("ru")) == russian
