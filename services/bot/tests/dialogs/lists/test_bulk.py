"""Several tickets of a queue at once: chosen, shown, held, done or stopped."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from bot_service.adapters.inbound.telegram.notifications.bulk_report import bulk_report
from bot_service.application.commands.lists.run_bulk import RunBulk
from bot_service.application.errors import UnavailableError
from bot_service.application.views.tickets import TicketState, TicketView
from bot_service.domain.lists.bulk import HOLD
from bot_service.domain.tickets.priority import Priority
from bot_testing.talker import Talker
from bot_testing.world import World

STATES = dict[int, TicketState]


def no_crash(error: Exception, traceparent: str = "") -> str:
    raise AssertionError(f"reported {error!r} of {traceparent!r}")


def runner(world: World) -> RunBulk:
    return RunBulk(
        jobs=world.bulk_jobs,
        tickets=world.desk.tickets,
        work=world.desk.work,
        report=bulk_report,
        report_crash=no_crash,
    )


async def run(world: World) -> bool:
    """Do what is due, and say what came of it."""
    count = len(world.bulk_jobs.said)
    did = await runner(world)()
    for cause, calls in world.bulk_jobs.said[count:]:
        world.carry_out(calls, cause)
    return did


def states(world: World) -> STATES:
    return {number: ticket.state for number, ticket in world.tickets.tickets.items()}


async def choose(talker: Talker, *numbers: int) -> None:
    await talker.says("/queue")
    await talker.taps("☑️ Several at once")
    for number in numbers:
        await talker.taps(f"#{number}", talker.last)


async def test_nothing_happens_and_nobody_is_told_before_the_time_is_over(
    queued: World, ann: Talker, bob: Talker
) -> None:
    await choose(bob, 1, 3)
    assert "2 of at most 50 chosen" in bob.last.text
    assert {"✓ #1", "#2", "✓ #3"} <= set(bob.last.buttons)
    await bob.taps("✅ Resolve", bob.last)
    await bob.says("New bulbs")
    assert "Resolve 2 requests" in bob.last.text
    assert "#1 Lamp\n#3 Tap" in bob.last.text
    assert "New bulbs" in bob.last.text
    count = len(ann.chat)
    confirmed = bob.last.buttons["✅ Do it (2)"]
    await bob.taps("✅ Do it", bob.last)
    assert "in 30 seconds" in bob.last.text
    assert "out of date" in (await bob.taps_data(confirmed, bob.chat[0])).text, "it is done once"
    queued.now += HOLD - timedelta(seconds=1)
    assert not await run(queued)
    await queued.news()
    assert set(states(queued).values()) == {TicketState.OPEN}
    assert len(ann.chat) == count
    queued.now += timedelta(seconds=1)
    assert await run(queued)
    await queued.news()
    assert states(queued) == {1: TicketState.RESOLVED, 2: TicketState.OPEN, 3: TicketState.RESOLVED}
    assert queued.tickets.tickets[1].resolution == "New bulbs"
    assert any("✅ 2 requests are resolved: #1 #3" in shown.text for shown in bob.chat)
    assert "New bulbs" in "".join(shown.text for shown in ann.chat[count:])
    assert not await run(queued)


async def test_undo_leaves_everything_as_it_was(queued: World, ann: Talker, bob: Talker) -> None:
    await choose(bob)
    await bob.taps("All", bob.last)
    assert "3 of at most 50" in bob.last.text
    await bob.taps("✅ Resolve", bob.last)
    await bob.taps("Without a note", bob.last)
    await bob.taps("✅ Do it (3)", bob.last)
    held, count = bob.last, len(ann.chat)
    stop = held.buttons["↩️ Undo"]
    assert "Too late" in (await ann.taps_data(stop, ann.last)).text, "it is not hers to stop"
    await bob.taps("↩️ Undo", held)
    assert held.text == "↩️ Undone: nothing was changed, and nobody was told."
    queued.now += timedelta(minutes=5)
    assert not await run(queued)
    await queued.news()
    assert set(states(queued).values()) == {TicketState.OPEN}
    assert len(ann.chat) == count


async def test_what_has_begun_cannot_be_stopped(queued: World, bob: Talker) -> None:
    await choose(bob, 2)
    await bob.taps("🙋 Take", bob.last)
    await bob.taps("✅ Do it (1)", bob.last)
    stop = bob.last.buttons["↩️ Undo"]
    queued.now += HOLD
    assert await run(queued)
    assert "Too late" in (await bob.taps_data(stop, bob.last)).text
    assert queued.tickets.tickets[2].assignee == queued.users.named("Bob")


async def test_the_preview_says_which_not_and_why(queued: World, dora: Talker) -> None:
    await choose(dora, 1, 2, 3)
    queued.tickets.change(2, assignee=queued.users.named("Bob"))
    queued.tickets.move(3, TicketState.RESOLVED, "users/1")
    queued.tickets.change(3, done=True)
    await dora.taps("👤 Assign", dora.last)
    await dora.taps("Bob", dora.last)
    assert "Give 1 request to Bob" in dora.last.text
    assert "Not these:\n#2 – is so already\n#3 – done already" in dora.last.text
    await dora.taps("✅ Do it (1)", dora.last)
    queued.now += HOLD
    await run(queued)
    assert queued.tickets.tickets[1].assignee == queued.users.named("Bob")


async def test_what_changed_meanwhile_is_said_and_the_rest_is_done(
    queued: World, bob: Talker, gus: Talker
) -> None:
    await choose(bob, 1, 2)
    await bob.taps("🙋 Take", bob.last)
    await bob.taps("✅ Do it (2)", bob.last)
    await queued.desk.tickets.take(1, acting=queued.users.named("Гусь"), request_id=uuid4())
    queued.now += HOLD
    await run(queued)
    assert queued.tickets.tickets[2].assignee == queued.users.named("Bob")
    assert queued.tickets.tickets[1].assignee == queued.users.named("Гусь")
    assert bob.last.text.startswith("❗ Not done:\n#1 – ")
    assert "✅ You took 1 request: #2" in bob.chat[-2].text
    assert gus.chat


async def test_urgency_takes_a_reason(queued: World, bob: Talker) -> None:
    await choose(bob, 1, 2)
    await bob.taps("⏱ Urgency", bob.last)
    await bob.taps("🔴", bob.last)
    await bob.taps("Many people are affected", bob.last)
    assert "Make 2 requests “🔴 Urgent”" in bob.last.text
    await bob.taps("✅ Do it (2)", bob.last)
    queued.now += HOLD
    await run(queued)
    assert [queued.tickets.tickets[number].priority for number in (1, 2, 3)] == [
        Priority.URGENT,
        Priority.URGENT,
        Priority.MEDIUM,
    ]
    assert queued.tickets.events[-1].reason == "Many people are affected"


async def test_a_crash_in_the_middle_does_nothing_twice(queued: World, bob: Talker) -> None:
    await choose(bob, 1, 2, 3)
    await bob.taps("✅ Resolve", bob.last)
    await bob.taps("Without a note", bob.last)
    await bob.taps("✅ Do it (3)", bob.last)
    queued.now += HOLD
    resolve: Callable[..., Awaitable[TicketView]] = queued.desk.tickets.resolve

    class Failing:
        """The tickets service, which is gone after the first call."""

        calls = 0

        async def resolve(self, number: int, **more: object) -> TicketView:
            self.calls += 1
            if self.calls > 1:
                raise UnavailableError
            return await resolve(number, **more)

    broken = RunBulk(
        jobs=queued.bulk_jobs,
        tickets=Failing(),  # type: ignore[arg-type]  # the rest is not called
        work=queued.desk.work,
        report=bulk_report,
        report_crash=no_crash,
    )
    with pytest.raises(UnavailableError):
        await broken()
    assert list(states(queued).values()).count(TicketState.RESOLVED) == 1
    assert await run(queued)
    assert set(states(queued).values()) == {TicketState.RESOLVED}
    assert [event.state_after for event in queued.tickets.events].count(TicketState.RESOLVED) == 3
    assert any("✅ 3 requests are resolved: #1 #2 #3" in shown.text for shown in bob.chat)


async def test_old_buttons_and_other_people_do_nothing(queued: World, ann: Talker, bob: Talker) -> None:
    assert len(queued.tickets.tickets) == 3
    await choose(bob, 1)
    shown = bob.last
    old = dict(shown.buttons)
    await choose(bob, 2)
    assert "out of date" in (await bob.taps_data(old["✅ Resolve"], shown)).text
    assert (await ann.taps_data("b:o:0:u..", ann.last)).text == "Your role does not allow this."
    await bob.taps("✅ Resolve", bob.last)
    await bob.says("/cancel")
    assert "nothing is done to several requests" in bob.last.text
    await bob.replies(bob.card(1), "Psst")
    assert bob.last.text == "🔒 Noted on #1. Only staff see it."


async def test_a_reason_fits_what_becomes_of_them(queued: World, bob: Talker) -> None:
    assert len(queued.tickets.tickets) == 3
    await choose(bob, 1, 2)
    shown = bob.last
    await bob.taps("⏱", shown)
    await bob.taps("🔴", shown)
    assert list(shown.buttons)[:-1] == ["Somebody could get hurt", "Many people are affected"]
    await bob.taps("⬅️ Back", shown)
    await bob.taps("⏱", shown)
    await bob.taps("🟢", shown)
    assert list(shown.buttons)[:-1] == ["It can wait"]
