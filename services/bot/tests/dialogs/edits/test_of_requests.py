"""Messages that are put differently after they became a request that was sent."""

from bot_testing.talker import Talker, photo
from bot_testing.world import World

from .editing import sent


async def test_an_edit_of_what_was_sent_corrects_it(world: World, ann: Talker, bob: Talker) -> None:
    first = await ann.writes(text="Lamp")
    await ann.taps("📝 New request")
    await ann.writes(text="Room 1")
    second = await ann.writes(text="It is dark")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await world.news()
    await ann.edits(first, text="Lamp by the door", entities=[{"type": "bold", "offset": 0, "length": 4}])
    assert ann.last.text == "✏️ Request #1 is corrected."
    await ann.edits(second, text="It is dark here")
    ticket = world.tickets.tickets[1]
    assert (ticket.title, ticket.description) == ("Lamp by the door", "Lamp by the door\nIt is dark here")
    assert len(ticket.description_marks) == 1
    await world.news()
    assert "It is dark here" in bob.card(1).text
    count = len(ann.chat)
    await ann.edits(first, text="Lamp by the door", entities=[{"type": "bold", "offset": 0, "length": 4}])
    assert len(ann.chat) == count, "nothing changed"


async def test_an_edit_of_the_caption_of_an_album_that_was_sent(world: World, ann: Talker) -> None:
    world.contents |= {"a1": b"one", "a2": b"two", "a3": b"three"}
    first = await ann.writes(photo=photo("a1"), caption="It leaks", media_group_id="a")
    await ann.writes(photo=photo("a2"), media_group_id="a")
    await ann.taps("📝 New request")
    await sent(world, ann)
    await ann.edits(first, photo=photo("a1"), caption="It leaks badly", media_group_id="a")
    ticket = world.tickets.tickets[1]
    assert ticket.title == "It leaks badly"
    assert [each.telegram_file_id for each in await world.files.list(1, limit=9)] == ["a1", "a2"]
    await ann.edits(first, photo=photo("a3"), caption="It leaks badly", media_group_id="a")
    assert [each.telegram_file_id for each in await world.files.list(1, limit=9)] == ["a1", "a2", "a3"]


async def test_an_edit_of_its_place_after_it_was_sent(world: World, ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Tap")
    place = await ann.writes(text="Room 1")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await ann.edits(place, text="Room 2")
    assert world.tickets.tickets[1].location == "Room 2"


async def test_when_somebody_works_on_it_the_edit_comes_too_late(
    world: World, ann: Talker, bob: Talker
) -> None:
    first = await ann.writes(text="Lamp")
    await ann.taps("📝 New request")
    await sent(world, ann)
    await bob.taps("🙋 Take", bob.card(1))
    await ann.edits(first, text="Lamps")
    assert ann.last.text.startswith("Somebody is working on it already.")
    assert world.tickets.tickets[1].title == "Lamp"


async def test_an_edit_that_leaves_no_words_is_refused(world: World, ann: Talker) -> None:
    first = await ann.writes(text="Lamp")
    await ann.taps("📝 New request")
    await sent(world, ann)
    await ann.edits(first, photo=photo("p9"))
    assert world.tickets.tickets[1].title == "Lamp"
