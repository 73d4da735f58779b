"""What waits, and what was given up."""

from datetime import timedelta
from typing import Final

from fixline_operations.go_no_go.databases import database_of
from fixline_operations.go_no_go.inspected import Inspected
from fixline_operations.go_no_go.verdict import Verdict, judged

OLDEST_SECONDS: Final = 60
WAITING: Final = """
    SELECT count(*) AS count, coalesce(extract(epoch FROM now() - min(since)), 0)::float8 AS age FROM (
        SELECT received_at AS since FROM inbox WHERE state = 'PENDING'
        UNION ALL SELECT created_at FROM deliveries WHERE state = 'PENDING'
    ) AS waiting
"""
GIVEN_UP: Final = """
    SELECT (SELECT count(*) FROM inbox WHERE state = 'DEAD') AS updates,
        (SELECT count(*) FROM deliveries WHERE state IN ('FAILED', 'UNKNOWN') AND finished_at > now() - $1::interval)
            AS deliveries,
        (SELECT count(*) FROM dead_events) AS events
"""
LATELY: Final = timedelta(days=1)
"""What Telegram refused for good stays refused; updates and events are put back."""


async def queues(inspected: Inspected) -> Verdict:
    """What waits is fresh; a desk in use has some."""
    async with database_of(inspected, "bot") as connection:
        row = await connection.fetchrow(WAITING)
    return judged(row["age"] <= OLDEST_SECONDS, f"{row['count']} wait, the oldest for {row['age']:.0f} s")


async def given_up(inspected: Inspected) -> Verdict:
    async with database_of(inspected, "bot") as connection:
        found = dict(await connection.fetchrow(GIVEN_UP, LATELY))
    evidence = ", ".join(f"{count} {name}" for name, count in found.items())
    return judged(
        not any(found.values()),
        f"{evidence} given up: docs/runbooks/dead-letters.md" if any(found.values()) else "nothing",
    )
