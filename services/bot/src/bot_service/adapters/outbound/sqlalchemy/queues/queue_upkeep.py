"""What operators see of the queues, and what is thrown away in the end."""

from datetime import timedelta
from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.application.ports.queues.queue_upkeep import Backlog, QueueCounts
from fixline_chassis.driver.statements import Prepared

COUNTS: Final = Prepared(
    text(
        """
        WITH updates AS (
            SELECT count(*) AS pending,
                   coalesce(extract(epoch FROM now() - min(received_at)), 0)::float AS oldest_seconds
            FROM inbox WHERE state = 'PENDING'
        ), calls AS (
            SELECT count(*) AS pending,
                   coalesce(extract(epoch FROM now() - min(created_at)), 0)::float AS oldest_seconds
            FROM deliveries WHERE state = 'PENDING'
        )
        SELECT updates.pending AS updates_pending, updates.oldest_seconds AS updates_oldest,
               (SELECT count(*) FROM inbox WHERE state = 'DEAD') AS updates_given_up,
               calls.pending AS calls_pending, calls.oldest_seconds AS calls_oldest,
               (SELECT count(*) FROM deliveries WHERE state = 'FAILED')
                   + (SELECT count(*) FROM deliveries WHERE state = 'UNKNOWN') AS calls_given_up,
               (SELECT count(*) FROM deliveries WHERE state = 'PARKED') AS parked,
               (SELECT count(*) FROM dead_events) AS dead_events
        FROM updates, calls
        """
    )
)
MOST_PER_PURGE: Final = 5_000
PURGES: Final = (
    text(
        """
        DELETE FROM inbox WHERE ctid IN (
            SELECT ctid FROM inbox
            WHERE state IN ('DONE', 'SKIPPED') AND finished_at < now() - CAST(:updates_after AS interval) LIMIT :most
        )
        """
    ).bindparams(most=MOST_PER_PURGE),
    text(
        """
        DELETE FROM deliveries WHERE id IN (
            SELECT id FROM deliveries
            WHERE state IN ('SENT', 'SUPERSEDED') AND finished_at < now() - CAST(:calls_after AS interval) LIMIT :most
        )
        """
    ).bindparams(most=MOST_PER_PURGE),
    text(
        """
        DELETE FROM broadcasts WHERE id IN (
            SELECT id FROM broadcasts
            WHERE (state = 'DRAFT' OR finished_at IS NOT NULL)
              AND coalesce(finished_at, created_at) < now() - CAST(:broadcasts_after AS interval)
            LIMIT 5
        )
        """
    ),
    # For a digest of somebody who has blocked the bot: what is that old is no news, and there would be no end to it.
    text(
        """
        DELETE FROM held_calls WHERE id IN (
            SELECT id FROM held_calls
            WHERE until IS NULL AND created_at < now() - CAST(:calls_after AS interval) LIMIT :most
        )
        """
    ).bindparams(most=MOST_PER_PURGE),
)


class SqlQueueUpkeep:
    def __init__(
        self,
        database: Database,
        *,
        updates_after: timedelta = timedelta(days=7),
        calls_after: timedelta = timedelta(days=30),
        broadcasts_after: timedelta = timedelta(days=90),
    ) -> None:
        """Keep what is done long enough to look into complaints; Telegram repeats an update for a day at most."""
        self._database = database
        self._ages = (
            {"updates_after": updates_after},
            {"calls_after": calls_after},
            {"broadcasts_after": broadcasts_after},
            {"calls_after": calls_after},
        )

    async def counts(self) -> QueueCounts:
        (row,) = await self._database.rows(COUNTS)
        return QueueCounts(
            backlogs={
                queue: Backlog(
                    pending=row[f"{rows}_pending"],
                    oldest_seconds=row[f"{rows}_oldest"],
                    given_up=row[f"{rows}_given_up"],
                )
                for queue, rows in (("inbox", "updates"), ("deliveries", "calls"))
            },
            parked=row["parked"],
            dead_events=row["dead_events"],
        )

    async def purge(self) -> int:
        """Delete what was dealt with long ago, a bounded number of rows; return how many."""
        deleted = 0
        for statement, age in zip(PURGES, self._ages, strict=True):
            async with self._database.transaction() as connection:
                deleted += (await connection.execute(statement, age)).rowcount
        return deleted
