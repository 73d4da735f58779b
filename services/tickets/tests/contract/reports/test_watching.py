"""What is measured of the desk's work: the same on every set of adapters."""

from datetime import timedelta

from tickets_service.domain.priority import Priority
from tickets_service.domain.state import OPEN_WORK, State
from tickets_testing.desk import Desk

MINUTE = timedelta(minutes=1)


async def test_open_tickets_are_counted_by_state_and_priority_and_nothing_is_left_out(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent("Gus")
    low, urgent, *_ = [
        await desk.create(ann, priority=priority)
        for priority in (Priority.LOW, Priority.URGENT, Priority.URGENT, Priority.MEDIUM)
    ]
    await desk.take(urgent, gus)
    await desk.cancel(low, ann)
    found = await desk.do.workers.count_open_tickets()
    assert set(found) == {(state, priority) for state in OPEN_WORK for priority in Priority}
    assert {key: tickets for key, tickets in found.items() if tickets} == {
        (State.IN_PROGRESS, Priority.URGENT): 1,
        (State.OPEN, Priority.URGENT): 1,
        (State.OPEN, Priority.MEDIUM): 1,
    }


async def test_the_first_response_to_a_ticket_is_measured_once(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent("Gus")
    taken, answered, ignored = [await desk.create(ann) for _ in range(3)]
    desk.clock.advance(5 * MINUTE)
    await desk.comment(ignored, ann)
    await desk.take(taken, gus)
    desk.clock.advance(MINUTE)
    await desk.comment(answered, gus)
    await desk.comment(taken, gus)
    await desk.take(answered, gus)
    assert [round(each / MINUTE) for each in desk.first_responses] == [5, 6]


async def test_an_answer_that_is_asked_for_again_measures_nothing(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent("Gus")
    ticket = await desk.create(ann)
    for _ in range(2):
        await desk.take(ticket, gus, request_id="5f0b1c3e-7f0d-4a39-9a43-0f0f8f3a5d11")
    assert len(desk.first_responses) == 1
