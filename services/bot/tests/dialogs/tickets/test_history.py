"""What happened to a ticket, read in words."""

from bot_service.domain.people.person import Role
from bot_testing.talker import Talker
from bot_testing.world import World


async def test_the_newest_first_and_pages_of_what_was_before(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    assert gus.chat
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.replies(bob.card(1), "Ask the <caretaker>")
    await bob.taps("More", bob.card(1))
    await bob.taps("⏱ Urgency", bob.card(1))
    await bob.taps("🔴 Urgent", bob.card(1))
    await bob.says("The room is dark")
    await bob.taps_data("t:q:1::0", bob.card(1))
    await bob.says("Which lamp?")
    await world.news()
    await ann.replies(ann.last, "The left one")
    await bob.replies(bob.card(1), "Again?")
    await bob.taps_data("t:h:1::0", bob.card(1))
    page = bob.last
    heading, *blocks = page.text.split("\n\n")
    assert heading == "#1 Lamp\nPage 1 of 2"
    assert [block.split(" · ")[1] for block in blocks] == [
        "Bob\n🔒 Again?",
        "Ann\n🟡 In progress",
        "Ann\n💬 The left one",
        "Bob\n🟠 Waiting for the reporter\nWhich lamp?",
        "Bob\n⏱ Urgency: 🔴 Urgent\nThe room is dark",
        "Bob\n🔒 Ask the <caretaker>",
        "Bob\n🟡 In progress",
        "Bob\n🙋 Took it",
    ]
    await bob.taps("Older", page)
    assert page.text.endswith("Ann\n🆕 Reported it")
    assert list(page.buttons) == ["◀️ Newer"]
    await bob.taps("◀️ Newer", page)
    assert "Again?" in page.text


async def test_it_is_for_the_desks_people(world: World, ann: Talker, bob: Talker, gus: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    for data in ("t:h:1::0", "H:1:0"):
        assert (await ann.taps_data(data, ann.last)).text == "Your role does not allow this."
        assert (await gus.taps_data(data, gus.last)).text == "Заявкой #1 занимается Bob."
    assert (await bob.taps_data("H:1:99999", bob.last)).text == ""


async def test_what_was_not_fixed_stands_there_once(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    await ann.taps("👎 Not fixed", ann.card(1))
    await ann.says("It still flickers")
    await bob.taps_data("t:h:1::0", bob.card(1))
    assert bob.last.text.count("It still flickers") == 1
    assert "Ann\n🔄 Reopened it\nIt still flickers" in bob.last.text
    assert bob.last.text.count("🟡 In progress") == 1, "when Bob took it"


async def test_so_does_a_merge(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.reports("The lamp again")
    await world.news()
    world.users.promote(world.users.named("Bob"), Role.DISPATCHER)
    await bob.taps_data("w:z:2:1", bob.card(2))
    await bob.taps_data("t:h:2::0", bob.card(2))
    assert "🔗 Merged #2 into #1" in bob.last.text
    assert "⚪ Duplicate" not in bob.last.text
