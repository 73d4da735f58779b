"""Reports cost a fixed number of statements; an export, so many per batch and never more memory."""

import tracemalloc
from collections.abc import AsyncGenerator
from contextlib import aclosing

from sqlalchemy import QueuePool, text

from fixline_testing.beyond_types import of_kind
from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.application.principal import Principal
from tickets_service.application.queries.reports.export_tickets import ExportTickets, ExportTicketsHandler
from tickets_service.application.queries.reports.get_statistics import GetStatistics
from tickets_service.application.views.reports import Exported
from tickets_service.domain.people.user import Role
from tickets_testing.desk import Desk, StatementsRun

MANY = """
INSERT INTO requests (user_id, title, description, created_at)
SELECT :reporter, 'Lamp ' || number, repeat('x', 500), now() - number * interval '1 second'
FROM generate_series(1, :tickets) AS number
"""
SAID = """
INSERT INTO comments (request_id, user_id, comment) SELECT id, user_id, 'Hello' FROM requests, generate_series(1, 3)
"""


async def fill(desk: Desk, tickets: int) -> None:
    reporter = (await desk.person()).id
    async with desk.engine.begin() as connection:
        await connection.execute(text(MANY), {"reporter": reporter, "tickets": tickets})
        await connection.execute(text(SAID))


def exported(desk: Desk, include_comments: bool = False) -> AsyncGenerator[Exported, None]:
    handler = ExportTicketsHandler(
        users=desk.ports.users, reports=desk.ports.reports, batch=100, comment_batch=200
    )
    return handler(ExportTickets(principal=Principal("bot"), include_comments=include_comments))


async def test_statements(postgres_desk: Desk, statements_run: StatementsRun) -> None:
    await fill(postgres_desk, 250)
    boss = await postgres_desk.staff(Role.ADMIN)
    with statements_run() as asked:
        await postgres_desk.do.reports.get_statistics(GetStatistics(principal=postgres_desk.as_(boss)))
    assert len(asked) == 3, asked
    assert asked[1].startswith("SET"), asked
    with statements_run() as plain:
        async with aclosing(exported(postgres_desk)) as stream:
            assert len([each async for each in stream]) == 250
    assert plain == ["SELECT requests"] * 3
    with statements_run() as talking:
        async with aclosing(exported(postgres_desk, include_comments=True)) as stream:
            assert len([each async for each in stream]) == 1_000
    # 300 comments on 100 tickets are two batches of comments.
    assert talking == ["SELECT requests", "SELECT comments", "SELECT comments"] * 2 + [
        "SELECT requests",
        "SELECT comments",
    ]


async def test_statistics_have_a_time_of_their_own(postgres_desk: Desk) -> None:
    reading = Reading(postgres_desk.engine)
    allowed = text("SELECT current_setting('statement_timeout') AS longest")
    (usual,) = await reading.rows(allowed)
    for _ in range(2):
        assert (await reading.patiently(allowed, seconds=7))[0]["longest"] == "7s" != usual["longest"]
        assert await reading.rows(allowed) == [usual]


async def test_nothing_is_held_between_batches(postgres_desk: Desk) -> None:
    await fill(postgres_desk, 250)
    async with aclosing(exported(postgres_desk, include_comments=True)) as stream:
        await anext(stream)
        assert of_kind(QueuePool, postgres_desk.engine.pool).checkedout() == 0


async def test_memory_does_not_grow_with_the_table(postgres_desk: Desk) -> None:
    await fill(postgres_desk, 5_000)

    async def peak(most: int) -> int:
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        seen = 0
        async with aclosing(exported(postgres_desk)) as stream:
            async for _ in stream:
                seen += 1
                if seen == most:
                    break
        assert seen == most
        return tracemalloc.get_traced_memory()[1] - before

    tracemalloc.start()
    try:
        await peak(300)
        assert await peak(5_000) < 2 * await peak(300)
    finally:
        tracemalloc.stop()
