"""A question that was answered loses its buttons; those of an older one change nothing."""

import pytest

from bot_testing.talker import Talker, TapAnswer
from bot_testing.world import World

CHANGED = TapAnswer("This has changed in the meantime.", show_alert=True)


async def test_each_question_loses_its_buttons_once_it_is_answered(world: World, ann: Talker) -> None:
    await ann.says("/new")
    what = ann.last
    await ann.says("Lamp")
    where = ann.last
    assert what.buttons == {}
    await ann.says("Room 1")
    urgency = ann.last
    assert where.buttons == {}
    await ann.taps("🟡 Normal")
    preview = ann.last
    assert preview is urgency
    await ann.sends_photo("p1")
    assert preview.buttons == {}
    shown = [each for each in ann.chat if each.buttons]
    assert shown == [ann.last]
    await ann.taps("✅ Send")
    assert ann.last is ann.card(1), "the preview becomes the card"
    assert "Request #1 is sent" in ann.card(1).text
    await world.news()
    assert [each for each in ann.chat if each.buttons] == [ann.card(1)]


async def test_an_older_button_changes_nothing(ann: Talker) -> None:
    await ann.says("/new")
    cancel_what = ann.last.buttons["✖️ Cancel"]
    await ann.says("Lamp")
    where = ann.last
    skip, cancel_where = where.buttons["Skip"], where.buttons["✖️ Cancel"]
    await ann.says("Room 1")
    low = ann.last.buttons["🟢 Can wait"]
    assert await ann.taps_data(skip, where) == CHANGED
    await ann.taps("🟡 Normal")
    for data in (skip, low, cancel_what, cancel_where):
        assert await ann.taps_data(data, where) == CHANGED
    assert "Where is it?" in where.text
    preview = ann.last
    assert "📍 Room 1" in preview.text
    edit = preview.buttons["📍 Where"]
    await ann.taps("📍 Where")
    assert await ann.taps_data(edit, preview) == CHANGED
    await ann.says("Room 2")
    assert "📍 Room 2" in ann.last.text


async def test_a_second_tap_leaves_the_card_its_buttons(ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    preview, send = ann.last, ann.last.buttons["✅ Send"]
    await ann.taps("✅ Send")
    answer = await ann.taps_data(send, preview)
    assert "sent already" in answer.text
    assert "💬 Comment" in ann.card(1).buttons


async def test_buttons_of_an_earlier_release_cancel_at_any_step(ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    old = ann.last.buttons["✖️ Cancel"].removesuffix("where")
    await ann.taps_data(old, ann.last)
    assert "Nothing was sent" in ann.last.text


@pytest.mark.parametrize("label", ["💬 Comment", "👎 Not fixed"])
async def test_so_does_a_question_about_a_request(world: World, ann: Talker, bob: Talker, label: str) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    await ann.taps(label, ann.card(1))
    question = ann.last
    assert "✖️ Cancel" in question.buttons
    await ann.says("It flickers")
    assert question.buttons == {}


async def test_another_question_takes_the_place_of_an_offer(ann: Talker) -> None:
    await ann.says("Lamp")
    offer = ann.last
    await ann.says("/my")
    assert offer.buttons
    await ann.says("/new")
    assert offer.buttons == {}
    question = ann.last
    await ann.says("/cancel")
    assert question.buttons == {}
