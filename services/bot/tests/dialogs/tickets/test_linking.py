"""What a request has to do with others: said on the card, with the way there, and taken back."""

from bot_service.adapters.outbound.memory.tickets.kept_link import KeptLink
from bot_service.application.views.events import EventType
from bot_service.application.views.tickets import LinkKind, TicketState
from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


async def test_a_link_is_chosen_by_words_or_number_and_leads_there(
    world: World, ann: Talker, bob: Talker
) -> None:
    await ann.reports("Lamp is dark")
    await world.news()
    await ann.reports("Fuse is blown")
    await world.news()
    await bob.taps("More", bob.card(1))
    await bob.taps("🧷 Link", bob.card(1))
    assert "✖️" not in str(bob.card(1).buttons)
    await bob.taps("Blocked by", bob.card(1))
    assert bob.last.text == (
        "#1 Lamp is dark\n🔗 Blocked by … Which request? Send its number, such as #42, or words from it."
    )
    for wrong, said in (
        ("#1", "the number of another request"),
        ("4711", "There is no request #4711"),
        ("elephant", "Nothing found"),
        ("lamp", "Nothing found"),
    ):
        await bob.says(wrong)
        assert said in bob.last.text
    await bob.says("fuse")
    assert bob.last.text.endswith("#2 Fuse is blown")
    await bob.taps("#2 Fuse", bob.last)
    assert bob.last.text == "🔗 #1: Blocked by #2"
    await world.news()
    assert "🔗 Blocked by #2" in bob.card(1).text
    assert "🔗 Blocks #1" in bob.card(2).text
    assert "🔗 Blocks #1" in ann.card(2).text, "both are hers"
    await bob.taps("🔗 #2", bob.card(1))
    assert bob.last.text.startswith("#2 Fuse is blown")
    await bob.taps("More", bob.last)
    await bob.taps("🧷 Link", bob.last)
    await bob.taps("Related to", bob.last)
    await bob.says("№ 1")
    await bob.taps("#1 Lamp", bob.last)
    await world.news()
    assert "🔗 Related to #2" in bob.card(1).text


async def test_whoever_may_not_see_the_other_sees_no_link(
    world: World, ann: Talker, bob: Talker, gus: Talker, talker: TalkerFor
) -> None:
    eve = talker(30, "Eve")
    assert gus.chat
    await ann.reports()
    await world.news()
    await eve.reports("Door")
    await world.news()
    world.users.promote(world.users.named("Гусь"), Role.DISPATCHER)
    await bob.taps("🙋 Take", bob.card(1))
    await gus.taps("🙋", gus.card(2))
    await gus.taps_data("w:k:1:r", gus.card(1))
    await gus.says("2")
    await gus.taps("#2 Door", gus.last)
    await world.news()
    assert "#2" in gus.card(1).text
    for talker_, number in ((ann, 1), (bob, 1), (eve, 2)):
        assert "🔗" not in talker_.card(number).text
        assert "🔗" not in str(talker_.card(number).buttons)


async def test_a_link_is_taken_away_by_whoever_may(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.reports("Door")
    await world.news()
    await bob.taps_data("w:k:1:B", bob.card(1))
    await bob.says("2")
    await bob.taps("#2 Door")
    await world.news()
    await bob.taps("More", bob.card(1))
    await bob.taps("🧷 Link", bob.card(1))
    refused = await ann.taps_data("w:d:1:1", ann.card(1))
    assert refused.text == "Your role does not allow this.", "who reported it has no say in that"
    tap = bob.card(1).buttons["✖️ Blocks #2"]
    assert (await bob.taps_data(tap, bob.card(1))).text == "The link to #2 is gone."
    assert "🔗" not in bob.card(1).text
    assert (await bob.taps_data(tap, bob.card(1))).show_alert
    await world.news()
    assert "🔗" not in bob.card(2).text
    await bob.taps_data("t:h:1::0", bob.card(1))
    assert "🔗 Blocks #2" in bob.last.text
    assert "✖️ No longer: Blocks #2" in bob.last.text


async def test_what_cannot_be_is_refused_in_words(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.reports("Door")
    await world.news()
    for tap, said in (
        ("w:K:1:P-2", "🔗 #1: Includes #2"),
        ("w:K:1:P-2", "linked so already"),
        ("w:K:2:P-1", "circle"),
        ("w:K:1:p-2", "circle"),
        ("w:K:1:r-4711", "does not exist"),
    ):
        await bob.taps_data(tap, bob.last)
        assert said in bob.last.text
    await ann.reports("Window")
    await world.news()
    await bob.taps_data("w:K:3:P-2", bob.last)
    assert "part of one other only" in bob.last.text
    assert (await bob.taps_data("w:K:1:x-2", bob.last)).show_alert
    assert (await ann.taps_data("w:K:1:r-2", ann.last)).text == ""
    assert ann.last.text == "Your role does not allow this."
    assert (await ann.taps_data("t:k:1::0", ann.last)).show_alert


async def test_it_can_be_left(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps_data("w:k:1:r", bob.card(1))
    await bob.taps("✖️ Cancel")
    assert bob.last.text == "All right, request #1 stays as it is."
    await bob.says("lamp")
    assert not world.tickets.links


async def test_a_follow_up_names_what_it_goes_on_with(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    world.tickets.move(1, TicketState.CLOSED, "system")
    await world.news()
    await ann.taps("🔁 It is back", ann.card(1))
    await ann.says("Dark again")
    await ann.taps("Skip")
    await ann.taps("🟡")
    await ann.taps("✅ Send")
    await world.news()
    for talker in (ann, bob):
        assert "🔗 Follow-up of #1" in talker.card(2).text
        assert "🔗 Goes on in #2" in talker.card(1).text
        await talker.taps("🔗 #1", talker.card(2))
        assert talker.last.text.startswith("#1 Lamp")


async def test_what_was_merged_here_is_named(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.reports()
    await world.news()
    world.users.promote(world.users.named("Bob"), Role.DISPATCHER)
    await bob.taps_data("w:z:2:1", bob.card(2))
    await world.news()
    assert "🔗 Also reported as #2" in bob.card(1).text
    assert "🔗 Goes on as #1" in bob.card(2).text
    await bob.taps_data("t:k:1::0", bob.card(1))
    assert "✖️" not in str(bob.card(1).buttons), "merging cannot be undone"
    assert [link.kind for link in world.tickets.links] == [LinkKind.DUPLICATE_OF]


async def test_of_many_links_a_card_says_the_newest_and_the_others_are_pages_away(
    world: World, ann: Talker, bob: Talker
) -> None:
    for _ in range(42):
        await ann.reports()
    bobs = (await world.desk.people.called("Bob", limit=1))[0].name
    for other in range(2, 43):
        kind = LinkKind.DUPLICATED_BY if other == 2 else LinkKind.PARENT_OF
        world.tickets.link(KeptLink.between(other, 1, other, kind), EventType.LINK_ADDED, bobs)
    await world.news()
    assert "🔗 Includes #42, #41, " in bob.card(1).text
    assert "#23\n🔗 … and earlier ones\n" in bob.card(1).text
    assert [label for label in bob.card(1).buttons if "🔗" in label] == [
        f"🔗 #{n}" for n in range(42, 37, -1)
    ]
    await bob.taps("More", bob.card(1))
    await bob.taps("🧷 Link", bob.card(1))

    def linked() -> list[str]:
        return [label for label in bob.card(1).buttons if label[-1].isdigit()]

    assert linked() == [f"✖️ Includes #{number}" for number in range(42, 22, -1)]
    await bob.taps("More ▶", bob.card(1))
    assert linked() == [f"✖️ Includes #{number}" for number in range(22, 2, -1)]
    await bob.taps("More ▶", bob.card(1))
    assert linked() == ["Also reported as #2"]
    assert not [label for label in bob.card(1).buttons if "▶" in label]
    await bob.taps("◀", bob.card(1))
    page = bob.card(1).buttons
    for number in range(3, 43):
        world.tickets.links.remove(next(each for each in world.tickets.links if number in each.ends))
    await bob.taps_data(next(data for label, data in page.items() if "▶" in label), bob.card(1))
    assert linked() == ["Also reported as #2"]
    await bob.taps("Also reported as #2", bob.card(1))
    assert bob.last.text.startswith("#2 ")
