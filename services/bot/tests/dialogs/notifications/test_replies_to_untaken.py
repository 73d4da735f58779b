"""What is written to a ticket that nobody has taken reaches those who were told of it, in one message."""

from datetime import timedelta

from bot_testing.talker import Talker
from bot_testing.world import World


async def test_five_replies_are_one_message_that_grows(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await ann.reports()
    await world.news()
    counts = len(bob.chat), len(gus.chat)
    for number in range(1, 6):
        await ann.replies(ann.card(1), f"Reply <{number}>")
        await world.news()
        assert (len(bob.chat), len(gus.chat)) == (counts[0] + 1, counts[1] + 1)
        assert bob.last.text.count("Ann: Reply") == number
    assert "New on #1 “Lamp”, which nobody has taken yet:" in bob.last.text
    assert "Ann: Reply <5>" in bob.last.text
    assert "которую ещё никто не взял" in gus.last.text
    await bob.answers(bob.last, "Which floor?")
    assert "will read" in bob.last.text


async def test_many_replies_fit_into_it(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports("Л" * 200)
    await world.news()
    for number in range(1, 13):
        await ann.replies(ann.card(1), f"{number} {'<' * 3_900}")
        await world.news()
    assert "2 earlier messages" in bob.last.text
    assert "Ann: 12 <<<" in bob.last.text


async def test_a_pause_and_an_answer_begin_another_one(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await ann.reports()
    await world.news()
    await ann.replies(ann.card(1), "One")
    await world.news()
    world.now += timedelta(minutes=11)
    await ann.replies(ann.card(1), "Two")
    await world.news()
    assert "Two" in gus.last.text
    assert "One" not in gus.last.text
    await bob.answers(bob.card(1), "Which floor?")
    await bob.taps("✅ Send")
    await world.news()
    count = len(bob.chat)
    await ann.replies(ann.last, "Three")
    await world.news()
    assert "Three" in bob.last.text
    assert "Two" not in bob.last.text
    assert len(bob.chat) == count + 1


async def test_whoever_took_it_hears_each_and_the_others_nothing(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    counts = len(bob.chat), len(gus.chat)
    for text in ("One", "Two"):
        await ann.replies(ann.card(1), text)
    await world.news()
    assert (len(bob.chat), len(gus.chat)) == (counts[0] + 2, counts[1])


async def test_replies_told_late_are_told_once(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    count = len(bob.chat)
    for text in ("One", "Two", "Three"):
        await ann.replies(ann.card(1), text)
        world.now += timedelta(minutes=5)
    await world.news()
    assert len(bob.chat) == count + 1
    assert [text in bob.last.text for text in ("One", "Two", "Three")] == [True, True, True]
