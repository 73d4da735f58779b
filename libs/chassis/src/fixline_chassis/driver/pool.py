"""SQLAlchemy's pool, whose connections the driver's statements borrow past its proxies (decision 69)."""

import asyncio
import weakref
from typing import Any, Final, NamedTuple

import asyncpg
from sqlalchemy.exc import MissingGreenlet
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.pool.base import _NOOP_WEAKREF_CALLBACK, _ConnectionFairy
from sqlalchemy.util.concurrency import greenlet_spawn

from fixline_chassis.driver.fair_queue import FairPoolQueue

POOL_TIMEOUT_CODE: Final = "3o7r"
"""SQLAlchemy's, for its page about the error."""
DOUBTFUL: Final = "doubtful"
"""In the `info` of an entry, which SQLAlchemy empties when it connects anew."""
DOUBT_SECONDS: Final = 1.0
"""How long a connection may take to show that it lives, when its last statement was given up."""


class Lent(NamedTuple):
    entry: ConnectionPoolEntry
    driver: Any
    """The connection of the entry at the driver: asking the entry for it runs three functions each time."""


class LendingPool(AsyncAdaptedQueuePool):
    """Lends what lies in the same queue that SQLAlchemy takes from: whoever waits longest is served first.

    A check-out through SQLAlchemy's engine runs as much Python as the two statements of a read:
    a switch of greenlets when it waits, a proxy with a finaliser, and a look at a transaction that nobody began.
    """

    _queue_class = FairPoolQueue
    _sqla_logger_namespace = "sqlalchemy.pool.impl.LendingPool"
    """As loud as SQLAlchemy's own pools: by its place here, it would tell of every connection as our own lines do."""

    async def lend(self) -> Lent:
        """Return a connection that works as far as one can see, to be taken back.

        Raises `sqlalchemy.exc.TimeoutError` when none gets free in time, and what connecting raises.
        """
        entry = await self._next()
        try:
            driver = entry.driver_connection
            works = driver is not None and not driver.is_closed() and self._is_fresh(entry)
            if not works or (DOUBTFUL in entry.info and not await self._answers(entry)):
                driver = await self._renewed(entry)
        except BaseException:
            self._do_return_conn(entry)
            raise
        return Lent(entry, driver)

    def take_back(self, lent: Lent) -> None:
        """Put it back, or what stands for it when it ended meanwhile. Nobody may have left a transaction open.

        Where a statement was given up, who gets it next sees first whether it lives: its peer may have vanished, and
        then nothing else would ever say so.
        """
        if lent.driver.is_closed():
            lent.entry.invalidate()
        elif lent.driver._cancellations:  # noqa: SLF001  # what asyncpg has asked the server to end
            lent.entry.info[DOUBTFUL] = True
        self._do_return_conn(lent.entry)

    def proxied(self, lent: Lent) -> PoolProxiedConnection:
        """Return SQLAlchemy's view of what is lent; closing it takes the entry back."""
        record: Any = lent.entry
        fairy = _ConnectionFairy(self, record.dbapi_connection, record, self._should_log_debug())
        fairy._counter = 1  # noqa: SLF001  # it is checked out once
        record.fairy_ref = weakref.ref(fairy, _NOOP_WEAKREF_CALLBACK)
        return fairy

    async def _next(self) -> ConnectionPoolEntry:
        queue: asyncio.Queue[ConnectionPoolEntry] = self._pool._queue  # type: ignore[attr-defined]  # noqa: SLF001
        if not queue.empty():
            return queue.get_nowait()
        if self._overflow < self._max_overflow:
            entry: ConnectionPoolEntry = await greenlet_spawn(self._do_get)  # one more is connected
            return entry
        try:
            async with asyncio.timeout(self._timeout):
                return await queue.get()
        except TimeoutError:
            message = f"none of {self.size()} connections got free within {self._timeout:g} s"
            raise PoolTimeoutError(message, code=POOL_TIMEOUT_CODE) from None

    def _is_fresh(self, entry: ConnectionPoolEntry) -> bool:
        """Say whether SQLAlchemy would hand it out as it is. One that is not has been ended by the look."""
        record: Any = entry
        try:
            record.get_connection()
        except MissingGreenlet:  # it would have to be connected anew, for which one waits
            return False
        return True

    async def _answers(self, entry: ConnectionPoolEntry) -> bool:
        driver: Any = entry.driver_connection
        try:
            await driver.execute("SELECT 1", timeout=DOUBT_SECONDS)
        except BaseException as error:
            driver.terminate()
            if isinstance(error, (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)):
                return False
            raise
        del entry.info[DOUBTFUL]
        return True

    async def _renewed(self, entry: ConnectionPoolEntry) -> Any:
        record: Any = entry
        entry.invalidate()
        await greenlet_spawn(record.get_connection)
        return entry.driver_connection


def pool_of(engine: AsyncEngine) -> LendingPool:
    """Return the pool that the engine has now. Raises TypeError for one that lends nothing."""
    pool = engine.sync_engine.pool
    if not isinstance(pool, LendingPool):
        raise TypeError(f"the driver's statements need an engine of `create_database_engine`, not {engine!r}")
    return pool
