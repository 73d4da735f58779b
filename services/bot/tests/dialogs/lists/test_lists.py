"""/my."""

from bot_testing.talker import Talker
from bot_testing.world import World


async def send_new(
    talker: Talker, text: str = "Lamp is broken", place: str = "Room 1", urgency: str = "🟡 Normal"
) -> None:
    await talker.says("/new")
    await talker.says(text)
    await talker.says(place)
    await talker.taps(urgency)
    await talker.taps("✅ Send")


async def test_requests_are_listed_and_opened(ann: Talker) -> None:
    await ann.says("/my")
    assert "no open requests" in ann.last.text
    for number in range(21):
        await send_new(ann, f"Lamp {number} <b>", urgency="🔴 Urgent" if number == 20 else "🟡 Normal")
    await ann.says("/my")
    listed = ann.last
    assert "#21 Lamp 20 <b>" in listed.text.split("\n\n")[1], "the most urgent comes first"
    assert "#1 Lamp 0 <b>" in listed.text.split("\n\n")[2], "then what waits longest"
    assert "#9 Lamp 8" in listed.text
    assert "#10 Lamp 9" not in listed.text
    assert list(listed.buttons)[-3:] == ["More ▶️", "Finished requests", "👁 Followed requests"]
    await ann.taps("#21", listed)
    assert ann.last is ann.card(21)


async def test_a_list_is_paged_both_ways(ann: Talker) -> None:
    for number in range(1, 22):
        await send_new(ann, f"Lamp {number}.")
    await ann.says("/my")
    listed, count = ann.last, len(ann.chat)
    shown = []
    for _ in range(2):
        shown.append(listed.text)
        await ann.taps("More ▶️", listed)
    shown.append(listed.text)
    assert "Page 3" in listed.text
    assert [f"Lamp {number}." in "".join(shown) for number in range(1, 22)] == [True] * 21
    assert "More ▶️" not in listed.buttons
    for before in (shown[1], shown[0]):
        await ann.taps("◀️ Back", listed)
        assert listed.text == before
    assert "◀️ Back" not in listed.buttons
    assert len(ann.chat) == count, "pages take each other's place"


async def test_a_list_that_does_not_exist(ann: Talker) -> None:
    await ann.says("/my")
    for data in ("l:x:0", "l:m:-1", "l:m:500", f"l:m:{2**40}", "l:m"):
        answer = await ann.taps_data(data, ann.last)
        assert "out of date" in answer.text


async def test_finished_requests_have_a_list_of_their_own(world: World, ann: Talker, bob: Talker) -> None:
    await send_new(ann, "Lamp")
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    await ann.says("/my")
    listed = ann.last
    assert "no open requests" in listed.text
    await ann.taps("Finished", listed)
    assert "#1 Lamp\n🟢 Resolved · 🟡 Normal · 📍\u00a0Room 1 · just now" in listed.text
    await ann.taps("Open", listed)
    assert "no open requests" in listed.text
