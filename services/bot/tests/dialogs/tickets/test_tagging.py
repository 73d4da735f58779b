"""Tags: put on a card by a tap or typed, found again in the queue and by a search, and never seen by others."""

from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


async def tagged(bob: Talker, number: int, *tags: str) -> None:
    await bob.taps_data(f"w:t:{number}:", bob.card(number))
    await bob.says(", ".join(tags))


async def test_typed_shown_and_taken_away(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    before = ann.card(1).text
    await bob.taps("More", bob.card(1))
    await bob.taps("🏷 Tags", bob.card(1))
    assert "How should #1 Lamp be tagged?" in bob.last.text
    for wrong in ("42", "!", ", ,", "x" * 33, "a/b"):
        await bob.says(wrong)
        assert "A tag has 1 to 32" in bob.last.text
    await bob.says("Leak, #2nd Floor #лифт")
    assert bob.last.text == "🏷 #1: #2nd-floor #leak #лифт"
    await world.news()
    assert "🏷 #2nd-floor #leak #лифт" in bob.card(1).text
    assert ann.card(1).text == before
    await bob.taps("More", bob.card(1))
    await bob.taps("🏷 Tags", bob.card(1))
    answer = await bob.taps("✖️ leak", bob.card(1))
    assert answer.text == "No longer tagged: leak"
    assert "🏷 #2nd-floor #лифт" in bob.card(1).text
    assert "✖️ 2nd-floor" in bob.card(1).buttons, "the next one is a tap away"
    await bob.taps_data("t:h:1::0", bob.card(1))
    assert "🏷 #2nd-floor #leak #лифт" in bob.last.text
    assert "🏷 − #leak" in bob.last.text


async def test_what_is_used_most_is_a_tap(world: World, ann: Talker, bob: Talker) -> None:
    for _ in range(3):
        await ann.reports()
        await world.news()
    await tagged(bob, 1, "roof", "leak")
    await tagged(bob, 2, "leak")
    await bob.taps("More", bob.card(3))
    await bob.taps("🏷 Tags", bob.card(3))
    assert [label for label in bob.card(3).buttons if label.startswith("➕")] == ["➕ leak", "➕ roof"]
    tap = bob.card(3).buttons["➕ leak"]
    assert (await bob.taps_data(tap, bob.card(3))).text == "Tagged: leak"
    assert world.tickets.tickets[3].tags == ("leak",)
    assert "➕ leak" not in bob.card(3).buttons
    assert (await bob.taps_data("w:t:3:0123456789ab", bob.card(3))).show_alert
    await tagged(bob, 3, *(f"t{n}" for n in range(10)))
    assert "at most 10 tags" in bob.last.text


async def test_the_queue_is_narrowed_down(world: World, ann: Talker, bob: Talker, gus: Talker) -> None:
    for title in ("Lamp", "Door", "Tap"):
        await ann.reports(title)
        await world.news()
    await bob.says("/queue")
    assert "🏷 Only one tag…" not in bob.last.buttons
    await tagged(bob, 1, "ж" * 32)
    await tagged(bob, 3, "ж" * 32)
    await bob.taps("🙋 Take", bob.card(3))
    await bob.says("/queue")
    await bob.taps("🏷 Only one tag")
    assert bob.last.text == "Requests with which tag?"
    await bob.taps("🏷 жжж")
    assert f"🏷 #{'ж' * 32}" in bob.last.text
    assert "#1 Lamp" in bob.last.text
    assert "#2" not in bob.last.text
    await bob.taps("Mine")
    assert "#3 Tap" in bob.last.text
    assert "#1" not in bob.last.text
    narrowed = bob.last.buttons["✓ Mine 1"]
    await bob.taps_data("w:T:3:" + narrowed.rpartition(":")[2], bob.card(3))
    await bob.taps_data("w:T:1:" + narrowed.rpartition(":")[2], bob.card(1))
    await bob.taps_data(narrowed, bob.last)
    assert "Nothing is assigned to you." in bob.last.text, (
        "nothing has the tag any more; the message tells which"
    )
    await bob.taps("✖️ Not only 🏷")
    assert "#3 Tap" in bob.last.text
    await gus.taps_data(narrowed, gus.last)
    assert not gus.last.buttons


async def test_search_takes_a_tag(world: World, ann: Talker, bob: Talker) -> None:
    for title in ("Lamp", "Door", "Lamp again"):
        await ann.reports(title)
        await world.news()
    await tagged(bob, 1, "leak")
    await tagged(bob, 2, "leak")
    await bob.says("/search lamp #Leak")
    assert bob.last.text.startswith("🔍 lamp #Leak")
    assert "#1" in bob.last.text
    assert "#3" not in bob.last.text
    await bob.says("/search #leak")
    assert "🏷 #leak" in bob.last.text
    assert "#1 Lamp" in bob.last.text
    assert "#2 Door" in bob.last.text
    await bob.says("/search #1")
    assert bob.last.text.startswith("🔍 #1")
    await ann.says("/search #leak")
    assert "Nothing found" in ann.last.text


async def test_whoever_does_not_work_on_it_neither_sees_nor_changes_them(
    world: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    eve = talker(30, "Eve")
    await eve.says("/start")
    await ann.reports()
    await world.news()
    world.tickets.followers[1] = {world.users.named("Eve")}
    await tagged(bob, 1, "leak")
    await world.news()
    await eve.says("/my")
    await eve.taps("#1")
    for talker_ in (ann, eve):
        assert "leak" not in "".join(shown.text for shown in talker_.chat)
        assert (await talker_.taps_data("t:T:1::0", talker_.last)).show_alert
        assert (await talker_.taps_data("w:t:1:", talker_.last)).show_alert
    world.users.promote(world.users.named("Bob"), Role.USER)
    assert (await bob.taps_data("t:T:1::0", bob.card(1))).show_alert
    assert world.tickets.tickets[1].tags == ("leak",)
