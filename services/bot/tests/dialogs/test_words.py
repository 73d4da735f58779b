"""Links, quotes and forwards reach the other side in words, both ways."""

from bot_testing.shown import Shown
from bot_testing.talker import Json, Talker
from bot_testing.world import World

URL = "https://example.com/guide"
LINK: list[Json] = [{"type": "text_link", "offset": 0, "length": 5, "url": URL}]
EVE: Json = {"id": 8, "is_bot": False, "first_name": "Eve"}
FORWARDED: Json = {"type": "user", "date": 1, "sender_user": EVE}


def html_of(message: Shown) -> str:
    return str(message.arguments["text"])


async def sent(world: World, ann: Talker) -> None:
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await world.news()


async def test_a_forward_with_a_link_makes_a_request(world: World, ann: Talker, bob: Talker) -> None:
    await ann.says("guide says so", entities=LINK, forward_origin=FORWARDED)
    await sent(world, ann)
    ticket = world.tickets.tickets[1]
    assert ticket.title == "guide says so"
    assert ticket.description == "guide says so\n↪️ Forwarded from Eve"
    assert f'<a href="{URL}">guide</a> says so' in html_of(bob.card(1))


async def test_a_quoted_answer_goes_both_ways(world: World, ann: Talker, bob: Talker) -> None:
    await ann.says("Lamp")
    await sent(world, ann)
    await bob.answers(bob.card(1), "guide", entities=LINK, quote={"text": "Lamp", "position": 0})
    await bob.taps("✅ Send")
    await world.news()
    assert f'&gt; Lamp\n<a href="{URL}">guide</a>' in html_of(ann.last)
    await ann.replies(ann.last, "guide", entities=LINK, quote={"text": "guide", "position": 0})
    await world.news()
    assert f'&gt; guide\n<a href="{URL}">guide</a>' in html_of(bob.last)


async def test_a_forwarded_picture_without_words_says_whose_it_is(world: World, ann: Talker) -> None:
    await ann.says("Lamp")
    await sent(world, ann)
    await ann.taps("💬 Comment", ann.card(1))
    await ann.sends_photo("p1", forward_origin=FORWARDED)
    assert [each.text.split("\n")[0] for each in world.tickets.comments[1]] == ["↪️ Forwarded from Eve"]


async def test_a_request_begun_with_a_forwarded_picture_says_whose_it_is(world: World, ann: Talker) -> None:
    await ann.sends_photo("p1", forward_origin=FORWARDED)
    await ann.taps("📝 Without a description")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    assert "↪️ Forwarded from Eve" in ann.last.text
    await ann.taps("✅ Send")
    ticket = world.tickets.tickets[1]
    assert (ticket.title, ticket.description) == ("Photo", "↪️ Forwarded from Eve")


async def test_words_that_follow_a_forwarded_picture_stand_above_whose_it_is(
    world: World, ann: Talker
) -> None:
    await ann.sends_photo("p1", forward_origin=FORWARDED)
    await ann.says("Look at this lamp")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    ticket = world.tickets.tickets[1]
    assert (ticket.title, ticket.description) == (
        "Look at this lamp",
        "Look at this lamp\n↪️ Forwarded from Eve",
    )


async def test_a_request_begun_with_a_quote_is_named_by_ones_own_words(world: World, ann: Talker) -> None:
    await ann.says("It leaks", quote={"text": "Which tap?", "position": 0})
    await sent(world, ann)
    assert world.tickets.tickets[1].title == "It leaks"


async def test_what_comes_with_the_command(world: World, ann: Talker) -> None:
    link = [{"type": "bot_command", "offset": 0, "length": 4}, LINK[0] | {"offset": 5}]
    update = ann.message(text="/new guide")
    update["message"]["entities"] = link
    await world.feed(update)
    await ann.taps("Skip")
    assert "How urgent" in ann.last.text
    await ann.taps("🟡 Normal")
    assert f'<a href="{URL}">guide</a>' in html_of(ann.last)
    assert "/new" not in ann.last.text


async def test_a_forwarded_picture_that_is_added_to_a_request_says_whose_it_is(
    world: World, ann: Talker, bob: Talker
) -> None:
    await ann.says("Lamp")
    await sent(world, ann)
    await bob.answers(bob.card(1), "Which one?")
    await bob.taps("✅ Send")
    await world.news()
    await ann.sends_photo("p1", forward_origin=FORWARDED)
    await ann.taps("➕ Add to #1")
    assert world.tickets.comments[1][-1].text.split("\n")[0] == "↪️ Forwarded from Eve"
