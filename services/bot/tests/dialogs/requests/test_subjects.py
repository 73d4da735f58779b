"""A message without the reply gesture finds the request that it is about."""

from datetime import timedelta

from bot_service.application.views.tickets import TicketState
from bot_testing.talker import Talker
from bot_testing.world import World

OFFERED = ["➕ Add to #1", "📝 New request", "Not now"]


async def asked(world: World, ann: Talker, bob: Talker) -> None:
    """Have Bob ask something about Ann's first request."""
    await bob.answers(bob.card(1), "Which floor?")
    await bob.taps("✅ Send")
    await world.news()
    assert "Which floor?" in ann.last.text


async def test_an_answer_is_offered_to_what_was_talked_about(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await asked(world, ann, bob)
    await ann.says("The second <one>")
    offer = ann.last
    assert offer.text == "Is this about #1 Lamp, or something new?\n\nThe second <one>"
    assert list(offer.buttons) == OFFERED
    add = offer.buttons["➕ Add to #1"]
    await ann.taps("➕ Add to #1", offer)
    assert (ann.last, offer.text) == (offer, "Added to request #1.")
    assert offer.buttons == {}
    assert world.tickets.comments[1][-1].text == "The second <one>"
    answer = await ann.taps_data(add, offer)
    assert "sent already" in answer.text
    assert len(world.tickets.comments[1]) == 2
    await ann.says("The door squeaks")
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    assert "The door squeaks" in ann.card(2).text


async def test_an_afterthought_is_offered_to_what_was_just_sent(world: World, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.says("It hums, too")
    assert list(ann.last.buttons) == OFFERED
    await ann.taps("➕ Add to #1")
    assert world.tickets.comments[1][-1].text == "It hums, too"
    world.now += timedelta(hours=2)
    await ann.says("The door squeaks")
    assert list(ann.last.buttons) == ["📝 New request", "Not now"]


async def test_what_was_told_in_parts_is_added_as_one(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await asked(world, ann, bob)
    await ann.sends_photo("p1", caption="Here", media_group_id="a")
    await ann.sends_photo("p2", media_group_id="a")
    assert list(ann.last.buttons) == OFFERED
    await ann.taps("➕ Add to #1")
    await ann.sends_photo("p3", media_group_id="a")
    assert len(world.tickets.comments[1]) == 2
    await world.news()
    await bob.taps("📷 Show photos", bob.card(1))
    assert [media["media"] for media in bob.last.arguments["media"]] == ["p1", "p2", "p3"]


async def test_a_request_that_waits_for_its_reporter_waits_longer_than_an_hour(
    world: World, ann: Talker, bob: Talker
) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    world.now += timedelta(hours=2)
    await ann.says("Hello")
    assert "Shall I make a new request" in ann.last.text
    await ann.taps("Not now")
    world.tickets.move(1, TicketState.WAITING_REPORTER, "users/1")
    await ann.says("The second")
    assert list(ann.last.buttons) == OFFERED


async def test_among_several_it_is_chosen(world: World, ann: Talker, bob: Talker) -> None:
    for text in ("Lamp", "Door", "Tap", "Roof"):
        await ann.reports(text)
        await world.news()
    for number in (1, 2):
        await bob.answers(bob.card(number), "Which floor?")
        await bob.taps("✅ Send")
    await world.news()
    await ann.says("The second")
    assert "Is this about one of these requests" in ann.last.text
    assert list(ann.last.buttons) == ["➕ #2 Door", "➕ #1 Lamp", "📝 New request", "Not now"]
    await ann.taps("➕ #2 Door")
    assert world.tickets.comments[2][-1].text == "The second"
    for number in (3, 4):
        await bob.answers(bob.card(number), "Which floor?")
        await bob.taps("✅ Send")
    await world.news()
    await ann.says("The second")
    assert "Shall I make a new request" in ann.last.text


async def test_what_is_closed_is_not_offered(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await asked(world, ann, bob)
    world.tickets.move(1, TicketState.CANCELLED, "users/1")
    await ann.says("The second")
    assert "Shall I make a new request" in ann.last.text


async def test_of_staff_it_is_a_note_and_shown_before_it_goes_out(
    world: World, ann: Talker, bob: Talker
) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    await bob.says("On my way")
    assert list(bob.last.buttons) == OFFERED
    await bob.taps("➕ Add to #1")
    assert bob.last.text == "🔒 Noted on #1. Only staff see it."
    await bob.taps("✉️ Tell the reporter")
    assert "will read" in bob.last.text
    await bob.taps("✅ Send")
    said = [(comment.text, comment.internal) for comment in world.tickets.comments[1]]
    assert said == [("On my way", True), ("On my way", False)]
    await ann.reports("Door")
    await world.news()
    await bob.taps("🙋 Take", bob.card(2))
    world.now += timedelta(hours=2)
    await bob.says("On my way")
    assert "Shall I make a new request" in bob.last.text


async def test_a_number_opens_the_request(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    for text in ("#1", "1", " № 1 "):
        count = len(ann.chat)
        await ann.says(text)
        assert len(ann.chat) == count + 1
        assert ann.card(1) == ann.last
    await ann.says("#4711")
    assert "does not exist" in ann.last.text
    await ann.says("4711")
    assert "Is this about #1 Lamp, or something new?" in ann.last.text
    await ann.taps("Not now")
    # To a question, a number is an answer.
    await asked(world, ann, bob)
    await ann.says("1")
    assert list(ann.last.buttons) == ["➕ Add to #1", "📝 New request", "📋 Open #1", "Not now"]
    await ann.taps("📋 Open #1")
    assert ann.card(1) == ann.last
    await ann.says("#1")
    assert ann.card(1) == ann.last


async def test_a_number_is_a_place_where_a_place_is_asked_for(world: World, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.says("/new")
    await ann.says("#1 is not enough")
    await ann.says("1")
    await ann.taps("🟡 Normal")
    assert "📍 1" in ann.last.text
