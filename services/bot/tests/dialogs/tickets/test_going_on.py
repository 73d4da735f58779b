"""A request that is over, and is the matter again."""

import pytest

from bot_service.application.views.tickets import LinkKind, TicketState
from bot_testing.talker import Talker
from bot_testing.world import World

BACK = "🔁 It is back"


def goes_on_with(world: World) -> list[tuple[int, int]]:
    return [link.ends for link in world.tickets.links if link.kind is LinkKind.FOLLOW_UP_OF]


@pytest.fixture
async def closed(world: World, ann: Talker) -> None:
    """Ann's request about a place, which she has confirmed to be done."""
    world.places.put("HQ", "Head office")
    await ann.reports("Lamp is broken", "HQ")
    assert BACK not in str(ann.card(1).buttons)
    world.tickets.move(1, TicketState.CLOSED, "system")
    await world.news()


@pytest.mark.usefixtures("closed")
async def test_another_request_goes_on_with_it(world: World, ann: Talker) -> None:
    await ann.taps(BACK, ann.card(1))
    assert "This goes on with #1 Lamp is broken." in ann.last.text
    await ann.says("It is dark again")
    assert "How urgent" in ann.last.text, "the place is the same"
    await ann.taps("🟡")
    assert "Goes on with #1" in ann.last.text
    await ann.taps("✅ Send")
    ticket = world.tickets.tickets[2]
    assert (ticket.title, ticket.place) == ("It is dark again", "HQ")
    assert goes_on_with(world) == [(2, 1)]


@pytest.mark.usefixtures("closed")
async def test_what_is_written_to_it_leads_there(world: World, ann: Talker) -> None:
    await ann.replies(ann.card(1), "It is dark again")
    assert "takes no more comments" in ann.last.text
    await ann.taps(BACK, ann.last)
    await ann.says("It is dark again")
    await ann.taps("🟡")
    await ann.taps("✅ Send")
    assert goes_on_with(world) == [(2, 1)]


@pytest.mark.usefixtures("closed")
async def test_a_request_that_is_being_made_is_finished_first(world: World, ann: Talker) -> None:
    await ann.says("/new")
    answer = await ann.taps(BACK, ann.card(1))
    assert "First finish" in answer.text
    await ann.says("Door squeaks")
    await ann.says("HQ")
    await ann.taps("🟡")
    await ann.taps("✅ Send")
    assert not goes_on_with(world)


@pytest.mark.usefixtures("closed")
async def test_an_outdated_button_says_so(world: World, ann: Talker) -> None:
    await world.desk.tickets.get(1, acting="users/1")
    data = next(data for label, data in ann.card(1).buttons.items() if label.startswith(BACK))
    world.tickets.move(1, TicketState.IN_PROGRESS, "system")
    answer = await ann.taps_data(data, ann.card(1))
    assert answer.show_alert
    assert BACK not in str(ann.card(1).buttons)


@pytest.mark.usefixtures("closed")
async def test_what_was_reopened_meanwhile_does_not_lose_the_new_one(world: World, ann: Talker) -> None:
    await ann.taps(BACK, ann.card(1))
    await ann.says("It is dark again")
    await ann.taps("🟡")
    world.tickets.move(1, TicketState.IN_PROGRESS, "system")
    world.places.archive("HQ")
    await ann.taps("✅ Send")
    assert world.tickets.tickets[2].location == "Head office"
    assert not goes_on_with(world)


@pytest.mark.usefixtures("closed")
async def test_nobody_goes_on_with_what_is_not_theirs(world: World, bob: Talker) -> None:
    await bob.says("#1")
    await bob.taps_data("t:y:1::0", bob.last)
    await bob.says("Something")
    assert "This goes on" not in "".join(shown.text for shown in bob.chat)
    assert not goes_on_with(world)
