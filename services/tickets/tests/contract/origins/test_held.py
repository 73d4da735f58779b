"""What comes from elsewhere is left alone until somebody works on it: the same on every set of adapters."""

from datetime import timedelta

import pytest

from fixline_testing.beyond_types import present
from tickets_service.application.queries.search.search_tickets import SearchTickets
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.origins.old_records import OldTicket
from tickets_service.domain.origins.reading import Author, Reader
from tickets_service.domain.origins.wording import Wording
from tickets_service.domain.people.user import Role
from tickets_service.domain.state import State
from tickets_service.domain.violations import Violations
from tickets_testing.desk import Desk

YEARS = timedelta(days=1_000)


async def arrived(desk: Desk, reporter: UserView, state: str) -> TicketView:
    """Return a ticket that an older system has had in that state for years."""
    now = desk.clock.now()
    reader = Reader(
        source="oldbot",
        wording=Wording(),
        now=now,
        people={"17": Author(reporter.id, is_staff=False)},
        places={},
    )
    old = OldTicket(
        line="requests, id 4711",
        old_id="4711",
        reporter="17",
        title="Lamp",
        state=state,
        created_at=now - YEARS,
        updated_at=now - YEARS,
    )
    violations = Violations()
    ticket = reader.ticket(old, violations)
    assert violations.found == ()
    async with desk.ports.unit_of_work() as uow:
        await uow.tickets.add(ticket)
        await uow.commit()
    return TicketView.of(ticket)


@pytest.mark.parametrize("state", ["OPEN", "WAITING_REPORTER", "RESOLVED"])
async def test_nothing_happens_to_it_by_itself(desk: Desk, state: str) -> None:
    ticket = await arrived(desk, await desk.person(), state)
    await desk.do.workers.review_clocks()
    await desk.do.workers.remind_reporters()
    await desk.do.workers.close_unanswered()
    desk.clock.advance(YEARS)
    review = await desk.do.workers.review_clocks()
    assert (review.tickets, review.alerts) == (0, 0)
    assert (await desk.do.workers.remind_reporters()).reminders == 0
    assert await desk.do.workers.close_unanswered() == 0
    assert await desk.history(ticket) == []
    stored = await desk.stored(ticket)
    assert (stored.state, stored.origin, stored.etag) == (State(state), "oldbot:4711", ticket.etag)
    assert not stored.sla.known


async def test_once_it_is_worked_on_it_closes_as_all_do(desk: Desk) -> None:
    ticket = await arrived(desk, await desk.person(), "OPEN")
    gus = await desk.agent()
    ticket = await desk.take(ticket, gus)
    ticket = await desk.wait_for_reporter(ticket, gus)
    desk.clock.advance(timedelta(days=2))
    assert (await desk.do.workers.remind_reporters()).reminders == 1
    await desk.resolve(await desk.stored(ticket), gus)
    desk.clock.advance(timedelta(days=7))
    assert await desk.do.workers.close_unanswered() == 1
    stored = await desk.stored(ticket)
    assert stored.origin == "oldbot:4711"
    assert not stored.sla.known


async def test_its_clocks_stay_still_when_policies_change_or_its_priority_does(desk: Desk) -> None:
    ticket = await arrived(desk, await desk.person(), "OPEN")
    dot = await desk.staff(Role.DISPATCHER)
    await desk.update(ticket, dot, title="The lamp")
    await desk.take(await desk.stored(ticket), dot)
    desk.clock.advance(YEARS)
    assert (await desk.do.workers.review_clocks()).tickets == 0
    assert not (await desk.stored(ticket)).sla.known


@pytest.mark.parametrize("query", ["oldbot:4711", "oldbot 4711", "4711"])
async def test_it_is_found_by_where_it_comes_from(desk: Desk, query: str) -> None:
    ann = await desk.person()
    await desk.create(ann, "Chair")
    ticket = await arrived(desk, ann, "OPEN")
    page = await desk.do.search.search_tickets(SearchTickets(principal=desk.as_(ann), query=query))
    assert [hit.ticket.id for hit in page.items] == [present(ticket).id]
