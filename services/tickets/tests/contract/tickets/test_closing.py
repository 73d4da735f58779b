"""What nobody objects to is closed by the passing of time, on every set of adapters."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from tickets_service.application.views.changes import StateChange
from tickets_service.domain.state import State
from tickets_testing.desk import Desk


async def test_after_seven_days(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    reopened, early, late, open_ = [await desk.create(ann) for _ in range(4)]
    for ticket in (reopened, early):
        await desk.resolve(ticket, gus)
    await desk.reopen(reopened, ann)
    desk.clock.advance(timedelta(seconds=1))
    resolved = await desk.resolve(late, gus)
    desk.clock.advance(timedelta(days=7) - timedelta(seconds=1))
    assert await desk.do.workers.close_unanswered() == 1
    closed = await desk.stored(early)
    assert (closed.state, closed.updated_at) == (State.CLOSED, desk.clock.now())
    event = (await desk.history(early))[-1]
    assert (event.actor, event.change) == ("system", StateChange(State.RESOLVED, State.CLOSED))
    assert await desk.stored(late) == resolved
    assert (await desk.stored(reopened)).state is State.IN_PROGRESS
    assert await desk.stored(open_) == open_
    assert await desk.do.workers.close_unanswered() == 0
    assert len(await desk.history(early)) == 3


async def test_in_batches_and_by_many_at_once_each_only_once(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    tickets = [await desk.create(ann) for _ in range(7)]
    for ticket in tickets:
        await desk.resolve(ticket, gus)
    desk.clock.advance(timedelta(days=8))
    close = replace(desk.do.workers.close_unanswered, batch=2)
    await asyncio.gather(*(close() for _ in range(3)))
    # A replica may have skipped what another held, and ended early: none is left after one more look.
    await close()
    for ticket in tickets:
        assert (await desk.stored(ticket)).state is State.CLOSED
        assert len(await desk.history(ticket)) == 3
