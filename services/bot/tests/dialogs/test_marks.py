"""What people mark reaches the other side as they marked it: in requests, comments, notes, captions and edits."""

import pytest

from bot_service.domain.words.marked_text import Mark, MarkKind
from bot_testing.shown import Shown
from bot_testing.talker import Json, Talker, photo
from bot_testing.world import World

URL = "https://example.com/guide"
BOLD: Json = {"type": "bold", "offset": 0, "length": 4}


def html_of(message: Shown) -> str:
    return str(message.arguments["text"])


async def reported(world: World, ann: Talker) -> None:
    await ann.says("Lamp is <dark>", entities=[BOLD])
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await world.news()


def to(shown: Shown) -> Json:
    chat = {"id": 7, "type": "private"}
    return {"reply_to_message": {"message_id": shown.id, "date": 1, "chat": chat}}


async def test_a_request(world: World, ann: Talker, bob: Talker) -> None:
    await ann.says("Lamp is <dark>", entities=[BOLD])
    await ann.taps("📝 New request")
    await ann.says("🔥 burns here", entities=[{"type": "italic", "offset": 3, "length": 5}])
    await ann.taps("🟡 Normal")
    assert "<b>Lamp</b> is &lt;dark&gt;" in html_of(ann.last)
    await ann.says("🔥 run.py", entities=[{"type": "code", "offset": 3, "length": 6}])
    await ann.taps("✅ Send")
    await world.news()
    said = "<b>Lamp</b> is &lt;dark&gt;\n🔥 <code>run.py</code>"
    assert said in html_of(bob.card(1))
    assert said in html_of(ann.card(1))
    ticket = world.tickets.tickets[1]
    assert ticket.title == "Lamp is <dark>"
    assert ticket.description_marks == (Mark(0, 4, MarkKind.BOLD), Mark(17, 6, MarkKind.CODE))


async def test_a_card_takes_the_links_of_several_people(world: World, ann: Talker, bob: Talker) -> None:
    """Each message had room for its own; together they have more than Telegram takes in one."""
    url = f"https://example.org/{'x' * 200}"
    links = [{"type": "text_link", "offset": 2 * place, "length": 1, "url": url} for place in range(35)]
    await ann.says("a " * 35, entities=links)
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.answers(bob.card(1), "b " * 35, entities=links)
    await bob.taps("✅ Send")
    await world.news()
    card = html_of(bob.card(1))
    assert 30 < card.count("<a href") < 70
    assert "b b b" in card, "the last ones are words"


async def test_an_edit_of_a_request_that_marks_alone(world: World, ann: Talker) -> None:
    message = await ann.writes(text="Lamp")
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.edits(message, text="Lamp", entities=[BOLD])
    assert "<b>Lamp</b>" in html_of(ann.last)
    await ann.taps("✅ Send")
    ticket = world.tickets.tickets[1]
    assert (ticket.title, ticket.description) == ("Lamp", "Lamp")
    assert ticket.description_marks == (Mark(0, 4, MarkKind.BOLD),)


async def test_comments_both_ways_and_an_edit(world: World, ann: Talker, bob: Talker) -> None:
    await reported(world, ann)
    await bob.taps("🙋 Take", bob.card(1))
    message = await ann.writes(text="Read this", entities=[BOLD], **to(ann.card(1)))
    await world.news()
    assert "<b>Read</b> this" in html_of(bob.last)
    link = {"type": "text_link", "offset": 5, "length": 4, "url": URL}
    await ann.edits(message, text="Read this", entities=[link])
    await world.news()
    assert f'Read <a href="{URL}">this</a>' in html_of(bob.last)
    assert [each.marks for each in world.tickets.comments[1]] == [(Mark(5, 4, MarkKind.LINK, url=URL),)]
    quote = {"type": "blockquote", "offset": 0, "length": 4}
    await bob.answers(bob.card(1), "Dark\nI come", entities=[quote])
    assert "<blockquote>Dark</blockquote>\nI come" in html_of(bob.last)
    await bob.taps("✅ Send")
    await world.news()
    assert "<blockquote>Dark</blockquote>\nI come" in html_of(ann.last)


async def test_notes_and_all_that_was_said(world: World, ann: Talker, bob: Talker) -> None:
    await reported(world, ann)
    await bob.taps("🙋 Take", bob.card(1))
    await bob.replies(bob.card(1), "Keep shut", entities=[BOLD | {"type": "spoiler"}])
    assert world.tickets.comments[1][-1].internal
    assert world.tickets.comments[1][-1].marks == (Mark(0, 4, MarkKind.SPOILER),)
    await bob.taps("✉️ Tell the reporter")
    assert "<tg-spoiler>Keep</tg-spoiler> shut" in html_of(bob.last)


async def test_the_caption_of_an_album_and_an_edit_of_it(world: World, ann: Talker, bob: Talker) -> None:
    await reported(world, ann)
    reply = to(ann.card(1))
    world.contents |= {"p1": b"one", "p2": b"two"}
    first = await ann.writes(
        photo=photo("p1"), media_group_id="a", caption="Look here", caption_entities=[BOLD], **reply
    )
    await ann.writes(photo=photo("p2"), media_group_id="a", **reply)
    await world.news()
    (comment,) = world.tickets.comments[1]
    assert (comment.text.split("\n")[0], comment.marks) == ("Look here", (Mark(0, 4, MarkKind.BOLD),))
    assert "<b>Look</b> here" in html_of(bob.last)
    await ann.edits(
        first,
        photo=photo("p1"),
        media_group_id="a",
        caption="Look here",
        caption_entities=[BOLD | {"type": "underline"}],
    )
    assert world.tickets.comments[1][0].marks == (Mark(0, 4, MarkKind.UNDERLINE),)


async def test_a_forwarded_text(world: World, ann: Talker, bob: Talker) -> None:
    eve = {"id": 8, "is_bot": False, "first_name": "Eve"}
    await ann.says(
        "Lamp is dark", entities=[BOLD], forward_origin={"type": "user", "date": 1, "sender_user": eve}
    )
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await world.news()
    assert "<b>Lamp</b> is dark\n↪️ Forwarded from Eve" in html_of(bob.card(1))


async def test_what_becomes_plain_has_its_addresses_in_words(world: World, ann: Talker, bob: Talker) -> None:
    await reported(world, ann)
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("More…", bob.card(1))
    await bob.taps("📝 Resolve, say how")
    await bob.says("See guide", entities=[{"type": "text_link", "offset": 4, "length": 5, "url": URL}])
    assert world.tickets.tickets[1].resolution == f"See guide ({URL})"


@pytest.mark.parametrize("length", [3_900, 4_000])
async def test_a_long_text_is_cut_between_its_tags(
    world: World, ann: Talker, bob: Talker, length: int
) -> None:
    text = "🔥 <x>" * (length // 6)
    await reported(world, ann)
    await ann.replies(
        ann.card(1),
        text,
        entities=[{"type": "bold", "offset": place, "length": 3} for place in range(0, 600, 6)],
    )
    await world.news()
    assert "<b>🔥 </b>" in html_of(bob.last)
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("📖 Show all", bob.card(1))
    if "More ▶️" in bob.last.buttons:
        await bob.taps("More ▶️")
    assert "<b>🔥 </b>" in html_of(bob.last)


async def test_what_is_said_differently_by_its_button(world: World, ann: Talker, bob: Talker) -> None:
    await reported(world, ann)
    await bob.replies(bob.card(1), "Look at me")
    await bob.taps("✏️")
    await bob.says("Look here", entities=[BOLD])
    assert "<b>Look</b> here" in html_of(bob.last)
    (note,) = world.tickets.comments[1]
    assert note.marks == (Mark(0, 4, MarkKind.BOLD),)
