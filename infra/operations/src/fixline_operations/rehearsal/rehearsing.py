"""Takes one database up, down one, and up again, and says which rules that broke."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Final

import asyncpg
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from fixline_chassis.migrations import Migrations
from fixline_operations.backup.facts import TABLES, revision_of
from fixline_operations.backup.throwaway import Throwaway
from fixline_operations.errors import OperationError
from fixline_operations.rehearsal.locks import LocksSeen, watched
from fixline_operations.rehearsal.snapshots import OWN, Snapshot, differences, snapshot

INVALID: Final = """
    SELECT conrelid::regclass || ': ' || conname FROM pg_constraint
    WHERE NOT convalidated AND connamespace = 'public'::regnamespace
    UNION ALL
    SELECT indrelid::regclass || ': ' || indexrelid::regclass FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE NOT indisvalid AND relnamespace = 'public'::regnamespace
"""
CHECKS: Final = """
    SELECT conrelid::regclass::text AS table, conname AS name, pg_get_expr(conbin, conrelid) AS expression
    FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conrelid <> 0
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One revision, applied or taken back; `strongest`: table, mode and seconds of the strongest lock."""

    revision: str
    direction: str
    seconds: float
    strongest: tuple[str, str, float] | None


@dataclass(frozen=True, slots=True)
class Report:
    steps: list[Step] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Rules, in a sentence each."""


@dataclass(slots=True, kw_only=True)
class Rehearsal:
    """`longest_lock`: how many seconds a revision may hold up those who write to a table that is in use."""

    server: Throwaway
    database: str
    migrations: Migrations
    longest_lock: float
    report: Report = field(default_factory=Report)

    async def __call__(self) -> Report:
        """Raise `OperationError` for a revision that fails."""
        connection = await self.server.connect(self.database)
        try:
            before = await snapshot(connection)
            for revision in self.migrations.after(await revision_of(connection)):
                await self._step(connection, revision, "up")
            head = await self._compared(connection, before, "up")
            await self._look_at_constraints(connection)
            await self._step(connection, "-1", "down")
            down = await self._compared(connection, head, "down one")
            await self._step(connection, self.migrations.revisions.head, "up")
            await self._compared(connection, down, "up again")
        finally:
            await connection.close()
        return self.report

    async def _step(self, connection: "asyncpg.Connection", revision: str, direction: str) -> None:
        there = [row["name"] for row in await connection.fetch(TABLES)]
        seen = LocksSeen(frozenset(there) - {OWN})
        began = time.monotonic()
        async with watched(connection, seen):
            move = self.migrations.upgrade if direction == "up" else self.migrations.downgrade
            try:
                await asyncio.to_thread(move, revision, applied=seen.applied)
            except (DBAPIError, CommandError) as error:
                words = str(error).splitlines()[0]
                raise OperationError(f"{self.database}: {revision} {direction} fails: {words}") from error
        self.report.steps.append(
            Step(
                revision=revision,
                direction=direction,
                seconds=time.monotonic() - began,
                strongest=seen.strongest,
            )
        )
        self.report.broken.extend(
            f"{revision} {direction} held {mode} on {table} for {held:.1f} s, and nobody could write to it"
            for table, mode, held in seen.too_long(self.longest_lock)
        )

    async def _compared(self, connection: "asyncpg.Connection", before: Snapshot, way: str) -> Snapshot:
        after = await snapshot(connection)
        self.report.broken.extend(f"{way}: {difference}" for difference in differences(before, after))
        return after

    async def _look_at_constraints(self, connection: "asyncpg.Connection") -> None:
        for row in await connection.fetch(INVALID):
            self.report.broken.append(
                f"{row[0]} is not valid: no revision validates it, or its index was not built"
            )
        for check in await connection.fetch(CHECKS):
            bad = await connection.fetchval(
                f"SELECT count(*) FROM {check['table']} WHERE ({check['expression']}) IS FALSE"  # noqa: S608  # its own words
            )
            if bad:
                self.report.broken.append(f"{bad} rows of {check['table']} break {check['name']}")
