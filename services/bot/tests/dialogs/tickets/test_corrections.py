"""Its reporter corrects, or takes back, what was sent, while nobody works on it."""

import pytest

from bot_service.application.views.tickets import TicketState
from bot_service.domain.places.position import Position
from bot_service.domain.tickets.priority import Priority
from bot_testing.talker import Talker
from bot_testing.world import World


@pytest.fixture
async def sent(world: World, bob: Talker, ann: Talker) -> World:
    assert bob.chat
    await ann.reports("Lapm", "Room 1")
    await world.news()
    return world


async def test_text_place_and_urgency_are_corrected(sent: World, ann: Talker, bob: Talker) -> None:
    await ann.taps("✏️ Correct", ann.card(1))
    menu = ann.last
    await ann.taps("✏️ What", menu)
    assert "What is wrong?" in menu.text
    await ann.says("Lamp\nby the door")
    assert ann.last.text == "✏️ Request #1 is corrected."
    assert menu.buttons == {}
    await ann.taps("✏️ Correct", ann.card(1))
    await ann.taps("📍 Where", ann.last)
    await ann.says("Room 2")
    await ann.taps("✏️ Correct", ann.card(1))
    await ann.taps("⏱ Urgency", ann.last)
    await ann.taps("🔴 Urgent", ann.last)
    assert ann.last.text == "✏️ Request #1 is corrected."
    ticket = sent.tickets.tickets[1]
    assert (ticket.title, ticket.description) == ("Lamp", "Lamp\nby the door")
    assert (ticket.location, ticket.priority) == ("Room 2", Priority.URGENT)
    count = len(bob.chat)
    await sent.news()
    assert len(bob.chat) == count
    for somebody in (ann, bob):
        assert "📍 Room 2" in somebody.card(1).text
        assert "🔴 Urgent" in somebody.card(1).text


async def test_an_album_comes_along_whole(sent: World, ann: Talker) -> None:
    await ann.taps("✏️ Correct", ann.card(1))
    await ann.taps("✏️ What", ann.last)
    await ann.sends_photo("one", media_group_id="a", caption="Lamp by the door")
    count = len(ann.chat)
    await ann.sends_photo("two", media_group_id="a")
    assert len(ann.chat) == count, "nobody is asked what the second one is about"
    kept = await sent.files.list(1, limit=5)
    assert [each.telegram_file_id for each in kept] == ["one", "two"]


async def test_too_late_is_too_late_for_pictures_as_well(sent: World, ann: Talker, bob: Talker) -> None:
    await ann.taps("✏️ Correct", ann.card(1))
    await ann.taps("✏️ What", ann.last)
    await bob.taps("🙋 Take", bob.card(1))
    await ann.sends_photo("one", media_group_id="a", caption="Lamp by the door")
    assert ann.last.text.startswith("Somebody is working on it already.")
    count = len(ann.chat)
    await ann.sends_photo("two", media_group_id="a")
    assert len(ann.chat) == count
    assert await sent.files.list(1, limit=5) == []


@pytest.fixture
async def asked_where(world: World, sent: World, ann: Talker) -> World:
    assert sent is world
    world.places.put("HQ", "Head office", position=Position(59.9386, 30.3141))
    world.places.put("HQ-1", "First floor", "HQ")
    world.places.put("HQ-101", "Room 101", "HQ-1")
    await ann.taps("✏️ Correct", ann.card(1))
    await ann.taps("📍 Where", ann.last)
    return world


async def test_the_place_is_chosen_from_the_list(asked_where: World, ann: Talker) -> None:
    question = ann.last
    assert list(question.buttons) == ["🗂 Choose from the list", "📍 Where I am", "✖️ Cancel"]
    await ann.taps("🗂", question)
    assert list(question.buttons) == ["📍 Here: Head office", "First floor ›", "⬅️ Back", "✖️ Cancel"]
    outdated = question.buttons["📍 Here: Head office"]
    await ann.taps("⬅️ Back", question)
    assert "📍 Where I am" in question.buttons
    await ann.taps("🗂", question)
    await ann.taps("First floor", question)
    await ann.taps("Room 101", question)
    assert question.text == "✏️ Request #1 is corrected."
    ticket = asked_where.tickets.tickets[1]
    assert (ticket.location, ticket.place) == ("Head office, First floor, Room 101", "HQ-101")
    assert (await ann.taps_data(outdated, question)).show_alert
    assert asked_where.tickets.tickets[1].place == "HQ-101"
    await ann.says("Door")
    assert "Door" in ann.last.text, "what is written then is about something else"


@pytest.mark.parametrize(("label", "place"), [("Head office", "HQ"), ("📍 Keep", "")])
async def test_the_place_is_where_somebody_stands(
    asked_where: World, ann: Talker, label: str, place: str
) -> None:
    await ann.taps("📍 Where I am", ann.last)
    assert ann.last.arguments["reply_markup"]["keyboard"][0][0]["request_location"]
    await ann.says("📍 Share my position")
    assert ann.last.text.startswith("Your app has not sent a position")
    await ann.sends(location={"latitude": 59.9400, "longitude": 30.3141})
    away, offer = ann.chat[-2:]
    assert away.arguments["reply_markup"]["remove_keyboard"]
    await ann.taps(label, offer)
    if place:
        await ann.taps("📍 Here", offer)
    ticket = asked_where.tickets.tickets[1]
    assert ticket.place == place
    assert place or "59.94" in ticket.location
    assert offer.text == "✏️ Request #1 is corrected."


async def test_the_key_goes_with_the_question(asked_where: World, ann: Talker) -> None:
    await ann.taps("📍 Where I am", ann.last)
    await ann.says("/cancel")
    assert any((each.arguments.get("reply_markup") or {}).get("remove_keyboard") for each in ann.chat[-2:])
    assert asked_where.tickets.tickets[1].location == "Room 1"


async def test_a_picture_with_the_correction_is_kept(sent: World, ann: Talker) -> None:
    await ann.taps("✏️ Correct", ann.card(1))
    await ann.taps("✏️ What", ann.last)
    await ann.sends_photo("p1")
    assert "no text" in ann.last.text
    await ann.sends_photo("p1", caption="Lamp")
    assert sent.tickets.tickets[1].title == "Lamp"
    assert [file.telegram_file_id for file in await sent.files.list(1, limit=5)] == ["p1"]


async def test_it_is_taken_back(sent: World, ann: Talker, bob: Talker) -> None:
    await ann.taps("🗑 Cancel request", ann.card(1))
    question = ann.last
    await ann.taps("Keep it", question)
    assert "stays as it is" in question.text
    await ann.taps("🗑 Cancel request", ann.card(1))
    question = ann.last
    now = question.buttons["🗑 Yes, cancel it"]
    for _ in range(2):
        await ann.taps_data(now, question)
        assert question.text == "⚪ Request #1 is cancelled."
    await sent.news()
    assert sent.tickets.tickets[1].state is TicketState.CANCELLED
    for somebody in (ann, bob):
        assert "Cancelled" in somebody.card(1).text
    assert "🗑 Cancel request" not in ann.card(1).buttons


@pytest.mark.parametrize("by_button", [True, False])
async def test_a_correction_may_be_called_off(sent: World, ann: Talker, *, by_button: bool) -> None:
    await ann.taps("✏️ Correct", ann.card(1))
    await ann.taps("✏️ What", ann.last)
    await (ann.taps("✖️ Cancel", ann.last) if by_button else ann.says("/cancel"))
    assert "stays as it is" in ann.last.text
    await ann.says("Door")
    assert sent.tickets.tickets[1].title == "Lapm"


async def test_keeping_one_request_leaves_the_correction_of_another(sent: World, ann: Talker) -> None:
    await ann.reports("Door", "Room 1")
    await sent.news()
    await ann.taps("🗑 Cancel request", ann.card(1))
    question = ann.last
    await ann.taps("✏️ Correct", ann.card(2))
    await ann.taps("✏️ What", ann.last)
    await ann.taps("Keep it", question)
    await ann.says("Gate")
    assert [ticket.title for ticket in sent.tickets.tickets.values()] == ["Lapm", "Gate"]


async def test_keeping_a_request_does_not_stop_its_correction(sent: World, ann: Talker) -> None:
    await ann.taps("🗑 Cancel request", ann.card(1))
    question = ann.last
    await ann.taps("✏️ Correct", ann.card(1))
    await ann.taps("✏️ What", ann.last)
    await ann.taps("Keep it", question)
    await ann.says("Lamp, on the left")
    assert sent.tickets.tickets[1].title == "Lamp, on the left"


async def test_what_somebody_works_on_is_corrected_no_more(sent: World, ann: Talker, bob: Talker) -> None:
    correct = ann.card(1).buttons["✏️ Correct"]
    await ann.taps("✏️ Correct", ann.card(1))
    menu = ann.last
    urgency = menu.buttons["⏱ Urgency"]
    await ann.taps("✏️ What", menu)
    await bob.taps("🙋 Take", bob.card(1))
    await sent.news()
    assert "✏️ Correct" not in ann.card(1).buttons
    await ann.says("Lamp")
    assert "Somebody is working on it" in ann.last.text
    assert "Somebody is working on it" in (await ann.taps_data(correct, ann.card(1))).text
    await ann.taps_data(urgency, menu)
    await ann.taps("🔴 Urgent", menu)
    assert "Somebody is working on it" in menu.text
    assert sent.tickets.tickets[1].title == "Lapm"
    assert sent.tickets.tickets[1].state is TicketState.IN_PROGRESS


async def test_what_somebody_works_on_is_taken_back_only_by_who_knows_it(
    sent: World, ann: Talker, bob: Talker
) -> None:
    await ann.taps("🗑 Cancel request", ann.card(1))
    question = ann.last
    assert "Nobody is working on it" in question.text
    await bob.taps("🙋 Take", bob.card(1))
    await sent.news()
    await ann.taps("🗑 Yes, cancel it", question)
    assert "Somebody is working on it already" in question.text
    assert not sent.tickets.tickets[1].done
    await ann.taps("🗑 Yes, cancel it", question)
    assert sent.tickets.tickets[1].state is TicketState.CANCELLED
    await sent.news()
    assert "cancelled #1" in bob.last.text
    assert "🗑 Cancel request" not in ann.card(1).buttons


async def test_a_reply_elsewhere_is_no_correction(sent: World, ann: Talker) -> None:
    await ann.reports("Door")
    await ann.taps("✏️ Correct", ann.card(1))
    await ann.taps("📍 Where", ann.last)
    await ann.replies(ann.card(2), "It squeaks")
    assert sent.tickets.comments[2][0].text == "It squeaks"
    await ann.says("Room 3")
    assert sent.tickets.tickets[1].location == "Room 3"
