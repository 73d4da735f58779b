"""Two requests about the same become one, after it was shown what that means."""

from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


async def test_what_will_happen_is_shown_and_then_done(
    world: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    eve, fay = talker(30, "Eve"), talker(31, "Fay")
    world.users.forget_agents()
    await ann.reports()
    await world.news()
    await eve.reports("Lamp, too")
    await world.news()
    await eve.reports("Over")
    await world.news()
    await fay.says("/start")
    world.tickets.followers[2] = {world.users.named("Fay")}
    assert (await bob.taps_data("t:z:2::0", bob.card(2))).show_alert, "agents do not merge"
    world.users.promote(world.users.named("Bob"), Role.DISPATCHER)
    await bob.taps_data("t:j:3::0", bob.card(3))
    await bob.says("Not ours")
    await bob.says("#2")
    await bob.taps("More", bob.card(2))
    await bob.taps("🔗 Merge", bob.card(2))
    for wrong, said in (
        ("the other", "Please send the number"),
        ("2", "Please send the number"),
        ("0", "Please send the number"),
        ("№ 4711", "does not exist"),
        ("3", "is over"),
    ):
        await bob.says(wrong)
        assert said in bob.last.text
    await bob.says("№ 1")
    assert "#2 Lamp, too ends as a duplicate of #1 Lamp" in bob.last.text
    assert "Eve is told so and follows #1 from now on, and so does one more person." in bob.last.text
    shown = bob.last
    merge = shown.buttons["🔗 Merge them"]
    assert (await eve.taps_data(merge, eve.last)).show_alert
    assert world.tickets.tickets[2].duplicate_of is None
    await bob.taps("🔗 Merge them", shown)
    assert shown.text == "🔗 #2 goes on as #1."
    assert world.tickets.tickets[2].duplicate_of == 1
    assert world.tickets.followers[1] == {world.users.named("Eve"), world.users.named("Fay")}
    assert (await bob.taps_data(merge, shown)).show_alert
    await world.news()
    assert "goes on as #1" in eve.last.text


async def test_it_can_be_left(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.reports()
    await world.news()
    world.users.forget_agents()
    world.users.promote(world.users.named("Bob"), Role.DISPATCHER)
    await bob.taps_data("t:z:2::0", bob.card(2))
    await bob.says("/cancel")
    assert bob.last.text == "All right, request #2 stays as it is."
    await bob.taps_data("t:z:2::0", bob.card(2))
    await bob.says("1")
    assert "from now on. Comments" in bob.last.text
    await bob.taps("✖️ Cancel")
    assert bob.last.text == "All right, request #2 stays as it is."
    assert world.tickets.tickets[2].duplicate_of is None
