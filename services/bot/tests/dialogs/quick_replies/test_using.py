"""A quick reply is a tap, is filled in, and is shown before anybody reads it."""

from datetime import timedelta
from uuid import uuid4

from bot_service.application.views.tickets import Promise
from bot_service.domain.quick_replies.quick_reply import DESKS
from bot_testing.talker import Talker
from bot_testing.world import World

EVERYTHING = "{reporter}, #{number} {title} ({place}): {due}. {agent} {nobody}"


async def test_it_is_filled_in_shown_and_sent(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports("Lamp {due}")
    await world.news()
    own = world.users.named("Bob")
    await world.desk.quick_replies.save(own, "On it", EVERYTHING)
    await world.desk.quick_replies.save(DESKS, "Closed", "We open at 9.")
    await bob.taps("✍️ Reply", bob.card(1))
    assert [label for label in bob.last.buttons if label[0] in "⚡🏢"] == ["⚡ On it", "🏢 Closed"]
    asked = bob.last
    await bob.taps("⚡ On it", asked)
    words = "Ann, #1 Lamp {due} (the place you wrote about): as soon as we can. Bob {nobody}"
    assert asked.text == f"The reporter of #1 will read:\n\n{words}"
    await world.news()
    assert words not in ann.last.text
    await bob.taps("✅ Send", asked)
    await world.news()
    assert words in ann.last.text
    assert [each.internal for each in world.tickets.comments[1]] == [False]
    await bob.says("A word")
    assert len(world.tickets.comments[1]) == 1, "nothing is asked for any more"


async def test_a_due_time_is_said_in_the_reporters_zone(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await world.desk.people.set_time_zone("Asia/Tokyo", acting=world.users.named("Ann"), request_id=uuid4())
    world.tickets.change(1, due={Promise.RESOLUTION: world.now + timedelta(hours=1)}, location="Room 7")
    await world.desk.quick_replies.save(DESKS, "Soon", "{place} {due}")
    await bob.taps("✍️ Reply", bob.card(1))
    await bob.taps("🏢 Soon")
    assert "Room 7 Nov 23, 2026, 10:00" in bob.last.text


async def test_many_are_turned_page_by_page(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    for n in range(10):
        await world.desk.quick_replies.save(DESKS, f"No. {n}", "Well")
    await bob.taps("✍️ Reply", bob.card(1))
    asked = bob.last
    assert "🏢 No. 8" not in asked.buttons
    await bob.taps("More ▶️", asked)
    assert [label for label in asked.buttons if label.startswith("🏢")] == ["🏢 No. 8", "🏢 No. 9"]
    await bob.taps("◀️ Back", asked)
    assert "🏢 No. 0" in asked.buttons
    await bob.taps("✖️ Cancel", asked)
    assert asked.text == "All right, no comment on #1."


async def test_whoever_is_staff_no_more_turns_no_pages_of_them(
    world: World, ann: Talker, bob: Talker
) -> None:
    await ann.reports()
    await world.news()
    for n in range(10):
        await world.desk.quick_replies.save(DESKS, f"No. {n}", "Well")
    await bob.taps("✍️ Reply", bob.card(1))
    asked = bob.last
    world.users.drop(bob.id)
    assert (await bob.taps("More ▶️", asked)).show_alert
    assert "🏢 No. 9" not in asked.buttons


async def test_others_do_not_use_it(world: World, ann: Talker, bob: Talker, gus: Talker) -> None:
    await ann.reports()
    await world.news()
    reply = await world.desk.quick_replies.save(world.users.named("Bob"), "On it", "On it")
    desks = await world.desk.quick_replies.save(DESKS, "Well", "Well")
    assert (await gus.taps_data(f"Q:u:{reply.id}:1", gus.last)).show_alert
    assert (await gus.taps_data(f"Q:u:{99}:1", gus.last)).show_alert
    assert (await ann.taps_data(f"Q:u:{desks.id}:1", ann.last)).show_alert, "it is her own request"
    await ann.taps("💬 Comment", ann.card(1))
    assert "🏢 Well" not in ann.last.buttons
    assert (await bob.taps_data(f"Q:u:{desks.id}:4711", bob.last)).show_alert
    assert not world.tickets.comments[1]
