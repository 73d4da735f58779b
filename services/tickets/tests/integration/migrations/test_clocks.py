"""Tickets from before there were clocks."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.database import create_database_engine
from fixline_chassis.migrations import Migrations
from fixline_testing.clock import SteppingClock
from tickets_testing.desk import Desk

from .sql import rows, script

BEFORE_CLOCKS = "0007"
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


async def test_upgrade_on_data_and_back(
    empty_database: Callable[[], Awaitable[str]],
    desk_on_engine: Callable[[AsyncEngine, SteppingClock], Desk],
) -> None:
    url = await empty_database()
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, BEFORE_CLOCKS)
    await script(url, BEFORE)
    await asyncio.to_thread(migrations.upgrade)
    engine = create_database_engine(url, application_name="test", pool_size=2)
    try:
        assert (await desk_on_engine(engine, SteppingClock()).do.workers.review_clocks()).tickets == 1
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
    assert [each["count"] for each in await rows(url, "SELECT count(*) FROM history")] == [3]
    await asyncio.to_thread(migrations.upgrade)
    await asyncio.to_thread(migrations.check)
