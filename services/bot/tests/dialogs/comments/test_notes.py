"""What the desk's people write on a ticket stays among them, unless they send it to the reporter."""

from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor, photo
from bot_testing.world import World

SECRET = "He broke it himself"


def said(world: World) -> list[tuple[str, bool]]:
    return [(comment.text, comment.internal) for comment in world.tickets.comments[1]]


async def test_a_reply_of_staff_is_a_note_and_nobody_else_ever_reads_it(
    taken: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    fay = talker(30, "Fay")
    await fay.says("/start")
    taken.tickets.followers[1] = {taken.users.named("Fay")}
    await ann.says("/my")
    shown = bob.card(1)
    await bob.replies(shown, SECRET)
    assert bob.last.text == "🔒 Noted on #1. Only staff see it."
    assert said(taken) == [(SECRET, True)]
    await taken.news()
    await bob.answers(bob.card(1), "I am on it")
    await bob.taps("✅ Send")
    await taken.news()
    await ann.replies(ann.last, "Good")
    await ann.says("/my")
    await ann.says("#1")
    for action in ("a", "o", "p", "m"):
        await ann.taps_data(f"t:{action}:1::0", ann.last)
    await ann.taps_data("h:1:0", ann.last)
    await bob.taps("✅ Resolve", bob.card(1))
    await taken.news()
    read = [message.text for each in (ann, fay) for message in each.chat]
    assert any("I am on it" in text for text in read)
    assert all(SECRET not in text for text in read)
    assert SECRET not in bob.card(1).text, "cards are the same to all"
    await bob.taps_data("t:a:1::0", bob.card(1))
    assert f"for staff only:\n{SECRET}" in bob.last.text


async def test_a_note_can_be_told_to_the_reporter_too(taken: World, ann: Talker, bob: Talker) -> None:
    await bob.replies(bob.card(1), "It takes a week")
    note = bob.last
    tell = note.buttons["✉️ Tell the reporter, too"]
    await bob.taps("✉️ Tell", note)
    assert note.text == "The reporter of #1 will read:\n\nIt takes a week"
    await bob.taps("✅ Send", note)
    await taken.news()
    assert "It takes a week" in ann.last.text
    assert said(taken) == [("It takes a week", True), ("It takes a week", False)]
    taken.users.drop(bob.id)
    assert (await bob.taps_data(tell, note)).text == "This request does not exist, or is not yours to see."
    assert len(said(taken)) == 2


async def test_what_was_meant_for_the_reporter_can_stay_a_note(
    taken: World, ann: Talker, bob: Talker
) -> None:
    await bob.answers(bob.card(1), SECRET)
    assert list(bob.last.buttons) == ["✅ Send", "✖️ Cancel", "🔒 Make it a note"]
    await bob.taps("🔒 Make it a note", bob.last)
    assert said(taken) == [(SECRET, True)]
    await taken.news()
    assert all(SECRET not in message.text for message in ann.chat)


def reply_to(bob: Talker) -> dict[str, object]:
    return {"message_id": bob.card(1).id, "date": bob.clock, "chat": {"id": bob.id, "type": "private"}}


async def shown_to(talker: Talker, ticket: int = 1) -> list[str]:
    """Open the ticket's attachments; return the ids of those that came."""
    count = len(talker.chat)
    await talker.taps_data(f"t:p:{ticket}::0", talker.card(1))
    return [shown.arguments["photo"] for shown in talker.chat[count:] if "photo" in shown.arguments]


async def test_a_note_has_files_that_the_reporter_never_gets(
    taken: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    fay = talker(30, "Fay")
    await fay.says("/start")
    taken.tickets.followers[1] = {taken.users.named("Fay")}
    await bob.sends_photo("P1", caption="See", reply_to_message=reply_to(bob))
    assert bob.last.text == "🔒 Noted on #1. Only staff see it."
    assert said(taken)[0][1], "it is a note"
    assert [file.internal for file in await taken.files.list(1, limit=9, internal=True)] == [True]
    await ann.says("/my")
    await ann.says("#1")
    counts = len(ann.chat), len(fay.chat)
    await taken.news()
    assert (len(ann.chat), len(fay.chat)) == counts
    assert await shown_to(bob) == ["P1"]
    for each in (ann, fay):
        data = each.last
        before = len(each.chat)
        assert "nothing here that can be shown" in (await each.taps_data("t:p:1::0", data)).text
        assert "nothing here that can be shown" in (await each.taps_data("f:1:0", data)).text
        assert len(each.chat) == before
    assert all("P1" not in str(shown.arguments) for each in (ann, fay) for shown in each.chat)


async def test_the_button_for_notes_takes_albums_too(taken: World, ann: Talker, bob: Talker) -> None:
    await bob.taps_data("t:e:1::0", bob.card(1))
    for file_id, more in (("P1", {"caption": "Both"}), ("P2", {}), ("P3", {"caption": "And this"})):
        await bob.sends_photo(file_id, media_group_id="A", **more)
    files = await taken.files.list(1, limit=9, internal=True)
    assert [(file.telegram_file_id, file.internal) for file in files] == [
        ("P1", True),
        ("P2", True),
        ("P3", True),
    ]
    assert all(internal for _, internal in said(taken))
    assert "nothing here that can be shown" in (await ann.taps_data("t:p:1::0", ann.last)).text


async def test_files_for_the_reporter_are_shown_before_and_can_stay_a_note(
    taken: World, ann: Talker, bob: Talker
) -> None:
    await bob.taps("✍️", bob.card(1))
    await bob.sends_photo("P1", caption="See")
    assert bob.last.text.startswith("The reporter of #1 will read:\n\nSee")
    await bob.taps("🔒 Make it a note", bob.last)
    assert [file.internal for file in await taken.files.list(1, limit=9, internal=True)] == [True]
    note = bob.last
    await bob.taps("✉️ Tell", note)
    await bob.taps("✅ Send", note)
    assert [file.internal for file in await taken.files.list(1, limit=9, internal=True)] == [True, False]
    await taken.news()
    assert "See" in ann.last.text
    assert [file.telegram_file_id for file in await taken.files.list(1, limit=9)] == ["P1"]


async def test_an_edited_note_keeps_its_files_inside(taken: World, bob: Talker) -> None:
    taken.contents |= {"P1": b"one", "P2": b"two"}
    update = bob.message(photo=photo("P1"), caption="See", reply_to_message=reply_to(bob))
    await taken.feed(update)
    await bob.edits(update["message"]["message_id"], photo=photo("P2"), caption="Look")
    assert said(taken)[0][0].startswith("Look")
    files = await taken.files.list(1, limit=9, internal=True)
    assert [(file.telegram_file_id, file.internal) for file in files] == [("P1", True), ("P2", True)]


async def test_notes_are_asked_for_behind_more(taken: World, bob: Talker) -> None:
    await bob.taps("More", bob.card(1))
    await bob.taps("🔒 Note", bob.card(1))
    number = await bob.says("Ask the caretaker")
    assert said(taken) == [("Ask the caretaker", True)]
    await bob.edits(number + 1, text="Ask the caretaker first")
    assert said(taken) == [("Ask the caretaker first", True)]
    await bob.taps("🔒 Note", bob.card(1))
    await bob.says("/cancel")
    assert bob.last.text == "All right, no note on #1."


async def test_who_has_the_ticket_hears_of_a_colleagues_note(
    taken: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    dana = talker(40, "Dana")
    await dana.says("/start")
    taken.users.promote(taken.users.named("Dana"), Role.DISPATCHER)
    await dana.says("#1")
    await dana.replies(dana.last, SECRET)
    count = len(ann.chat)
    await taken.news()
    assert bob.last.text == f"🔒 Dana on #1 “Lamp”, for staff only:\n\n{SECRET}"
    assert len(ann.chat) == count
    # Whoever lost the role meanwhile still has the ticket, and reads no more notes.
    await dana.replies(dana.card(1), "Another one")
    taken.users.drop(bob.id)
    count = len(bob.chat)
    await taken.news()
    assert len(bob.chat) == count
