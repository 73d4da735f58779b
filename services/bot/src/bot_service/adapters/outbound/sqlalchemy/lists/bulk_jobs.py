"""What is about to be done to several tickets, in PostgreSQL."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import write_calls
from bot_service.adapters.outbound.sqlalchemy.queues.work_channel import NOTIFY
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.queues.workers import Workers
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.lists.bulk import BulkJob
from fixline_chassis.driver.statements import Prepared

HOLD: Final = text(
    """
    INSERT INTO bulk_jobs (id, person, job, due_at)
    VALUES (:id, :person, CAST(:job AS json), now() + CAST(:after AS interval))
    ON CONFLICT (id) DO NOTHING
    """
)
STOP: Final = text(
    """
    UPDATE bulk_jobs SET state = 'STOPPED', finished_at = coalesce(finished_at, now())
    WHERE id = :id AND person = :person AND state IN ('WAITING', 'STOPPED')
    """
)
NEXT: Final = Prepared(
    text(
        """
        SELECT extract(epoch FROM min(due_at) - now())::float AS seconds FROM bulk_jobs
        WHERE state IN ('WAITING', 'BEGUN')
        """
    )
)
# Whoever stops it holds the row, or finds that it has begun.
BEGIN: Final = text(
    """
    UPDATE bulk_jobs SET state = 'BEGUN' WHERE id = (
        SELECT id FROM bulk_jobs WHERE state IN ('WAITING', 'BEGUN') AND due_at <= now()
        ORDER BY due_at, id LIMIT 1 FOR UPDATE
    ) AND state IN ('WAITING', 'BEGUN')
    RETURNING job
    """
)
END: Final = text(
    "UPDATE bulk_jobs SET state = 'DONE', finished_at = now() WHERE id = :id AND state = 'BEGUN'"
)
FORGET: Final = text("DELETE FROM bulk_jobs WHERE finished_at < now() - interval '7 days'")

JOB: Final = TypeAdapter(BulkJob)


class SqlBulkJobs:
    """Wakes `senders` when it has something said."""

    def __init__(self, database: Database, *, senders: Workers[Delivery]) -> None:
        self._database = database
        self._senders = senders

    async def hold(self, job: BulkJob, after: timedelta) -> None:
        kept: dict[str, Any] = {
            "id": job.id,
            "person": job.person,
            "job": JOB.dump_json(job).decode(),
            "after": after,
        }
        async with self._database.transaction() as connection:
            await connection.execute(HOLD, kept)

    async def stop(self, id_: str, person: str) -> bool:
        async with self._database.transaction() as connection:
            return bool((await connection.execute(STOP, {"id": id_, "person": person})).rowcount)

    async def next_in(self) -> float | None:
        (row,) = await self._database.rows(NEXT)
        return None if row["seconds"] is None else float(row["seconds"])

    async def begin(self) -> BulkJob | None:
        async with self._database.transaction() as connection:
            job = await connection.scalar(BEGIN)
        return None if job is None else JOB.validate_python(job)

    async def end(self, job: BulkJob, calls: Sequence[OutgoingCall]) -> None:
        async with self._database.transaction() as connection:
            if not (await connection.execute(END, {"id": job.id})).rowcount:
                return
            await write_calls(connection, job.id, calls)
            await connection.execute(FORGET)
            await connection.execute(NOTIFY)
        self._senders.wake_up(again=True)
