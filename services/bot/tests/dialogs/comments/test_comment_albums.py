"""An album on a ticket is one comment with one answer, however many updates it comes in."""

from bot_service.application.views.tickets import TicketState
from bot_testing.talker import Talker
from bot_testing.world import World

MIB = 1024 * 1024
ABOUT_ONE = {"date": 1, "chat": {"id": 7, "type": "private"}}


async def new(ann: Talker, world: World) -> None:
    await ann.says("Leak")
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await world.news()


async def shown(bob: Talker) -> list[str]:
    """Return the file ids that "Show photos" brings in one album."""
    await bob.taps("📷 Show photos", bob.card(1))
    return [media["media"] for media in bob.last.arguments["media"]]


async def test_after_the_button(world: World, ann: Talker, bob: Talker) -> None:
    await new(ann, world)
    await ann.taps("💬 Comment", ann.card(1))
    count = len(ann.chat)
    for number in range(3):
        caption = {"caption": "Look"} if number == 0 else {}
        await ann.sends_photo(f"p{number}", media_group_id="a", **caption)
    assert (len(ann.liked), len(ann.chat)) == (1, count)
    assert len(world.tickets.comments[1]) == 1
    await bob.taps("🙋 Take", bob.card(1))
    assert await shown(bob) == ["p0", "p1", "p2"]
    await ann.says("Another thing")
    assert "or something new?" in ann.last.text


async def test_as_a_reply_with_a_part_that_is_refused(world: World, ann: Talker, bob: Talker) -> None:
    await new(ann, world)
    reply = {"reply_to_message": ABOUT_ONE | {"message_id": ann.card(1).id}}
    count = len(ann.chat)
    large = {
        "file_id": "f",
        "file_unique_id": "u",
        "file_size": 21 * MIB,
        "width": 1,
        "height": 1,
        "duration": 1,
    }
    await ann.sends(video=large, media_group_id="a", **reply)
    await ann.sends_photo("p1", media_group_id="a", **reply)
    await ann.sends(video=large, media_group_id="a", **reply)
    await ann.sends_photo("p2", media_group_id="a", **reply)
    said = [shown.text for shown in ann.chat[count:]]
    assert ["20 MB" in text for text in said] == [True, True]
    assert len(ann.liked) == 1
    assert len(world.tickets.comments[1]) == 1
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    assert await shown(bob) == ["p1", "p2"]


async def test_of_staff_it_waits_for_one_send(world: World, ann: Talker, bob: Talker) -> None:
    await new(ann, world)
    await bob.taps("✍️", bob.card(1))
    await bob.sends_photo("p0", media_group_id="a")
    await bob.sends_photo("p1", media_group_id="a", caption="Is it this one?")
    assert not world.tickets.comments.get(1)
    await bob.taps("✅ Send", bob.last)
    await bob.sends_photo("p2", media_group_id="a")
    assert [comment.text.count("📎") for comment in world.tickets.comments[1]] == [2]
    assert "Is it this one?" in world.tickets.comments[1][0].text
    await world.news()
    await ann.taps("📷 Show photos", ann.card(1))
    assert [media["media"] for media in ann.last.arguments["media"]] == ["p0", "p1", "p2"]


async def test_a_caption_on_a_later_part_is_not_lost(world: World, ann: Talker) -> None:
    await new(ann, world)
    reply = {"reply_to_message": ABOUT_ONE | {"message_id": ann.card(1).id}}
    await ann.sends_photo("p0", media_group_id="a", **reply)
    await ann.sends_photo("p1", media_group_id="a", caption="Look here", **reply)
    assert world.tickets.comments[1][-1].text.startswith("Look here\n📎")


async def test_a_closed_request_refuses_once_and_keeps_nothing(
    world: World, ann: Talker, bob: Talker
) -> None:
    await new(ann, world)
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    await ann.taps("👍 Confirm", ann.card(1))
    await world.news()
    reply = {"reply_to_message": ABOUT_ONE | {"message_id": ann.card(1).id}}
    count = len(ann.chat)
    await ann.sends_photo("p0", **reply)
    for number in range(1, 5):
        await ann.sends_photo(f"p{number}", media_group_id="a", **reply)
    assert ["takes no more comments" in shown.text for shown in ann.chat[count:]] == [True]
    assert await world.files.list(1, limit=10) == []
    assert world.files.count == 0
    # Words are never passed over, and what comes much later is another story.
    await ann.replies(ann.card(1), "But it is dark")
    assert len(ann.chat) == count + 2
    ann.clock += 3_600
    await ann.sends_photo("p9", **reply)
    assert len(ann.chat) == count + 3


async def test_staff_hear_at_once_that_a_closed_request_takes_nothing(
    world: World, ann: Talker, bob: Talker
) -> None:
    await new(ann, world)
    await bob.taps("🙋 Take", bob.card(1))
    world.tickets.move(1, TicketState.CANCELLED, "users/2")
    await world.news()
    await bob.replies(bob.card(1), "On my way")
    assert "takes no more comments" in bob.last.text


async def test_a_comment_that_is_refused_at_the_last_moment_binds_no_file(
    world: World, ann: Talker, bob: Talker
) -> None:
    await new(ann, world)
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✍️", bob.card(1))
    await bob.sends_photo("p0", caption="Like this?")
    preview = bob.last
    world.tickets.move(1, TicketState.CANCELLED, "users/2")
    answer = await bob.taps("✅ Send", preview)
    assert "takes no more comments" in answer.text
    assert world.files.count == 0


async def test_words_below_a_late_part_of_a_reply_are_asked_about_as_a_reply(
    world: World, ann: Talker, bob: Talker
) -> None:
    await new(ann, world)
    await bob.taps("✍️", bob.card(1))
    await bob.sends_photo("p0", media_group_id="a", caption="Is it this one?")
    await bob.taps("✅ Send", bob.last)
    await bob.sends_photo("p1", media_group_id="a", caption="Or this?")
    assert [each.internal for each in world.tickets.comments[1]] == [False]
    await bob.taps("✅ Send", bob.last)
    assert [each.internal for each in world.tickets.comments[1]] == [False, False]
