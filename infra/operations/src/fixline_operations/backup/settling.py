"""What a restored desk must not do again, and numbers that it must not give again (decision 42)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import asyncpg

from fixline_operations.backup.throwaway import Throwaway
from tickets_service.application.ports.history.feed import FeedPosition
from tickets_service.application.queries.history.watch_events import position_from, token_of

ERROR: Final = "RestoredFromBackup"
UPDATES: Final = """
    UPDATE inbox SET state = 'DEAD', finished_at = now(), claimed_by = NULL, claimed_at = NULL, error = $1
    WHERE state = 'PENDING'
"""
# An edit may be made twice: the chat looks the same.
DELIVERIES: Final = """
    UPDATE deliveries SET state = 'UNKNOWN', finished_at = now(), claimed_by = NULL, claimed_at = NULL,
        started_at = NULL, error = $1
    WHERE state = 'PENDING' AND method ~ '^(send|copy|forward)'
"""
CLAIMS: Final = """
    UPDATE deliveries SET claimed_by = NULL, claimed_at = NULL, started_at = NULL WHERE claimed_by IS NOT NULL
"""
POSITIONS: Final = "SELECT feed, resume_token FROM feed_positions FOR UPDATE"
UNTOLD: Final = """
    SELECT id, request_id AS ticket, xid::text::bigint AS transaction FROM history
    WHERE (xid, id) > ($1::text::xid8, $2::bigint) ORDER BY xid, id
"""
DEAD_EVENT: Final = (
    "INSERT INTO dead_events (feed, event, error, incident) VALUES ($1, $2, $3, '') ON CONFLICT DO NOTHING"
)
MOVE: Final = "UPDATE feed_positions SET resume_token = $2, updated_at = now() WHERE feed = $1"
SEQUENCES: Final = "SELECT schemaname, sequencename FROM pg_sequences WHERE schemaname = 'public'"
LEAST_SKIPPED: Final = 1_000
LATELY: Final = (
    "SELECT count(*) FROM history WHERE created_at > (SELECT max(created_at) FROM history) - interval '1 day'"
)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was under way, and is not taken up: people may have seen it, in the time that is lost."""

    updates: int
    deliveries: int
    events: int

    @property
    def any(self) -> bool:
        return bool(self.updates or self.deliveries or self.events)


async def settle(server: Throwaway, names: Mapping[str, str]) -> Settled:
    """Give up what waits to be told. What was told meanwhile is not known here: twice is worse than a look by hand."""
    tickets, bot = await server.connect(names["tickets"]), await server.connect(names["bot"])
    try:
        if await bot.fetchval("SELECT to_regclass('public.inbox') IS NULL"):
            return Settled(0, 0, 0)
        async with bot.transaction():
            settled = Settled(
                updates=changed(await bot.execute(UPDATES, ERROR)),
                deliveries=changed(await bot.execute(DELIVERIES, ERROR)),
                events=await pass_over(bot, tickets),
            )
            await bot.execute(CLAIMS)
        return settled
    finally:
        await tickets.close()
        await bot.close()


async def pass_over(bot: "asyncpg.Connection", tickets: "asyncpg.Connection") -> int:
    """Move each feed's position behind the last event, and keep the names of those that it had not come to."""
    passed = 0
    for feed, token in [(row["feed"], row["resume_token"]) for row in await bot.fetch(POSITIONS)]:
        position = position_from(token)
        untold = await tickets.fetch(UNTOLD, str(position.transaction), position.event)
        if not untold:
            continue
        await bot.executemany(DEAD_EVENT, [(feed, event_name(row), ERROR) for row in untold])
        last = untold[-1]
        await bot.execute(MOVE, feed, token_of(FeedPosition(last["transaction"], last["id"])))
        passed += len(untold)
    return passed


def event_name(row: "asyncpg.Record") -> str:
    return f"tickets/{row['ticket']}/events/{row['id']}"


async def skip_numbers(server: Throwaway, names: Mapping[str, str]) -> None:
    """Leave out numbers that may have been given in the time that is lost: people and chats still name them.

    As many as there were events on the last day, and at least 1,000.
    """
    tickets = await server.connect(names["tickets"])
    try:
        lately = 0
        if await tickets.fetchval("SELECT to_regclass('public.history') IS NOT NULL"):
            lately = await tickets.fetchval(LATELY)
    finally:
        await tickets.close()
    for name in names.values():
        await _skip(server, name, max(LEAST_SKIPPED, lately))


async def _skip(server: Throwaway, name: str, count: int) -> None:
    connection = await server.connect(name)
    try:
        for schema, sequence in [tuple(row) for row in await connection.fetch(SEQUENCES)]:
            await connection.execute(
                f'SELECT setval(\'"{schema}"."{sequence}"\', nextval(\'"{schema}"."{sequence}"\') + $1::bigint)',
                count,
            )
    finally:
        await connection.close()


def changed(status: str) -> int:
    """Return the number of rows in what PostgreSQL says of a statement: `UPDATE 3`."""
    return int(status.rpartition(" ")[2])
