"""Which locks a migration takes on tables that are in use, and for how long."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import asyncpg
from sqlalchemy import Connection, text

MODES: Final = (
    "AccessShareLock",
    "RowShareLock",
    "RowExclusiveLock",
    "ShareUpdateExclusiveLock",
    "ShareLock",
    "ShareRowExclusiveLock",
    "ExclusiveLock",
    "AccessExclusiveLock",
)
"""From the weakest to the strongest."""
HOLDS_UP_WRITERS: Final = MODES.index("ShareLock")
SECONDS_BETWEEN_LOOKS: Final = 0.005
HELD: Final = """
    SELECT c.relname, l.mode FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
    WHERE l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""


@dataclass(slots=True)
class LocksSeen:
    """On `tables` only: nobody is held up by a lock on a new one. Times are of a monotonic clock, in seconds."""

    tables: frozenset[str]
    _since: dict[tuple[str, str], float] = field(default_factory=dict)
    _longest: dict[tuple[str, str], float] = field(default_factory=dict)

    def look(self, held: set[tuple[str, str]], now: float) -> None:
        held = {(table, mode) for table, mode in held if table in self.tables and mode in MODES}
        for each in held:
            since = self._since.setdefault(each, now)
            self._longest[each] = max(self._longest.get(each, 0.0), now - since)
        for each in self._since.keys() - held:
            del self._since[each]

    def applied(self, connection: Connection) -> None:
        """Look at the end of a revision's transaction, which holds all that it took: none is too short to be seen."""
        mine = connection.execute(text(f"{HELD} AND l.pid = pg_backend_pid()"))
        self.look({(row[0], row[1]) for row in mine}, time.monotonic())

    @property
    def strongest(self) -> tuple[str, str, float] | None:
        """Return table, mode and seconds of the strongest; of several the one that was held longest."""
        if not self._longest:
            return None
        table, mode = max(self._longest, key=lambda each: (MODES.index(each[1]), self._longest[each]))
        return table, mode, self._longest[table, mode]

    def too_long(self, seconds: float) -> list[tuple[str, str, float]]:
        """Return what held up those who write for longer than `seconds`."""
        return [
            (table, mode, held)
            for (table, mode), held in self._longest.items()
            if MODES.index(mode) >= HOLDS_UP_WRITERS and held > seconds
        ]


@asynccontextmanager
async def watched(connection: "asyncpg.Connection", seen: LocksSeen) -> AsyncIterator[None]:
    """Look at the locks of all others until the block ends."""
    over = asyncio.Event()

    async def watch() -> None:
        while not over.is_set():
            rows = await connection.fetch(f"{HELD} AND l.pid <> pg_backend_pid()")
            seen.look({(row[0], row[1]) for row in rows}, time.monotonic())
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    watching = asyncio.create_task(watch())
    try:
        yield
    finally:
        over.set()
        await watching
