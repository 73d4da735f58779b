"""Two workers on one database, and tickets from before there were clocks."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.database import create_database_engine
from fixline_chassis.migrations import Migrations
from fixline_testing.clock import SteppingClock
from tickets_service.application.commands.update_sla_policy import UpdateSlaPolicy
from tickets_service.domain.priority import Priority
from tickets_service.domain.user import Role

BEFORE = """
INSERT INTO users (telegram_id, display_name, role) VALUES (5, 'Ann', 'user'), (6, 'Gus', 'agent');
INSERT INTO requests (user_id, title, priority, created_at) VALUES (1, 'Lamp', 'LOW', '2026-01-05 09:00Z');
INSERT INTO comments (request_id, user_id, comment) VALUES (1, 2, 'Coming');
INSERT INTO history (request_id, type, actor, change, comment_id, created_at) VALUES
    (1, 'TICKET_CREATED', 'users/1', '{"before": null, "after": "OPEN"}', NULL, '2026-01-05 09:00Z'),
    (1, 'COMMENT_ADDED', 'users/2', '{"version": 1}', 1, '2026-01-05 09:10Z'),
    (1, 'TICKET_UPDATED', 'users/2', '{"fields": [["priority", "HIGH", "LOW"]]}', NULL, '2026-01-05 10:00Z');
"""
SINCE = """
INSERT INTO history (request_id, type, actor, change) VALUES
    (1, 'SLA_ALERT', 'system', '{"clock": "RESOLUTION", "threshold": 75}');
"""


async def test_each_alert_is_told_by_one_of_them(
    postgres_desk: Any, desk_on_engine: Callable[[AsyncEngine, SteppingClock], Any]
) -> None:
    desk = postgres_desk
    other = desk_on_engine(desk.engine, desk.clock)
    ann = await desk.person()
    for _ in range(30):
        await desk.create(ann, priority=Priority.HIGH)
    desk.clock.advance(timedelta(hours=5))
    reviews = await asyncio.gather(*(each.do.review_clocks() for each in (desk, other, desk, other)))
    # Whoever finds a batch taken looks again later.
    last = await desk.do.review_clocks()
    assert sum(review.alerts for review in [*reviews, last]) == 30 * 6
    async with desk.engine.connect() as connection:
        told = await connection.execute(
            text(
                "SELECT request_id, change ->> 'clock', change ->> 'threshold' FROM history"
                " WHERE type = 'SLA_ALERT'"
            )
        )
        counted = Counter(tuple(row) for row in told)
    assert len(counted) == 30 * 6
    assert set(counted.values()) == {1}


async def test_a_change_of_policies_holds_at_once_on_every_replica(
    postgres_desk: Any, desk_on_engine: Callable[[AsyncEngine, SteppingClock], Any]
) -> None:
    desk = postgres_desk
    other = desk_on_engine(desk.engine, desk.clock)
    ann, admin = await desk.person(), await desk.staff(Role.ADMIN)
    before = await other.create(ann, priority=Priority.HIGH)
    await desk.do.update_sla_policy(
        UpdateSlaPolicy(
            principal=desk.as_(admin),
            priority=Priority.HIGH,
            first_response_seconds=60,
            resolution_seconds=3_600,
            calendar="24x7",
            request_id=str(uuid4()),
        )
    )
    after = await other.create(ann, priority=Priority.HIGH)
    assert after.sla.first_response_due_at == desk.clock.now() + timedelta(minutes=1)
    assert after.sla.revision == before.sla.revision + 1


async def test_a_worker_passes_what_somebody_changes_now(postgres_desk: Any) -> None:
    desk = postgres_desk
    ann = await desk.person()
    held, free = [await desk.create(ann, priority=Priority.HIGH) for _ in range(2)]
    desk.clock.advance(timedelta(minutes=45))
    async with desk.ports.unit_of_work() as uow:
        await uow.tickets.get(held.id)
        async with asyncio.timeout(30):
            assert (await desk.do.review_clocks()).alerts == 1
    assert (await desk.stored(free)).sla.next_alert_at > desk.clock.now()
    assert (await desk.do.review_clocks()).alerts == 1


async def test_upgrade_on_data_and_back(
    empty_database: Callable[[], Awaitable[str]],
    desk_on_engine: Callable[[AsyncEngine, SteppingClock], Any],
) -> None:
    url = await empty_database()
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, BEFORE_CLOCKS)
    await script(url, BEFORE)
    await asyncio.to_thread(migrations.upgrade)
    engine = create_database_engine(url, application_name="test", pool_size=2)
    try:
        assert (await desk_on_engine(engine, SteppingClock()).do.review_clocks()).tickets == 1
        async with engine.connect() as connection:
            found = await connection.execute(
                text(
                    "SELECT first_responded_at, first_response_due_at, resolution_due_at, sla_revision"
                    " FROM requests"
                )
            )
            responded_at, response_due_at, due_at, revision = found.one()
    finally:
        await engine.dispose()
    start = SteppingClock().now()
    assert responded_at == start + timedelta(minutes=10)
    # It was HIGH when staff answered, and is LOW since.
    assert response_due_at == start + timedelta(hours=1)
    assert (due_at, revision) == (start + timedelta(hours=72), 1)
    await script(url, SINCE)
    await asyncio.to_thread(migrations.downgrade, BEFORE_CLOCKS)
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        assert await connection.fetchval("SELECT count(*) FROM history") == 3
    finally:
        await connection.close()
    await asyncio.to_thread(migrations.upgrade)
    await asyncio.to_thread(migrations.check)


BEFORE_CLOCKS = "0007"


async def script(url: str, statements: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute(statements)
    finally:
        await connection.close()
