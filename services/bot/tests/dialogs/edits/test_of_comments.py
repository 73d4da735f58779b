"""Messages that are put differently after they became comments."""

from datetime import timedelta

from bot_testing.talker import Json, Talker, photo
from bot_testing.world import World


async def test_an_edit_while_a_comment_is_being_written_leaves_that_alone(world: World, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    first = await ann.writes(text="Tapp")
    await ann.taps("💬 Comment", ann.card(1))
    await ann.edits(first, text="Tap")
    assert "Tap" in ann.last.text
    await ann.says("It flickers")
    assert [comment.text for comment in world.tickets.comments[1]] == ["It flickers"]


async def test_a_sent_comment_gets_another_version(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    first = await ann.writes(text="The left lmap", reply_to_message=reply_to(ann))
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
    await ann.reports()
    await world.news()
    first = await ann.writes(text="Room 124", reply_to_message=reply_to(ann))
    await world.news()
    told = gus.last
    count = len(gus.chat)
    await ann.edits(first, text="Room 214")
    await world.news()
    assert "Room 214" in told.text, "what grows while nobody has it is corrected where it stands"
    assert len(gus.chat) == count
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✍️ Reply", bob.card(1))
    answer = await bob.writes(text="At 3")
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
    await ann.reports()
    await world.news()
    world.contents |= {"old": b"wrong", "new": b"right"}
    first = await ann.writes(photo=photo("old"), caption="Here", reply_to_message=reply_to(ann))
    await ann.edits(first, photo=photo("new"), caption="Here, look")
    assert "Corrected" in ann.last.text
    assert [each.telegram_file_id for each in await world.files.list(1, limit=9)] == ["old", "new"]
    assert world.tickets.comments[1][0].text.startswith("Here, look\n📎 photo-")


async def test_the_parts_of_an_album_are_edited_singly(world: World, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    world.contents |= {name: name.encode() for name in ("a", "b", "c")}
    reply = reply_to(ann)
    first = await ann.writes(photo=photo("a"), caption="Two", reply_to_message=reply, media_group_id="g")
    second = await ann.writes(photo=photo("b"), reply_to_message=reply, media_group_id="g")
    await ann.edits(second, photo=photo("c"), media_group_id="g")
    await ann.edits(first, photo=photo("a"), caption="Both", media_group_id="g")
    assert world.tickets.comments[1][0].text.startswith("Both\n📎 photo-")
    assert [each.telegram_file_id for each in await world.files.list(1, limit=9)] == ["a", "b", "c"]


async def test_a_reply_that_waits_for_send_is_edited(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("✍️ Reply", bob.card(1))
    first = await bob.writes(text="Wich floor?")
    await bob.edits(first, text="Which floor?")
    assert "will read" in bob.last.text
    assert "Which floor?" in bob.last.text
    await bob.taps("✅ Send")
    assert [comment.text for comment in world.tickets.comments[1]] == ["Which floor?"]
    await bob.edits(first, text="Which floor is it?")
    assert "Corrected on request #1" in bob.last.text
    assert [comment.text for comment in world.tickets.comments[1]] == ["Which floor is it?"]


async def test_a_comment_on_a_closed_request_stays_as_it_is(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    first = await ann.writes(text="Hm", reply_to_message=reply_to(ann))
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    await ann.taps("👍")
    await ann.edits(first, text="Hm!")
    assert "takes no more" in ann.last.text or "closed" in ann.last.text
    assert [comment.text for comment in world.tickets.comments[1]] == ["Hm"]


def reply_to(talker: Talker) -> Json:
    card = talker.card(1)
    return {"message_id": card.id, "date": talker.clock, "chat": talker._chat(), "text": card.text}


async def test_what_was_added_to_a_request_is_corrected_there(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.answers(bob.card(1), "Which floor?")
    await bob.taps("✅ Send")
    await world.news()
    first = await ann.writes(text="The fisrt")
    second = await ann.writes(text="or the second")
    await ann.edits(first, text="The first")
    await ann.taps("➕ Add to #1")
    assert [comment.text for comment in world.tickets.comments[1]][1:] == ["The first\nor the second"]
    await ann.edits(second, text="not the second")
    assert "Corrected on request #1" in ann.last.text
    assert [comment.text for comment in world.tickets.comments[1]][1:] == ["The first\nnot the second"]
