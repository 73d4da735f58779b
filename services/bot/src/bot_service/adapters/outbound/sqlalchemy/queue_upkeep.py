"""What operators see of the queues, and what is thrown away in the end."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.database import Database
from bot_service.application.ports.queue_upkeep import Backlog
from fixline_chassis.driver.statements import Prepared

BACKLOG: Final = text(
    """
    SELECT 'inbox' AS queue, count(*) AS pending,
           coalesce(extract(epoch FROM now() - min(received_at)), 0)::float AS oldest_seconds
    FROM inbox WHERE state = 'PENDING'
    UNION ALL
    SELECT 'deliveries', count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0)::float
    FROM deliveries WHERE state = 'PENDING'
    """
)
PARKED: Final = Prepared(text("SELECT count(*) AS parked FROM deliveries WHERE state = 'PARKED'"))
GIVEN_UP: Final = Prepared(
    text(
        """
        SELECT (SELECT count(*) FROM inbox WHERE state = 'DEAD') AS inbox,
               (SELECT count(*) FROM deliveries WHERE state = 'FAILED')
                   + (SELECT count(*) FROM deliveries WHERE state = 'UNKNOWN') AS deliveries,
               (SELECT count(*) FROM dead_events) AS events
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
)


class SqlQueueUpkeep:
    def __init__(
        self,
        database: Database,
        *,
        updates_after: timedelta = timedelta(days=7),
        calls_after: timedelta = timedelta(days=30),
    ) -> None:
        """Keep what is done long enough to look into complaints; Telegram repeats an update for a day at most."""
        self._database = database
        self._ages = ({"updates_after": updates_after}, {"calls_after": calls_after})

    async def backlog(self) -> list[Backlog]:
        async with self._database.transaction() as connection:
            return [Backlog(*row) for row in await connection.execute(BACKLOG)]

    async def parked(self) -> int:
        row = await self._database.row(PARKED)
        return 0 if row is None else int(row["parked"])

    async def given_up(self) -> Mapping[str, int]:
        return dict(await self._database.row(GIVEN_UP) or {})

    async def purge(self) -> int:
        """Delete what was dealt with long ago, a bounded number of rows; return how many."""
        deleted = 0
        for statement, age in zip(PURGES, self._ages, strict=True):
            async with self._database.transaction() as connection:
                deleted += (await connection.execute(statement, age)).rowcount
        return deleted
