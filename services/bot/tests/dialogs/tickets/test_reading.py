"""Everything that was said on a request, page by page, and everything that came with it."""

import pytest

from bot_testing.shown import Shown
from bot_testing.talker import Talker
from bot_testing.world import World


async def report(talker: Talker, text: str) -> None:
    await talker.says(text)
    await talker.taps("📝 New request")
    await talker.taps("Skip")
    await talker.taps("🟡 Normal")
    await talker.taps("✅ Send")


async def all_pages(talker: Talker, card: Shown) -> list[str]:
    """Tap through everything, and back to the first page."""
    await talker.taps("📖 Show all", card)
    shown, pages = talker.last, [talker.last.text]
    while "More ▶️" in shown.buttons:
        await talker.taps("More ▶️", shown)
        pages.append(shown.text)
    for before in reversed(pages[:-1]):
        await talker.taps("◀️ Back", shown)
        assert shown.text == before
    return pages


@pytest.mark.parametrize("character", ["word ", "🔥", "<&"])
async def test_all_that_was_said_can_be_read(world: World, ann: Talker, bob: Talker, character: str) -> None:
    """As tried: a description of 2,930 characters, a reply of 3,851, and more than three replies."""
    description = "Lamp\n" + character * (2_930 // len(character))
    await report(ann, description)
    await world.news()
    long = "Long: " + character * (3_851 // len(character))
    await bob.replies(bob.card(1), long)
    await bob.taps("✅ Send")
    await world.news()
    notice = ann.last
    for number in range(5):
        await ann.replies(ann.card(1), f"Reply {number}.")
    await world.news()
    pages = await all_pages(ann, ann.card(1))
    said = "".join("".join(page.split("\n\n", maxsplit=1)[1]) for page in pages)
    for text in (description, long):
        assert said.count(character.strip()) >= text.count(character.strip())
    assert said.count("…") == 0
    places = [said.index(f"Reply {number}.") for number in range(5)]
    assert places == sorted(places)
    assert said.index("💬 Ann, Nov 23, 2026, 12:00") < said.index("🛠 Bob, Nov 23") < places[0]
    if character == "🔥":
        assert "📖 Show all" in notice.buttons, "what a notice leaves out is a tap away, too"


async def test_what_shows_all_offers_no_more(world: World, ann: Talker, bob: Talker) -> None:
    await report(ann, "Lamp\nIt flickers")
    await world.news()
    for number in range(3):
        await ann.replies(ann.card(1), f"Reply {number}.")
    await world.news()
    assert "📖 Show all" not in ann.card(1).buttons
    assert "📖 Show all" not in bob.card(1).buttons
    await ann.replies(ann.card(1), "Reply 3.")
    await world.news()
    assert "📖 Show all" in ann.card(1).buttons


async def test_photos_of_every_comment_stay_reachable(world: World, ann: Talker, bob: Talker) -> None:
    await report(ann, "Lamp")
    await world.news()
    for number in range(25):
        await ann.sends_photo(
            f"P{number}", reply_to_message={**ann.message(text="?")["message"], "message_id": ann.card(1).id}
        )
    for number in range(3):
        await ann.replies(ann.card(1), f"Reply {number}.")
    await world.news()
    assert "📷 Show photos" not in bob.card(1).buttons
    await bob.taps("📖 Show all", bob.card(1))
    count = len(bob.chat)
    await bob.taps("📷 Show photos", bob.last)
    assert "up to number 20" in bob.last.text
    await bob.taps("More ▶️", bob.last)
    media = [each["media"] for shown in bob.chat[count:] for each in shown.arguments.get("media", ())]
    assert sorted(media) == sorted(f"P{number}" for number in range(25))


async def test_whoever_may_not_see_it_reads_nothing(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await report(ann, "Lamp\n" + "x" * 3_000)
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    for data in ("t:a:1::0", "h:1:0", "f:1:0", "t:p:1::0"):
        answer = await gus.taps_data(data, gus.card(1))
        assert "занимается Bob" in answer.text


async def test_pages_that_are_not_there(ann: Talker) -> None:
    await report(ann, "Lamp\n" + "x" * 3_000)
    await ann.taps("📖 Show all", ann.card(1))
    shown, whole = ann.last, ann.last.text
    for page in (99, 2**62):
        await ann.taps_data(f"h:1:{page}", shown)
        assert shown.text == whole
    for data in ("h:1:-1", "f:1:-1", f"f:1:{2**70}"):
        assert "out of date" in (await ann.taps_data(data, shown)).text


async def test_what_was_done_can_be_read_to_its_end(world: World, ann: Talker, bob: Talker) -> None:
    await report(ann, "Lamp")
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    done = "🔥" * 3_900 + " and tested."
    world.tickets.change(1, resolution=done)
    await world.news()
    notice = ann.last
    assert "and tested" not in notice.text
    pages = await all_pages(ann, notice)
    said = "".join("".join(page.split("\n\n", maxsplit=1)[1]) for page in pages)
    assert said.count("🔥") == 3_900
    assert said.endswith("and tested.")
