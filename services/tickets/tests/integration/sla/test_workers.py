"""Two workers on one database."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_testing.beyond_types import present
from fixline_testing.clock import SteppingClock
from tickets_service.application.commands.sla.update_policy import UpdateSlaPolicy
from tickets_service.domain.people.user import Role
from tickets_service.domain.priority import Priority
from tickets_testing.desk import Desk


async def test_each_alert_is_told_by_one_of_them(
    postgres_desk: Desk, desk_on_engine: Callable[[AsyncEngine, SteppingClock], Desk]
) -> None:
    desk = postgres_desk
    other = desk_on_engine(desk.engine, desk.clock)
    ann = await desk.person()
    for _ in range(30):
        await desk.create(ann, priority=Priority.HIGH)
    desk.clock.advance(timedelta(hours=5))
    reviews = await asyncio.gather(*(each.do.workers.review_clocks() for each in (desk, other, desk, other)))
    # Whoever finds a batch taken looks again later.
    last = await desk.do.workers.review_clocks()
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
    postgres_desk: Desk, desk_on_engine: Callable[[AsyncEngine, SteppingClock], Desk]
) -> None:
    desk = postgres_desk
    other = desk_on_engine(desk.engine, desk.clock)
    ann, admin = await desk.person(), await desk.staff(Role.ADMIN)
    before = await other.create(ann, priority=Priority.HIGH)
    await desk.do.sla.update_sla_policy(
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


async def test_a_worker_passes_what_somebody_changes_now(postgres_desk: Desk) -> None:
    desk = postgres_desk
    ann = await desk.person()
    held, free = [await desk.create(ann, priority=Priority.HIGH) for _ in range(2)]
    desk.clock.advance(timedelta(minutes=45))
    async with desk.ports.unit_of_work() as uow:
        await uow.tickets.get(held.id)
        async with asyncio.timeout(30):
            assert (await desk.do.workers.review_clocks()).alerts == 1
    assert present((await desk.stored(free)).sla.next_alert_at) > desk.clock.now()
    assert (await desk.do.workers.review_clocks()).alerts == 1
