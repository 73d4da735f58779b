"""The contract of `BulkJobs`, held by PostgreSQL and by the fake of the dialogs' tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.outbound.memory.lists.bulk_jobs import MemoryBulkJobs
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.lists.bulk_jobs import SqlBulkJobs
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.lists.bulk_jobs import BulkJobs
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.lists.bulk import BulkJob, BulkVerb, job_id

NOW, LATER = timedelta(), timedelta(seconds=30)
JOB = BulkJob(
    id=job_id(42, 1000),
    person="users/7",
    chat_id=5_000_000_101,
    message_id=17,
    language="en",
    verb=BulkVerb.RESOLVE,
    words="New “bulbs”",
    tickets=(3, 1, 2),
)
SAID = OutgoingCall(method="sendMessage", chat_id=JOB.chat_id, arguments={"text": "Done"})


@pytest.fixture(params=["memory", "postgres"])
def jobs(request: pytest.FixtureRequest) -> BulkJobs:
    if request.param == "memory":
        return MemoryBulkJobs(lambda: datetime.now(UTC))
    return SqlBulkJobs(request.getfixturevalue("database"), senders=Slots[Delivery](1))


async def test_it_waits_for_its_time(jobs: BulkJobs) -> None:
    assert await jobs.next_in() is None
    await jobs.hold(JOB, LATER)
    await jobs.hold(replace(JOB, tickets=(9,)), NOW)
    left = await jobs.next_in()
    assert left is not None
    assert 25 < left <= 30, "the first one stays as it is"
    assert await jobs.begin() is None


async def test_it_is_begun_again_until_it_is_done(jobs: BulkJobs) -> None:
    await jobs.hold(JOB, NOW)
    for _ in range(2):
        assert await jobs.begin() == JOB
        assert not await jobs.stop(JOB.id, JOB.person), "it has begun"
    await jobs.end(JOB, [SAID])
    await jobs.end(JOB, [SAID])
    assert await jobs.begin() is None
    assert await jobs.next_in() is None


async def test_whoever_asked_for_it_can_stop_it_before(jobs: BulkJobs) -> None:
    await jobs.hold(JOB, NOW)
    assert not await jobs.stop(JOB.id, "users/8")
    assert not await jobs.stop(job_id(42, 1), JOB.person)
    for _ in range(2):
        assert await jobs.stop(JOB.id, JOB.person)
    assert await jobs.begin() is None
    assert await jobs.next_in() is None


async def test_what_is_said_of_it_is_kept_with_it_once(database: Database) -> None:
    jobs = SqlBulkJobs(database, senders=Slots[Delivery](1))
    await jobs.hold(JOB, NOW)
    assert await jobs.begin() == JOB
    for _ in range(2):
        await jobs.end(JOB, [SAID])
    async with database.transaction() as connection:
        rows = (await connection.execute(text("SELECT cause, n, chat_id FROM deliveries"))).all()
    assert [tuple(row) for row in rows] == [(JOB.id, 0, JOB.chat_id)]
