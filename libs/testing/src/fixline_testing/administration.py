"""The one connection by which the tests of a process have databases made and dropped.

Connecting takes as long as making the database, and each test has an event loop of its own: this one has another, in a
thread.
"""

import asyncio
from pathlib import Path
from threading import Lock, Thread
from typing import ClassVar

import asyncpg

from fixline_local.embedded.postgres import EmbeddedPostgres
from fixline_testing.servers import SharedServers


class Administration:
    """Every method may be called from any thread."""

    _of_folders: ClassVar[dict[Path, "Administration"]] = {}
    _begins: ClassVar[Lock] = Lock()

    def __init__(self, postgres: EmbeddedPostgres) -> None:
        self.postgres = postgres
        self.templates: set[str] = set()
        """Those that are known to be there."""
        self._loop = asyncio.new_event_loop()
        self._one_at_a_time = asyncio.Lock()
        self._connection: asyncpg.Connection | None = None
        self._thread = Thread(target=self._loop.run_forever, name="administration of databases", daemon=True)
        self._thread.start()

    @classmethod
    def of(cls, servers: SharedServers) -> "Administration":
        """Return this process's for a run; raise `RuntimeError` when its server does not come up. Blocks."""
        with cls._begins:
            if servers.folder not in cls._of_folders:
                cls._of_folders[servers.folder] = cls(servers.postgres())
            return cls._of_folders[servers.folder]

    async def execute(self, statement: str) -> None:
        """Run one statement as the superuser, in no transaction; raise what asyncpg does."""
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._execute(statement), self._loop))

    @classmethod
    def close_all(cls) -> None:
        """Close those of this process; whoever asks afterwards gets another one."""
        while cls._of_folders:
            _, each = cls._of_folders.popitem()
            each.close()

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._disconnect(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _execute(self, statement: str) -> None:
        async with self._one_at_a_time:
            if self._connection is None:
                self._connection = await asyncpg.connect(self.postgres.dsn("postgres"))
            await self._connection.execute(statement)

    async def _disconnect(self) -> None:
        async with self._one_at_a_time:
            if self._connection is not None:
                await self._connection.close()
