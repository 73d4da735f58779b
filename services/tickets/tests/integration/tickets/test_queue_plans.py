"""A page of a queue by due time is a range of an index, however many tickets of others lie between (decision 18)."""

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

import asyncpg
import pytest

from fixline_chassis.driver.statements import Prepared
from tickets_service.adapters.outbound.sqlalchemy.tickets.counts import counts_of
from tickets_service.adapters.outbound.sqlalchemy.tickets.pages import page_of
from tickets_service.application.ports.tickets.reader import Listing, TicketFilter
from tickets_service.application.ticket_order import Order
from tickets_service.domain.people.user import UserId
from tickets_service.domain.state import OPEN_WORK, Category, states_in

PEOPLE: Final = """
    INSERT INTO users (telegram_id, display_name, role)
    SELECT n, 'User ' || n, CASE WHEN n > 20 THEN 'agent' ELSE 'user' END FROM generate_series(1, 40) AS n
"""
TICKETS: Final = """
    INSERT INTO requests (user_id, title, status, assigned_to, completed_at, waiting_since, sla_due_at)
    SELECT 1 + n % 20, 'Lamp ' || n, status, CASE WHEN status <> 'OPEN' THEN 21 + n * 7919 / 20 % 20 END,
        CASE WHEN status = 'CLOSED' THEN now() END, CASE WHEN status = 'WAITING_REPORTER' THEN now() END,
        CASE WHEN status IN ('OPEN', 'IN_PROGRESS') AND n % 50 <> 0
            THEN now() + (n * 7919 % 10000 - 3000) * interval '1 minute' END
    FROM generate_series(1, 4000) AS n, LATERAL (SELECT CASE
        WHEN n % 20 < 10 THEN 'CLOSED' WHEN n % 20 < 11 THEN 'OPEN' WHEN n % 20 < 18 THEN 'IN_PROGRESS'
        WHEN n % 20 = 18 THEN 'WAITING_REPORTER' ELSE 'WAITING_VENDOR' END AS status) AS state
"""
PAGE: Final = 11
MOST_PASSED_OVER: Final = 50
"""Rows of somebody else that a page may read and leave; without its index, it is hundreds of these."""
LATE: Final = datetime(2100, 1, 1, tzinfo=UTC)
AGENT: Final = UserId(25)
PAUSED: Final = states_in(Category.PAUSED)
QUEUES: Final[Mapping[str, TicketFilter]] = {
    "unassigned": TicketFilter(listing=Listing.UNASSIGNED, user_id=AGENT),
    "unassigned and overdue": TicketFilter(listing=Listing.UNASSIGNED, user_id=AGENT, due_by=LATE),
    "mine": TicketFilter(listing=Listing.ASSIGNED, user_id=AGENT),
    "mine and overdue": TicketFilter(listing=Listing.ASSIGNED, user_id=AGENT, due_by=LATE),
    "everybody's": TicketFilter(listing=Listing.ALL, user_id=AGENT, states=OPEN_WORK),
    "everybody's and overdue": TicketFilter(
        listing=Listing.ALL, user_id=AGENT, states=OPEN_WORK, due_by=LATE
    ),
    "waiting": TicketFilter(listing=Listing.ALL, user_id=AGENT, states=PAUSED),
}
Plan = dict[str, object]


def parts(plan: Plan) -> Iterator[Plan]:
    yield plan
    below = plan.get("Plans", [])
    assert isinstance(below, list)
    for each in below:
        yield from parts(each)


@pytest.fixture
async def connection(migrated_database: Callable[[str], Awaitable[str]]) -> "asyncpg.Connection":
    url = await migrated_database("tickets_service")
    opened = await asyncpg.connect(url.replace("postgresql+asyncpg", "postgresql"))
    await opened.execute("ALTER TABLE requests DISABLE TRIGGER USER")
    await opened.execute(PEOPLE)
    await opened.execute(TICKETS)
    await opened.execute("VACUUM ANALYZE requests")
    # So few tickets are as well read all, and sorted: what counts is what can be done without.
    await opened.execute("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off")
    return opened


async def read_by(
    connection: "asyncpg.Connection", statement: Prepared, values: Mapping[str, object]
) -> list[Plan]:
    """Return what a statement reads of the tickets."""
    explained = await connection.fetchval(
        "EXPLAIN (ANALYZE, FORMAT JSON) " + statement.sql, *statement.arguments(values)
    )
    (whole,) = json.loads(explained)
    return [part for part in parts(whole["Plan"]) if part.get("Relation Name") == "requests"]


def check(name: str, read: list[Plan], most: int) -> None:
    assert read, name
    for part in read:
        passed_over = int(str(part.get("Rows Removed by Filter", 0)))
        assert passed_over <= MOST_PASSED_OVER, f"{name}: {part['Index Name']} leaves {passed_over}"
        assert int(float(str(part["Actual Rows"]))) <= most, f"{name}: {part['Index Name']}"


async def test_a_page_reads_little_more_than_it_shows(connection: "asyncpg.Connection") -> None:
    try:
        for name, which in QUEUES.items():
            statement, values = page_of(which, Order.DUE_NEXT, after=None, limit=PAGE)
            check(name, await read_by(connection, statement, values), PAGE)
    finally:
        await connection.close()


async def test_counting_reads_little_more_than_it_counts(connection: "asyncpg.Connection") -> None:
    """Also of all of them at once, by one statement."""
    try:
        for name, which in QUEUES.items():
            statement, values = counts_of([which], most=PAGE)
            check(name, await read_by(connection, statement, values), PAGE)
        statement, values = counts_of([*QUEUES.values()], most=PAGE)
        check("all", await read_by(connection, statement, values), PAGE)
    finally:
        await connection.close()


PLANS: Final = "SELECT custom_plans, generic_plans FROM pg_prepared_statements WHERE statement = $1"


async def test_counting_all_queues_is_prepared_once(connection: "asyncpg.Connection") -> None:
    try:
        statement, values = counts_of([*QUEUES.values()] * 2, most=PAGE)
        for _ in range(2):
            await connection.fetchrow(statement.sql, *statement.arguments(values))
        assert sum(await connection.fetchrow(PLANS, statement.sql)) == 2
    finally:
        await connection.close()


@pytest.mark.parametrize("order", Order)
async def test_the_first_page_of_everybodys_tickets_is_planned_once(
    connection: "asyncpg.Connection", order: Order
) -> None:
    try:
        for listing in (Listing.UNASSIGNED, Listing.ALL):
            statement, values = page_of(
                TicketFilter(listing=listing, user_id=AGENT), order, after=None, limit=PAGE
            )
            for _ in range(2):
                found = await connection.fetch(statement.sql, *statement.arguments(values))
                assert len(found) == PAGE
            assert tuple(await connection.fetchrow(PLANS, statement.sql)) == (0, 2)
    finally:
        await connection.close()
