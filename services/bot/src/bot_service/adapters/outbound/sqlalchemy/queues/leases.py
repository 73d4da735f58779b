"""Work that one process at a time may do, whichever it is."""

import asyncio
import contextlib
import zlib
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.connections.database import OUTAGES, Database
from bot_service.adapters.outbound.sqlalchemy.queues.presence import HALF_OPEN
from bot_service.application.errors import UnavailableError

TRY_SECONDS: Final = 1.0
WATCH_SECONDS: Final = 15.0
"""Between two looks whether the connection still lives: one that ends says so, one whose peer vanished does not."""
LOCK_CLASS: Final = 0x46694C  # "FiL": the class of the locks that stand for leases
TAKE: Final = text("SELECT pg_try_advisory_lock(:class, :name)")

log = structlog.get_logger()


class Leases:
    """A lease is an advisory lock of a connection of its own: PostgreSQL passes it on the moment its holder dies."""

    def __init__(self, database: Database, *, try_seconds: float = TRY_SECONDS) -> None:
        self._database = database
        self._try_seconds = try_seconds

    async def lead(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run `work` whenever this process holds the lease, without end; cancel it when the lease is lost.

        `work` must not end, and waits out outages by itself; what it raises is raised here.
        """
        while True:
            try:
                async with self._database.session() as connection:
                    await self._hold(connection, name, work)
            except UnavailableError as error:
                log.warning("lease.lost", lease=name, error=str(error))
            await asyncio.sleep(self._try_seconds)

    async def _hold(
        self, connection: AsyncConnection, name: str, work: Callable[[], Awaitable[None]]
    ) -> None:
        lock = {"class": LOCK_CLASS, "name": zlib.crc32(name.encode()) & 0x7FFFFFFF}
        for setting in HALF_OPEN:
            await connection.execute(text(setting))
        while not await connection.scalar(TAKE, lock):  # noqa: ASYNC110  # the lock is PostgreSQL's
            await asyncio.sleep(self._try_seconds)
        log.info("lease.taken", lease=name)
        working = asyncio.ensure_future(work())
        watching = asyncio.create_task(self._watch(connection))
        try:
            await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (working, watching):
                task.cancel()
            ended = await asyncio.gather(working, watching, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception):
                raise error

    async def _watch(self, connection: AsyncConnection) -> None:
        """Raise `UnavailableError` as soon as the connection, and so the lease, is gone."""
        driver: Any = (await connection.get_raw_connection()).driver_connection
        ended = asyncio.Event()
        driver.add_termination_listener(lambda _: ended.set())
        with OUTAGES:
            while True:
                await connection.scalar(text("SELECT 1"))
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(WATCH_SECONDS):
                        await ended.wait()
