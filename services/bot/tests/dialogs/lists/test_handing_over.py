"""What somebody has who is away is handed over: by themselves, or by those who give out work."""

from uuid import uuid4

from bot_service.domain.lists.bulk import HOLD
from bot_testing.talker import Talker
from bot_testing.world import World

from .test_bulk import run

HAND_OVER = "🔁 Hand over what is open"


async def taken_by(world: World, name: str, *numbers: int) -> None:
    for number in numbers:
        await world.desk.tickets.take(number, acting=world.users.named(name), request_id=uuid4())


async def test_an_agent_puts_what_they_have_back(queued: World, bob: Talker) -> None:
    await taken_by(queued, "Bob", 1, 3)
    await bob.says("/away")
    assert not any(each.startswith(HAND_OVER) for each in bob.last.buttons), "who is there, works on it"
    shown = bob.last
    await bob.taps("On Monday", shown)
    await bob.taps(f"{HAND_OVER} (2)", shown)
    chosen = bob.last
    assert "🔁 Work of Bob" in chosen.text
    assert {"✓ #1", "✓ #3"} <= set(chosen.buttons)
    assert not any("👤" in each or "⏱" in each for each in chosen.buttons), "an agent gives work to nobody"
    await bob.taps("↩️ Back to the queue", chosen)
    assert "Put 2 requests back into the queue" in chosen.text
    await bob.taps("✅ Do it (2)", chosen)
    assert queued.tickets.tickets[1].assignee == queued.users.named("Bob"), "there is time to undo it"
    queued.now += HOLD
    await run(queued)
    assert [queued.tickets.tickets[n].assignee for n in (1, 3)] == ["", ""]
    assert any("✅ 2 requests are back in the queue: #1 #3" in each.text for each in bob.chat)
    await bob.says("/away")
    assert not any(each.startswith(HAND_OVER) for each in bob.last.buttons), "nothing is left"


async def test_a_dispatcher_gives_it_to_somebody_and_sees_how_much_each_has(
    queued: World, dora: Talker, gus: Talker
) -> None:
    assert gus.chat
    await taken_by(queued, "Dora", 1, 2)
    await taken_by(queued, "Гусь", 3)
    await dora.says("/away 24.12.2026 – 6.1.2027")
    await dora.taps(HAND_OVER)
    chosen = dora.last
    await dora.taps("👤 Assign", chosen)
    assert any(each.startswith("Гусь · 1") for each in chosen.buttons)
    await dora.taps("Гусь", chosen)
    await dora.taps("✅ Do it (2)", chosen)
    # One of them is taken away from her in the meantime: it is somebody else's to decide about.
    await queued.desk.work.assign(
        2, queued.users.named("Bob"), acting=queued.users.named("Dora"), request_id=uuid4()
    )
    queued.now += HOLD
    await run(queued)
    assert queued.tickets.tickets[1].assignee == queued.users.named("Гусь")
    assert queued.tickets.tickets[2].assignee == queued.users.named("Bob")
    assert "✅ Гусь has 1 request more: #1" in "".join(each.text for each in dora.chat)
    assert "Not done:\n#2" in dora.last.text


async def test_what_was_begun_before_a_crash_is_done_once(queued: World, dora: Talker) -> None:
    await taken_by(queued, "Dora", 1, 2)
    await dora.says("/away 24.12.2026 – 6.1.2027")
    await dora.taps(HAND_OVER)
    chosen = dora.last
    await dora.taps("↩️ Back to the queue", chosen)
    await dora.taps("✅ Do it (2)", chosen)
    ((job, _),) = queued.bulk_jobs._jobs.values()
    await queued.desk.work.release(1, acting=job.person, request_id=job.request_id(1))
    queued.now += HOLD
    await run(queued)
    assert "✅ 2 requests are back in the queue: #1 #2" in "".join(each.text for each in dora.chat)


async def test_nobody_hands_over_what_is_others(queued: World, bob: Talker, ann: Talker) -> None:
    await taken_by(queued, "Гусь", 1)
    other = queued.users.named("Гусь").removeprefix("users/")
    for talker in (bob, ann):
        count = len(talker.chat)
        answer = await talker.taps_data(f"b:h:0:{other}", talker.last)
        assert answer.show_alert
        assert len(talker.chat) == count
    assert queued.tickets.tickets[1].assignee == queued.users.named("Гусь")
