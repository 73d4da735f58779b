"""What was said can be put differently, or taken back, and so can what others were told of it."""

from datetime import timedelta

from bot_service.domain.comments.comment import WITHDRAWN
from bot_service.domain.people.person import Role
from bot_testing.shown import Shown
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World

WRONG, RIGHT = "We come at 10", "We come at 12"


async def follower(world: World, talker: TalkerFor) -> Talker:
    fay = talker(30, "Fay")
    await fay.says("/start")
    world.tickets.followers[1] = {world.users.named("Fay")}
    return fay


async def told(world: World, bob: Talker) -> int:
    """Have Bob write the wrong thing to the reporter; return the number of his message."""
    label = next(label for label in bob.card(1).buttons if label.startswith("✍️"))
    await bob.taps(label, bob.card(1))
    update = bob.message(text=WRONG)
    await world.feed(update)
    await bob.taps("✅ Send")
    await world.news()
    return int(update["message"]["message_id"])


async def test_an_edit_changes_what_everybody_was_told(
    taken: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    fay = await follower(taken, talker)
    message = await told(taken, bob)
    assert all(WRONG in each.last.text for each in (ann, fay))
    counts = len(ann.chat), len(fay.chat)
    await bob.edits(message, text=RIGHT)
    await taken.news()
    assert (len(ann.chat), len(fay.chat)) == counts, "they had just been told"
    for each in (ann, fay):
        assert RIGHT in each.last.text
        assert WRONG not in each.last.text
    taken.now += timedelta(minutes=10)
    await bob.edits(message, text="We come tomorrow")
    await taken.news()
    assert len(ann.chat) == counts[0] + 1, "who has read it is called again"
    assert "corrected" in ann.last.text
    assert ["We come tomorrow" in shown.text for shown in ann.chat[-2:]] == [True, True]
    await bob.edits(message, text=RIGHT)
    await taken.news()
    assert [RIGHT in shown.text for shown in ann.chat[-2:]] == [True, True], "both messages tell of it"


async def test_a_correction_of_the_reporter_changes_what_staff_were_told(
    taken: World, ann: Talker, bob: Talker
) -> None:
    update = ann.message(
        text=WRONG,
        reply_to_message={
            "message_id": ann.chat[-1].id,
            "date": ann.clock,
            "chat": {"id": 7, "type": "private"},
        },
    )
    await taken.feed(update)
    await taken.news()
    shown, count = bob.last, len(bob.chat)
    assert WRONG in shown.text
    await ann.edits(update["message"]["message_id"], text=RIGHT)
    await taken.news()
    assert len(bob.chat) == count
    assert RIGHT in shown.text
    assert WRONG not in shown.text


async def test_the_button_edits_what_the_bot_no_longer_remembers(
    taken: World, ann: Talker, bob: Talker
) -> None:
    await told(taken, bob)
    sent = bob.last
    for number in range(12):
        await bob.replies(bob.card(1), f"Note {number}")
    await bob.taps("✏️ Edit", sent)
    assert WRONG in bob.last.text
    await bob.sends_photo("P1", caption="See")
    assert "words" in bob.last.text
    await bob.says(RIGHT)
    assert bob.last.text == f"✏️ Corrected on #1:\n\n{RIGHT}"
    await taken.news()
    assert RIGHT in ann.last.text
    assert taken.tickets.comments[1][0].text == RIGHT


async def test_what_was_taken_back_is_gone_from_every_chat(
    taken: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    fay = await follower(taken, talker)
    await told(taken, bob)
    sent = bob.last
    await bob.taps("↩️ Take back", sent)
    await bob.taps("Keep it", sent)
    assert list(sent.buttons) == ["✏️ Edit", "↩️ Take back"]
    await bob.taps("↩️ Take back", sent)
    again = sent.buttons["↩️ Yes, take it back"]
    await bob.taps("↩️ Yes", sent)
    assert "deleted for everybody" in sent.text
    assert sent.buttons == {}
    await taken.news()
    for each in (ann, fay, bob):
        assert all(WRONG not in shown.text for shown in each.chat)
    assert WITHDRAWN not in ann.card(1).text
    await bob.taps_data("H:1:0", sent)
    assert "Took back what they had written" in sent.text
    assert WRONG in sent.text, "staff read it in the history"
    assert "taken back already" in (await bob.taps_data(again, sent)).text


async def test_after_two_days_people_read_that_it_was_taken_back(
    taken: World, ann: Talker, bob: Talker
) -> None:
    await told(taken, bob)
    sent, shown = bob.last, ann.last
    taken.now += timedelta(hours=48, minutes=1)
    await bob.taps("↩️ Take back", sent)
    await bob.taps("↩️ Yes", sent)
    assert "more than 48 hours ago" in sent.text
    await taken.news()
    assert shown.text == "↩️ This message was taken back."


def pictures(of: Talker) -> list[object]:
    return [shown.arguments["photo"] for shown in of.chat if shown.method == "sendPhoto"]


async def shown(world: World, bob: Talker) -> Shown:
    """Have Bob send two pictures with his words, the second once they are out; return what he is told."""
    await bob.taps("✍️ Reply", bob.card(1))
    await bob.sends_photo("one", media_group_id="a", caption=WRONG)
    await bob.taps("✅ Send")
    sent = bob.last
    await bob.sends_photo("two", media_group_id="a")
    await world.news()
    return sent


async def test_the_pictures_that_came_along_are_gone_as_well(
    taken: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    fay = await follower(taken, talker)
    sent = await shown(taken, bob)
    taken.tickets.change(1, follower_count=1)
    await bob.taps("✍️ Reply", bob.card(1))
    await bob.sends_photo("three", caption=RIGHT)
    await bob.taps("✅ Send")
    assert pictures(ann) == ["one", "two", "three"]
    await bob.taps("↩️ Take back", sent)
    await bob.taps("↩️ Yes", sent)
    assert "stays on the request, under “📷 Show photos”" in sent.text
    await taken.news()
    assert pictures(ann) == ["three"], "that came along with other words"
    assert pictures(fay) == ["three"]
    assert all(WRONG not in each.text for each in ann.chat)


async def test_pictures_that_telegram_deletes_no_more_stay_and_that_is_said(
    taken: World, ann: Talker, bob: Talker
) -> None:
    sent = await shown(taken, bob)
    taken.now += timedelta(hours=48, minutes=1)
    await bob.taps("↩️ Take back", sent)
    await bob.taps("↩️ Yes", sent)
    assert "stays where people got it" in sent.text
    await taken.news()
    assert pictures(ann) == ["one", "two"]


async def test_what_is_taken_back_before_it_was_told_is_never_told(
    taken: World, ann: Talker, bob: Talker
) -> None:
    label = next(label for label in bob.card(1).buttons if label.startswith("✍️"))
    await bob.taps(label, bob.card(1))
    await bob.says(WRONG)
    await bob.taps("✅ Send")
    await bob.taps("↩️ Take back")
    await bob.taps("↩️ Yes")
    count = len(ann.chat)
    await taken.news()
    assert len(ann.chat) == count


async def test_notes_too_and_nobody_elses(taken: World, bob: Talker, ann: Talker, talker: TalkerFor) -> None:
    dora = talker(22, "Dora")
    await dora.says("/start")
    taken.users.promote(taken.users.named("Dora"), Role.DISPATCHER)
    await dora.taps_data("t:e:1::0", bob.card(1))
    await dora.says("Secret")
    await taken.news()
    noted, told_bob = dora.last, bob.last
    assert "Secret" in told_bob.text
    await dora.taps("✏️ Edit", noted)
    await dora.says("Secret, really")
    await taken.news()
    assert "Secret, really" in told_bob.text
    for data in list(noted.buttons.values()):
        if data.startswith("s:"):
            assert "not yours" in (await bob.taps_data(data, bob.card(1))).text
            assert "not" in (await ann.taps_data(data, ann.last)).text
    await dora.taps("↩️ Take back", noted)
    await dora.taps("↩️ Yes", noted)
    await taken.news()
    assert told_bob not in bob.chat
    assert noted.text == "↩️ Note taken back on #1. What it said stays in the history."
    assert all("Secret" not in shown.text for shown in ann.chat)


async def test_the_reporter_is_told_what_a_note_says_now(taken: World, bob: Talker) -> None:
    await bob.replies(bob.card(1), WRONG)
    note = bob.last
    await bob.taps("✏️", note)
    await bob.says(RIGHT)
    await bob.taps("✉️", note)
    preview = taken.chats[bob.id][note.id]
    assert RIGHT in preview.text
    assert WRONG not in preview.text


async def test_what_was_taken_back_is_told_to_nobody(taken: World, bob: Talker) -> None:
    await bob.replies(bob.card(1), WRONG)
    note = bob.last
    await bob.taps("✏️", note)
    await bob.says(RIGHT)
    await bob.taps("↩️", bob.last)
    await bob.taps("↩️", bob.last)
    await bob.taps("✉️", note)
    assert "✅ Send" not in taken.chats[bob.id][note.id].buttons
