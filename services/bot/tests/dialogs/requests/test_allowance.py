"""How many requests one person may send in an hour."""

from datetime import timedelta

import pytest

from bot_service.application.ports.updates.allowances import REQUESTS
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


async def make_one(talker: Talker, send: str, urgency: str, number: int) -> None:
    await talker.says("/new")
    await talker.says(f"Lamp {number}")
    await talker.says("Room 1")
    await talker.taps(urgency)
    await talker.taps(send)


@pytest.mark.parametrize(
    ("language", "send", "urgency", "words"),
    [
        ("en", "✅ Send", "🟡", ("20 requests within an hour", "in 50 minutes")),
        ("ru", "✅ Отправить", "🟡", ("За час вы отправили 20 заявок", "через 50 мин")),
    ],
)
async def test_beyond_it_the_draft_is_kept_and_goes_out_later(
    world: World, talker: TalkerFor, language: str, send: str, urgency: str, words: tuple[str, str]
) -> None:
    world.allowances.are_tested = True
    rita, eve = talker(7, "Rita", language), talker(8, "Eve", language)
    await make_one(rita, send, urgency, 0)
    world.now += timedelta(minutes=10)
    for number in range(1, REQUESTS.most):
        await make_one(rita, send, urgency, number)
    await rita.says("/new")
    for said in ("One more", "Room 1"):
        await rita.says(said)
    await rita.taps(urgency)
    answer = await rita.taps(send)
    assert answer.show_alert
    assert all(each in answer.text for each in words)
    assert len(answer.text) <= 200  # of an alert, in Telegram
    assert len(world.tickets.tickets) == REQUESTS.most
    await make_one(eve, send, urgency, 1)
    world.now += timedelta(minutes=50)
    await rita.taps(send)
    assert [ticket.title for ticket in world.tickets.tickets.values()][-1] == "One more"


async def test_staff_have_no_limit(world: World, bob: Talker) -> None:
    world.allowances.are_tested = True
    for number in range(REQUESTS.most + 1):
        await make_one(bob, "✅ Send", "🟡", number)
    assert len(world.tickets.tickets) == REQUESTS.most + 1
