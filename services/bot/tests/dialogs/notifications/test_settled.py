"""The message that asked a reporter whether it is fixed says what came of that."""

import pytest

from bot_service.application.views.people import SYSTEM
from bot_service.application.views.tickets import TicketState
from bot_testing.shown import Shown
from bot_testing.talker import Talker
from bot_testing.world import World


@pytest.fixture
async def asked(world: World, ann: Talker, bob: Talker) -> Shown:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("More", bob.card(1))
    await bob.taps("📝 Resolve", bob.card(1))
    await bob.says("A new bulb")
    await world.news()
    assert "Please confirm" in ann.last.text
    return ann.last


async def test_confirmed_on_the_card(world: World, ann: Talker, bob: Talker, asked: Shown) -> None:
    count = len(ann.chat)
    await ann.taps("👍 Confirm", ann.card(1))
    await world.news()
    assert "You confirmed that it is fixed" in asked.text
    assert "A new bulb" in asked.text
    assert "Please confirm" not in asked.text
    assert set(asked.buttons) == {f"{n} ★" for n in range(1, 6)}
    await ann.taps("4 ★", ann.card(1))
    await world.news()
    assert "✓ 4" in asked.buttons
    assert len(ann.chat) == count
    assert bob.chat


async def test_not_fixed_and_resolved_again(world: World, ann: Talker, bob: Talker, asked: Shown) -> None:
    await ann.taps("👎", ann.card(1))
    await ann.says("Dark again")
    await world.news()
    assert "being worked on again" in asked.text
    assert asked.buttons == {}
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    again = ann.last
    assert "Please confirm" in again.text
    await ann.taps("👍 Confirm", again)
    await world.news()
    assert "You confirmed" in again.text
    assert "being worked on again" in asked.text
    assert asked.buttons == {}


async def test_closed_by_the_timer(world: World, asked: Shown) -> None:
    world.tickets.move(1, TicketState.CLOSED, SYSTEM)
    await world.news()
    assert "nobody objected" in asked.text
    assert not any("Confirm" in label for label in asked.buttons)


async def test_rated_before_it_is_confirmed(world: World, ann: Talker, asked: Shown) -> None:
    stars = asked.buttons
    await ann.taps("5 ★", ann.card(1))
    await world.news()
    assert "Please confirm" in asked.text
    assert "👍 Confirm" in asked.buttons
    assert asked.buttons != stars
