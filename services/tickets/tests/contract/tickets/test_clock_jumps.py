"""Machines whose clocks are two hours apart, or corrected by as much, in the middle of a ticket's life."""

from datetime import timedelta
from itertools import cycle, pairwise

import pytest

from tickets_service.domain.state import State
from tickets_testing.desk import Desk

HOURS = timedelta(hours=2)


@pytest.mark.parametrize("jumps", [(-1,), (1,), (1, -1), (-1, 1), (1, 1, -1), (-1, -1, 1)])
async def test_a_life_goes_on_whatever_the_clock_does(desk: Desk, jumps: tuple[int, ...]) -> None:
    directions = cycle(jumps)

    async def work() -> None:
        """Let the workers come round, after the clock has jumped."""
        desk.clock.advance(HOURS * next(directions))
        await desk.do.workers.review_clocks()
        await desk.do.workers.remind_reporters()
        await desk.do.workers.close_unanswered()
        await desk.do.workers.purge_answers()

    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann, "Lamp")
    await work()
    await desk.take(ticket, gus)
    await work()
    await desk.comment(ticket, ann, "It smokes")
    await work()
    await desk.update(ticket, gus, title="Lamp smokes")
    await work()
    await desk.wait_for_reporter(ticket, gus, reason="Which one?")
    await work()
    await desk.comment(ticket, ann, "The big one")
    await work()
    await desk.resolve(ticket, gus)
    await work()
    await desk.reopen(ticket, ann, reason="It smokes still")
    await work()
    await desk.resolve(ticket, gus)
    await work()
    await desk.confirm(ticket, ann)
    await work()
    await desk.rate(ticket, ann)
    await work()
    assert (await desk.stored(ticket)).state is State.CLOSED
    events = await desk.history(ticket)
    assert all(earlier.id < later.id for earlier, later in pairwise(events))
