"""A word with the stars."""

import pytest

from bot_testing.talker import Talker
from bot_testing.world import World


@pytest.mark.usefixtures("resolved")
async def test_a_word_goes_with_the_stars(world: World, ann: Talker, bob: Talker) -> None:
    assert "💬 Add a word" not in ann.last.buttons
    await ann.taps("4 ★")
    await ann.taps("💬 Add a word")
    assert "What should the desk know" in ann.last.text
    await ann.says("Quick & <kind>")
    assert "passed it on" in ann.last.text
    ticket = world.tickets.tickets[1]
    assert (ticket.stars, ticket.rating_comment) == (4, "Quick & <kind>")
    await world.news()
    assert "Quick & <kind>" in bob.last.text
    assert "★★★★☆" in bob.last.text
    assert "Quick & <kind>" in ann.card(1).text


@pytest.mark.usefixtures("resolved")
async def test_other_stars_keep_the_word(world: World, ann: Talker) -> None:
    await ann.taps("4 ★")
    await ann.taps("💬 Add a word")
    await ann.says("Quick")
    await ann.taps("5 ★", next(shown for shown in ann.chat if "5 ★" in shown.buttons))
    ticket = world.tickets.tickets[1]
    assert (ticket.stars, ticket.rating_comment) == (5, "Quick")


@pytest.mark.usefixtures("resolved")
async def test_what_is_no_word_leaves_the_question_open(world: World, ann: Talker) -> None:
    await ann.taps("4 ★")
    await ann.taps("💬 Add a word")
    await ann.sends_photo("p")
    assert "Only words" in ann.last.text
    await ann.sends_photo("p", caption="See")
    assert "Only words" in ann.last.text, "a picture has no place beside the stars, and is not dropped unsaid"
    await ann.says("x" * 1_001)
    assert "at most 1,000" in ann.last.text
    await ann.says("/foo")
    await ann.says("Quick")
    assert world.tickets.tickets[1].rating_comment == "Quick"


@pytest.mark.usefixtures("resolved")
async def test_who_thinks_better_of_it(world: World, ann: Talker) -> None:
    await ann.taps("4 ★")
    await ann.taps("💬 Add a word")
    await ann.says("/cancel")
    await ann.says("The door squeaks")
    assert not world.tickets.tickets[1].rating_comment
    assert "New request" in str(ann.last.buttons) or "about" in ann.last.text


@pytest.mark.usefixtures("resolved")
async def test_nothing_is_asked_before_there_are_stars(world: World, ann: Talker) -> None:
    answer = await ann.taps_data("t:S:1::0", ann.card(1))
    assert answer.show_alert
    await ann.taps("👍 Confirm")
    assert world.tickets.tickets[1].stars is None
