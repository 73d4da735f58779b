"""Messages that are put differently while their request is unsent: followed."""

from bot_testing.talker import Talker, photo
from bot_testing.world import World

from .editing import PLACE, sent


async def test_a_picture_that_was_replaced_is_replaced(world: World, ann: Talker) -> None:
    world.contents |= {"old": b"wrong room", "new": b"right room", "other": b"tap"}
    first = await ann.writes(photo=photo("old"), caption="It leaks")
    await ann.writes(photo=photo("other"))
    await ann.taps("📝 New request")
    await ann.edits(first, photo=photo("new"), caption="It leaks")
    assert "Where is it?" in ann.last.text, "the question that is open is asked anew"
    await sent(world, ann)
    assert [each.telegram_file_id for each in await world.files.list(1, limit=9)] == ["new", "other"]


async def test_a_picture_without_a_word_too(world: World, ann: Talker) -> None:
    world.contents |= {"old": b"wrong room", "new": b"right room"}
    first = await ann.writes(photo=photo("old"))
    await ann.edits(first, photo=photo("new"))
    await ann.says("It leaks")
    await sent(world, ann)
    assert [each.telegram_file_id for each in await world.files.list(1, limit=9)] == ["new"]


async def test_at_the_preview_what_was_shown_before_cannot_be_sent(world: World, ann: Talker) -> None:
    world.contents |= {"old": b"wrong room", "new": b"right room"}
    first = await ann.writes(photo=photo("old"), caption="It leaks")
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    shown, send = ann.last, ann.last.buttons["✅ Send"]
    await ann.edits(first, photo=photo("new"), caption="It leaks badly")
    assert "It leaks badly" in ann.last.text
    answer = await ann.taps_data(send, shown)
    assert "changed" in answer.text
    await ann.taps("✅ Send")
    assert world.tickets.tickets[1].title == "It leaks badly"


async def test_a_typed_place_is_followed_until_another_one_is_chosen(world: World, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.says("/new")
    await ann.says("Tap")
    place = await ann.writes(text="Room 1")
    await ann.edits(place, text="Room 2")
    assert "How urgent" in ann.last.text
    await ann.taps("🟡 Normal")
    assert "Room 2" in ann.last.text
    await ann.edits(place, text="Room 3")
    assert "Room 3" in ann.last.text
    await ann.taps("📍")
    again = await ann.writes(text="Room 4")
    count = len(ann.chat)
    await ann.edits(place, text="Room 5")
    assert "came too late" in ann.last.text
    assert len(ann.chat) == count + 1
    await ann.edits(again, text="x" * 201)
    assert "too long for a place" in ann.last.text
    await ann.edits(again, text="Room 6")
    await ann.taps("✅ Send")
    assert world.tickets.tickets[2].location == "Room 6"


async def test_one_of_several_messages_is_followed_in_its_place(world: World, ann: Talker) -> None:
    first = await ann.writes(text="Lapm")
    second = await ann.writes(text="in the hall")
    await ann.edits(first, text="Lamp")
    assert "Lamp\nin the hall" in ann.last.text
    await ann.edits(second, text="in the corridor")
    assert "Lamp\nin the corridor" in ann.last.text
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✏️")
    third = await ann.writes(text="Both lamps")
    await ann.edits(first, text="Lamp!")
    assert "came too late" in ann.last.text, "its words are no longer part of it"
    await ann.edits(third, text="All lamps")
    await ann.taps("✅ Send")
    assert world.tickets.tickets[1].title == "All lamps"


async def test_a_caption_that_was_taken_away(world: World, ann: Talker) -> None:
    world.contents["p1"] = b"jpeg"
    first = await ann.writes(photo=photo("p1"), caption="It leaks")
    await ann.edits(first, photo=photo("p1"))
    assert "What is wrong?" in ann.last.text
    await ann.says("It drips")
    assert "Where is it?" in ann.last.text


async def test_what_came_with_the_command_is_followed_without_it(world: World, ann: Talker) -> None:
    first = await ann.writes(text="/new Lapm")
    await ann.edits(first, text="/new Lamp")
    await sent(world, ann)
    assert world.tickets.tickets[1].title == "Lamp"


async def test_an_edit_that_changes_nothing_is_no_news(ann: Talker) -> None:
    first = await ann.writes(text="See https://example.com")
    count = len(ann.chat)
    await ann.edits(first, text="See https://example.com", link_preview_options={"is_disabled": False})
    assert len(ann.chat) == count


async def test_a_moving_place_is_no_edit(ann: Talker) -> None:
    first = await ann.writes(location=PLACE | {"live_period": 900})
    count = len(ann.chat)
    await ann.edits(first, location=PLACE | {"live_period": 900, "latitude": 1.1})
    assert len(ann.chat) == count
