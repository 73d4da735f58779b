"""Edits: followed while a request is unsent, a version of a comment afterwards, else a sentence that says so."""

from datetime import timedelta

from bot_testing.talker import Json, Talker, photo
from bot_testing.world import World

PLACE: Json = {"latitude": 1.0, "longitude": 2.0}


async def said(talker: Talker, **content: object) -> int:
    """Send a message and return its own number."""
    update = talker.message(**content)
    await talker.world.feed(update)
    return int(update["message"]["message_id"])


async def sent(world: World, ann: Talker) -> None:
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await world.news()


async def new(world: World, ann: Talker, text: str = "Lamp") -> None:
    await ann.says("/new")
    await ann.says(text)
    await sent(world, ann)


async def test_a_picture_that_was_replaced_is_replaced(world: World, ann: Talker) -> None:
    world.contents |= {"old": b"wrong room", "new": b"right room", "other": b"tap"}
    first = await said(ann, photo=photo("old"), caption="It leaks")
    await said(ann, photo=photo("other"))
    await ann.taps("📝 New request")
    await ann.edits(first, photo=photo("new"), caption="It leaks")
    assert "Where is it?" in ann.last.text, "the question that is open is asked anew"
    await sent(world, ann)
    assert [each.telegram_file_id for each in await world.files.list(1, limit=9)] == ["new", "other"]


async def test_a_picture_without_a_word_too(world: World, ann: Talker) -> None:
    world.contents |= {"old": b"wrong room", "new": b"right room"}
    first = await said(ann, photo=photo("old"))
    await ann.edits(first, photo=photo("new"))
    await ann.says("It leaks")
    await sent(world, ann)
    assert [each.telegram_file_id for each in await world.files.list(1, limit=9)] == ["new"]


async def test_at_the_preview_what_was_shown_before_cannot_be_sent(world: World, ann: Talker) -> None:
    world.contents |= {"old": b"wrong room", "new": b"right room"}
    first = await said(ann, photo=photo("old"), caption="It leaks")
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
    await new(world, ann)
    await ann.says("/new")
    await ann.says("Tap")
    place = await said(ann, text="Room 1")
    await ann.edits(place, text="Room 2")
    assert "How urgent" in ann.last.text
    await ann.taps("🟡 Normal")
    assert "Room 2" in ann.last.text
    await ann.edits(place, text="Room 3")
    assert "Room 3" in ann.last.text
    await ann.taps("📍")
    again = await said(ann, text="Room 4")
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
    first = await said(ann, text="Lapm")
    second = await said(ann, text="in the hall")
    await ann.edits(first, text="Lamp")
    assert "Lamp\nin the hall" in ann.last.text
    await ann.edits(second, text="in the corridor")
    assert "Lamp\nin the corridor" in ann.last.text
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✏️")
    third = await said(ann, text="Both lamps")
    await ann.edits(first, text="Lamp!")
    assert "came too late" in ann.last.text, "its words are no longer part of it"
    await ann.edits(third, text="All lamps")
    await ann.taps("✅ Send")
    assert world.tickets.tickets[1].title == "All lamps"


async def test_a_caption_that_was_taken_away(world: World, ann: Talker) -> None:
    world.contents["p1"] = b"jpeg"
    first = await said(ann, photo=photo("p1"), caption="It leaks")
    await ann.edits(first, photo=photo("p1"))
    assert "What is wrong?" in ann.last.text
    await ann.says("It drips")
    assert "Where is it?" in ann.last.text


async def test_what_came_with_the_command_is_followed_without_it(world: World, ann: Talker) -> None:
    first = await said(ann, text="/new Lapm")
    await ann.edits(first, text="/new Lamp")
    await sent(world, ann)
    assert world.tickets.tickets[1].title == "Lamp"


async def test_an_edit_that_changes_nothing_is_no_news(ann: Talker) -> None:
    first = await said(ann, text="See https://example.com")
    count = len(ann.chat)
    await ann.edits(first, text="See https://example.com", link_preview_options={"is_disabled": False})
    assert len(ann.chat) == count


async def test_a_moving_place_is_no_edit(ann: Talker) -> None:
    first = await said(ann, location=PLACE | {"live_period": 900})
    count = len(ann.chat)
    await ann.edits(first, location=PLACE | {"live_period": 900, "latitude": 1.1})
    assert len(ann.chat) == count


async def test_an_edit_while_a_comment_is_being_written_leaves_that_alone(world: World, ann: Talker) -> None:
    await new(world, ann)
    first = await said(ann, text="Tapp")
    await ann.taps("💬 Comment", ann.card(1))
    await ann.edits(first, text="Tap")
    assert "Tap" in ann.last.text
    await ann.says("It flickers")
    assert [comment.text for comment in world.tickets.comments[1]] == ["It flickers"]


async def test_a_sent_comment_gets_another_version(world: World, ann: Talker, bob: Talker) -> None:
    await new(world, ann)
    await bob.taps("🙋 Take", bob.card(1))
    first = await said(ann, text="The left lmap", reply_to_message=reply_to(ann))
    await world.news()
    await ann.edits(first, text="The left lamp")
    assert "Corrected on request #1" in ann.last.text
    await world.news()
    assert [comment.text for comment in world.tickets.comments[1]] == ["The left lamp"]
    assert "The left lamp" in bob.card(1).text
    await ann.edits(first, text="The right lamp")
    assert [comment.text for comment in world.tickets.comments[1]] == ["The right lamp"]
    count = len(ann.chat)
    await ann.edits(first, text="The right lamp")
    assert len(ann.chat) == count
    await ann.edits(first, text="x" * 4_001)
    assert "too long" in ann.last.text


async def test_whoever_read_the_first_version_hears_of_the_next(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await new(world, ann)
    first = await said(ann, text="Room 124", reply_to_message=reply_to(ann))
    await world.news()
    told = gus.last
    count = len(gus.chat)
    await ann.edits(first, text="Room 214")
    await world.news()
    assert "Room 214" in told.text, "what grows while nobody has it is corrected where it stands"
    assert len(gus.chat) == count
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✍️ Reply", bob.card(1))
    answer = await said(bob, text="At 3")
    await bob.taps("✅ Send")
    await world.news()
    world.now += timedelta(minutes=5)
    await bob.edits(answer, text="At 4")
    await world.news()
    assert "Bob corrected a message about your request #1" in ann.last.text
    assert "At 4" in ann.last.text
    await ann.edits(first, text="Room 241")
    await world.news()
    assert "Ann corrected a message on #1" in bob.last.text
    assert "Room 241" in bob.last.text


async def test_a_picture_of_a_sent_comment_that_was_replaced_joins_the_request(
    world: World, ann: Talker
) -> None:
    await new(world, ann)
    world.contents |= {"old": b"wrong", "new": b"right"}
    first = await said(ann, photo=photo("old"), caption="Here", reply_to_message=reply_to(ann))
    await ann.edits(first, photo=photo("new"), caption="Here, look")
    assert "Corrected" in ann.last.text
    assert [each.telegram_file_id for each in await world.files.list(1, limit=9)] == ["old", "new"]
    assert world.tickets.comments[1][0].text.startswith("Here, look\n📎 photo-")


async def test_the_parts_of_an_album_are_edited_singly(world: World, ann: Talker) -> None:
    await new(world, ann)
    world.contents |= {name: name.encode() for name in ("a", "b", "c")}
    reply = reply_to(ann)
    first = await said(ann, photo=photo("a"), caption="Two", reply_to_message=reply, media_group_id="g")
    second = await said(ann, photo=photo("b"), reply_to_message=reply, media_group_id="g")
    await ann.edits(second, photo=photo("c"), media_group_id="g")
    await ann.edits(first, photo=photo("a"), caption="Both", media_group_id="g")
    assert world.tickets.comments[1][0].text.startswith("Both\n📎 photo-")
    assert [each.telegram_file_id for each in await world.files.list(1, limit=9)] == ["a", "b", "c"]


async def test_a_reply_that_waits_for_send_is_edited(world: World, ann: Talker, bob: Talker) -> None:
    await new(world, ann)
    await bob.taps("✍️ Reply", bob.card(1))
    first = await said(bob, text="Wich floor?")
    await bob.edits(first, text="Which floor?")
    assert "will read" in bob.last.text
    assert "Which floor?" in bob.last.text
    await bob.taps("✅ Send")
    assert [comment.text for comment in world.tickets.comments[1]] == ["Which floor?"]
    await bob.edits(first, text="Which floor is it?")
    assert "Corrected on request #1" in bob.last.text
    assert [comment.text for comment in world.tickets.comments[1]] == ["Which floor is it?"]


async def test_a_comment_on_a_closed_request_stays_as_it_is(world: World, ann: Talker, bob: Talker) -> None:
    await new(world, ann)
    first = await said(ann, text="Hm", reply_to_message=reply_to(ann))
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    await ann.taps("👍")
    await ann.edits(first, text="Hm!")
    assert "takes no more" in ann.last.text or "closed" in ann.last.text
    assert [comment.text for comment in world.tickets.comments[1]] == ["Hm"]


async def test_an_edit_of_what_was_sent_corrects_it(world: World, ann: Talker, bob: Talker) -> None:
    first = await said(ann, text="Lamp")
    await ann.taps("📝 New request")
    await said(ann, text="Room 1")
    second = await said(ann, text="It is dark")
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
    first = await said(ann, photo=photo("a1"), caption="It leaks", media_group_id="a")
    await said(ann, photo=photo("a2"), media_group_id="a")
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
    place = await said(ann, text="Room 1")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await ann.edits(place, text="Room 2")
    assert world.tickets.tickets[1].location == "Room 2"


async def test_when_somebody_works_on_it_the_edit_comes_too_late(
    world: World, ann: Talker, bob: Talker
) -> None:
    first = await said(ann, text="Lamp")
    await ann.taps("📝 New request")
    await sent(world, ann)
    await bob.taps("🙋 Take", bob.card(1))
    await ann.edits(first, text="Lamps")
    assert ann.last.text.startswith("Somebody is working on it already.")
    assert world.tickets.tickets[1].title == "Lamp"


async def test_an_edit_that_leaves_no_words_is_refused(world: World, ann: Talker) -> None:
    first = await said(ann, text="Lamp")
    await ann.taps("📝 New request")
    await sent(world, ann)
    await ann.edits(first, photo=photo("p9"))
    assert world.tickets.tickets[1].title == "Lamp"


def reply_to(talker: Talker) -> Json:
    card = talker.card(1)
    return {"message_id": card.id, "date": talker.clock, "chat": talker._chat(), "text": card.text}


async def test_what_was_added_to_a_request_is_corrected_there(world: World, ann: Talker, bob: Talker) -> None:
    await new(world, ann)
    await bob.answers(bob.card(1), "Which floor?")
    await bob.taps("✅ Send")
    await world.news()
    first = await said(ann, text="The fisrt")
    second = await said(ann, text="or the second")
    await ann.edits(first, text="The first")
    await ann.taps("➕ Add to #1")
    assert [comment.text for comment in world.tickets.comments[1]][1:] == ["The first\nor the second"]
    await ann.edits(second, text="not the second")
    assert "Corrected on request #1" in ann.last.text
    assert [comment.text for comment in world.tickets.comments[1]][1:] == ["The first\nnot the second"]
