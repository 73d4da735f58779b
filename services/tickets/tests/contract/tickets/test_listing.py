"""Lists of tickets: their orders, conditions and pages."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest

from fixline_testing.beyond_types import loosely
from tickets_service.application.errors import PageTokenInvalidError
from tickets_service.application.ports.tickets.reader import Listing
from tickets_service.application.queries.search.search_tickets import SearchTickets
from tickets_service.application.queries.tickets.list_tickets import ListTickets
from tickets_service.application.ticket_order import POSITION_PARTS, Order
from tickets_service.application.tokens import seal, unseal
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.user import Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import Category, State
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk, StatementsRun

START = datetime.fromisoformat("2026-01-05T09:00:00+00:00")


async def test_orders(desk: Desk) -> None:
    ann = await desk.person()
    numbers = []
    for priority in (Priority.LOW, Priority.URGENT, Priority.HIGH, Priority.URGENT, Priority.MEDIUM):
        desk.clock.advance(timedelta(minutes=1))
        numbers.append((await desk.create(ann, priority=priority)).id)

    async def listed(order: Order) -> list[int]:
        query = ListTickets(principal=desk.as_(ann), order=order)
        return [ticket.id for ticket in (await desk.do.tickets.list_tickets(query)).items]

    assert await listed(Order.NEWEST) == numbers[::-1]
    assert await listed(Order.OLDEST) == numbers
    assert await listed(Order.PRIORITY) == [numbers[at] for at in (1, 3, 2, 4, 0)]


@pytest.mark.usefixtures("campus")
async def test_what_is_inside_of_a_location(desk: Desk) -> None:
    ann = await desk.person()
    room = await desk.create(ann, location_node="R1")
    await desk.create(ann)

    async def found(code: str) -> list[TicketId]:
        query = ListTickets(principal=desk.as_(ann), within=code)
        listed = [ticket.id for ticket in (await desk.do.tickets.list_tickets(query)).items]
        search = SearchTickets(principal=desk.as_(ann), query="lamp", within=code)
        assert [hit.ticket.id for hit in (await desk.do.search.search_tickets(search)).items] == listed
        return listed

    assert await found("R1") == await found("B1") == await found("HQ") == [room.id]
    assert await found("HQ-2") == await found("R2") == await found("NOWHERE") == []


async def test_what_is_due(desk: Desk) -> None:
    ann = await desk.person()
    done = await desk.cancel(await desk.create(ann, priority=Priority.URGENT), ann)
    low, urgent, high = [
        await desk.create(ann, priority=priority)
        for priority in (Priority.LOW, Priority.URGENT, Priority.HIGH)
    ]

    async def listed(**conditions: object) -> list[int]:
        query = loosely(ListTickets, principal=desk.as_(ann), order=Order.DUE_NEXT, **conditions)
        return [ticket.id for ticket in (await desk.do.tickets.list_tickets(query)).items]

    assert await listed() == [urgent.id, high.id, low.id, done.id]
    assert await listed(overdue=True) == []
    desk.clock.advance(timedelta(minutes=30))
    assert await listed(overdue=True) == [urgent.id]
    desk.clock.advance(timedelta(days=9))
    query = ListTickets(principal=desk.as_(ann), order=Order.DUE_NEXT, overdue=True, page_size=2)
    first = await desk.do.tickets.list_tickets(query)
    desk.clock.advance(timedelta(minutes=1))
    rest = await desk.do.tickets.list_tickets(replace(query, page_token=first.next_token))
    assert [ticket.id for ticket in (*first.items, *rest.items)] == [urgent.id, high.id, low.id]


async def test_conditions(desk: Desk) -> None:
    ann, bob, gus = await desk.person("Ann"), await desk.person("Bob"), await desk.agent()
    zoe = await desk.staff(Role.DISPATCHER)
    taken = (await desk.take(await desk.create(ann), gus)).id
    since = desk.clock.now() + timedelta(hours=1)
    desk.clock.advance(timedelta(hours=1))
    waiting = (await desk.wait_for_vendor(await desk.create(bob, priority=Priority.HIGH), gus)).id
    desk.clock.advance(timedelta(hours=1))
    cancelled = await desk.cancel(await desk.create(ann), ann)
    done = cancelled.id

    async def found(**conditions: object) -> set[int]:
        query = loosely(ListTickets, principal=desk.as_(zoe), listing=Listing.ALL, **conditions)
        return {ticket.id for ticket in (await desk.do.tickets.list_tickets(query)).items}

    assert await found() == {taken, waiting, done}
    assert await found(assignee_id=gus.id) == {taken}
    assert await found(unassigned=True) == {waiting, done}
    assert await found(unassigned=True, assignee_id=gus.id) == set()
    assert await found(reporter_id=ann.id) == {taken, done}
    assert await found(priorities=frozenset({Priority.HIGH, Priority.URGENT})) == {waiting}
    assert await found(categories=frozenset({Category.PAUSED, Category.DONE})) == {waiting, done}
    paused = frozenset({Category.PAUSED})
    assert await found(categories=paused, states=frozenset({State.WAITING_VENDOR})) == {waiting}
    assert await found(categories=paused, states=frozenset({State.CANCELLED})) == set()
    assert await found(follower_id=bob.id) == set()
    await desk.follow(cancelled, zoe, user=bob)
    assert await found(follower_id=bob.id) == {done}
    followed = ListTickets(principal=desk.as_(bob), listing=Listing.FOLLOWED)
    assert [ticket.id for ticket in (await desk.do.tickets.list_tickets(followed)).items] == [done]
    assert await found(created_from=since) == {waiting, done}
    assert await found(created_before=since) == {taken}
    assert await found(created_from=since, created_before=since + timedelta(microseconds=1)) == {waiting}
    with pytest.raises(InvalidArgumentError):
        await found(created_from=since, created_before=since)


async def test_a_token_is_for_one_filter_and_order(desk: Desk) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    for _ in range(2):
        await desk.create(ann)
    query = ListTickets(principal=desk.as_(ann), page_size=1)
    token = (await desk.do.tickets.list_tickets(query)).next_token
    continued = replace(query, page_token=token, page_size=100)
    assert len((await desk.do.tickets.list_tickets(continued)).items) == 1
    changes: list[dict[str, object]] = [
        {"principal": desk.as_(bob)},
        {"order": Order.OLDEST},
        {"listing": Listing.ASSIGNED},
        {"states": frozenset({State.OPEN})},
        {"categories": frozenset({Category.ACTIVE})},
        {"priorities": frozenset({Priority.LOW})},
        {"assignee_id": ann.id},
        {"unassigned": True},
        {"reporter_id": ann.id},
        {"follower_id": ann.id},
        {"overdue": True},
        {"within": "HQ"},
        {"created_from": START},
        {"created_before": START},
    ]
    for change in changes:
        with pytest.raises(PageTokenInvalidError):
            await desk.do.tickets.list_tickets(loosely(replace, continued, **change))


@pytest.mark.parametrize(
    "place",
    [(), (1, 1, 1), (1, 1, 1, 1, 1), (1, 1, 0, 1), (1, 1, 5, 1), (1, 2**63 - 1, 1, 1), (1, 1, 1, 2**62)],
)
async def test_a_sealed_place_that_is_none(desk: Desk, place: tuple[int, ...]) -> None:
    ann = await desk.person()
    for _ in range(2):
        await desk.create(ann)
    query = ListTickets(principal=desk.as_(ann), page_size=1)
    token = (await desk.do.tickets.list_tickets(query)).next_token
    bound_to, *numbers = unseal("page", token)
    assert len(numbers) == POSITION_PARTS
    with pytest.raises(PageTokenInvalidError):
        await desk.do.tickets.list_tickets(replace(query, page_token=seal("page", bound_to, *place)))


async def test_a_page_costs_two_statements_whatever_its_size(
    postgres_desk: Desk, statements_run: StatementsRun
) -> None:
    desk = postgres_desk
    ann = await desk.person()
    for _ in range(30):
        await desk.create(ann)
    for size, order in product((1, 30, 200), Order):
        with statements_run() as statements:
            await desk.do.tickets.list_tickets(
                ListTickets(principal=desk.as_(ann), page_size=size, order=order)
            )
        # The acting person and the page.
        assert len(statements) == 2
