"""/search."""

import pytest

from bot_service.adapters.outbound.memory.chats.conversations import MemoryConversations
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


async def test_words_are_found_and_stand_out(ann: Talker, bob: Talker) -> None:
    await ann.reports("Lamp <b>flickers</b>", "Room 1")
    await ann.reports("It smells\nof the lamp\nhere", "Lamp shop")
    await ann.reports("Door", "Room 1")
    await bob.says("/search  LAMP\n")
    assert bob.last.text.split("\n\n") == [
        "🔍 LAMP",
        "#2 It smells\n🔵 Waiting to be taken · 📍\u00a0Lamp shop · just now\n📄\u00a0It smells of the lamp here",
        "#1 Lamp <b>flickers</b>\n🔵 Waiting to be taken · 📍\u00a0Room 1 · just now",
    ]
    html = bob.last.arguments["text"]
    assert "<b>Lamp</b> &lt;b&gt;flickers&lt;/b&gt;" in html
    assert "<b>Lamp</b> shop" in html
    assert "of the <b>lamp</b> here" in html
    assert list(bob.last.buttons) == ["#2", "#1"]
    await bob.taps("#1", bob.last)
    assert bob.last is bob.card(1)


async def test_a_comment_that_says_it_is_shown(ann: Talker, bob: Talker) -> None:
    await ann.reports("Door", "Room 1")
    await bob.says("/ticket 1")
    await bob.answers(bob.card(1), "A new hinge is ordered")
    await bob.taps("✅ Send")
    await ann.says("/search hinge")
    assert "💬\u00a0A new hinge is ordered" in ann.last.text


async def test_a_number_comes_first(ann: Talker, gus: Talker) -> None:
    await ann.reports("Door", "Room 1")
    await ann.reports("1 lamp", "Room 1")
    await gus.says("/search #1")
    assert [line.split(" ")[0] for line in gus.last.text.split("\n\n")] == ["🔍", "#1", "#2"]


async def test_everybody_finds_what_they_may_see(
    world: World, ann: Talker, bob: Talker, gus: Talker, talker: TalkerFor
) -> None:
    await ann.reports("Lamp", "Room 1")
    rita = talker(8, "Rita")
    await rita.says("/search lamp")
    assert "Nothing found among the requests that you may see." in rita.last.text
    assert rita.last.buttons == {}
    assert "search" in [name for name in world.menus[bob.id] if name != "queue"]
    await bob.says("/ticket 1")
    await bob.taps("🙋 Take")
    await gus.says("/search lamp")
    assert "Среди доступных вам заявок ничего не нашлось" in gus.last.text
    await ann.says("/search lam")
    assert "#1 Lamp" in ann.last.text


async def test_pages_take_each_others_place_and_outlive_everything(
    world: World, ann: Talker, bob: Talker
) -> None:
    for number in range(1, 22):
        await ann.reports(f"Lamp {number} <i>", "Room 1")
    await bob.says("/search lamp")
    listed, count = bob.last, len(bob.chat)
    seen = [listed.text]
    for _ in range(2):
        # Nothing is remembered but what the message says.
        world.conversations = MemoryConversations()
        world.handler = world.handler_for(world.desk)
        await bob.taps("More ▶️", listed)
        seen.append(listed.text)
    assert "Page 3" in listed.text
    assert [f"Lamp {number} <i>" in "".join(seen) for number in range(1, 22)] == [True] * 21
    assert "More ▶️" not in listed.buttons
    await bob.taps("◀️ Back", listed)
    assert listed.text == seen[1]
    assert len(bob.chat) == count
    await ann.taps_data("find:9", ann.last)
    for number in range(1, 11):
        world.tickets.change(number, title="Chair")
    await bob.taps("◀️ Back", listed)
    await bob.taps_data("find:2", listed)
    assert "Page 2" in listed.text, "the list became shorter"


@pytest.mark.parametrize("data", ["find:-1", "find:10", "find:x", f"find:{2**70}"])
async def test_pages_that_nobody_offered(ann: Talker, bob: Talker, data: str) -> None:
    await ann.reports("Lamp", "Room 1")
    await bob.says("/search lamp")
    assert "out of date" in (await bob.taps_data(data, bob.last)).text


async def test_a_message_that_says_nothing_of_a_search(ann: Talker) -> None:
    await ann.says("/my")
    assert "out of date" in (await ann.taps_data("find:0", ann.last)).text
    assert "out of date" in (await ann.taps_data("find:0", None)).text


@pytest.mark.parametrize("said", ["/search", "/search \u200b\u2066", "/search   "])
async def test_without_words_it_asks(ann: Talker, bob: Talker, said: str) -> None:
    await ann.reports("Lamp", "Room 1")
    await bob.says(said)
    assert bob.last.text == "Which request? Send its number, such as 42, or words from it."
    await bob.says("lamp")
    assert "#1 Lamp" in bob.last.text
    await bob.says("A chair")
    assert any("New request" in label for label in bob.last.buttons)


async def test_more_words_than_anybody_looks_for(ann: Talker, bob: Talker) -> None:
    await ann.reports("Lamp", "Room 1")
    await bob.says("/search " + "лампа <&> " * 400)
    assert "Nothing found" in bob.last.text
    assert len(bob.last.text.split("\n")[0]) <= 203
