"""A transaction of the driver's, in which SQLAlchemy's own statements can take part."""

import asyncio
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import Connection, CursorResult, Executable, ScalarResult
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from fixline_chassis.driver.pool import LendingPool, Lent, pool_of
from fixline_chassis.driver.statements import Driver

ROLLBACK_SECONDS: Final = 2.0
"""A peer that vanished answers nothing, and whoever waits for that holds a connection of the pool."""


class LateConnection:
    """SQLAlchemy's view of a connection that is checked out already, made when a statement needs it.

    Most commands run every statement on the driver, and never do.
    """

    __slots__ = ("_connection", "_engine", "_lent", "_pool")

    def __init__(self, engine: AsyncEngine, pool: LendingPool, lent: Lent) -> None:
        self._engine = engine
        self._pool = pool
        self._lent = lent
        self._connection: AsyncConnection | None = None

    @classmethod
    async def lent(cls, engine: AsyncEngine) -> Self:
        """Raise what `LendingPool.lend` raises."""
        pool = pool_of(engine)
        return cls(engine, pool, await pool.lend())

    @property
    def asyncpg(self) -> Any:
        """The driver's own connection."""
        return self._lent.driver

    @property
    def driver(self) -> Driver:
        return Driver(self.asyncpg, self._pool)

    async def execute(self, statement: Executable, values: Any = None) -> CursorResult[*tuple[Any, ...]]:
        return await self._made().execute(statement, values)

    async def scalar(self, statement: Executable, values: Any = None) -> Any:
        return await self._made().scalar(statement, values)

    async def scalars(self, statement: Executable, values: Any = None) -> ScalarResult[Any]:
        return await self._made().scalars(statement, values)

    async def close(self) -> None:
        """Give the connection back to the pool."""
        if self._connection is None:
            self._pool.take_back(self._lent)
        else:
            await self._connection.close()

    def _made(self) -> AsyncConnection:
        if self._connection is None:
            sync = Connection(self._engine.sync_engine, self._pool.proxied(self._lent))
            self._connection = AsyncConnection(self._engine, sync)
        return self._connection


class Transaction:
    """Begun and ended as a context manager, on an engine whose isolation level must be AUTOCOMMIT.

    What was not committed is rolled back; a connection that cannot even do that is given up.
    """

    driver: Driver
    connection: LateConnection
    _asyncpg: Any

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._open = False

    async def __aenter__(self) -> Self:
        self.connection = await LateConnection.lent(self._engine)
        self._asyncpg = self.connection.asyncpg
        self.driver = self.connection.driver
        self._transaction = self._asyncpg.transaction()
        try:
            await self._transaction.start()
        except BaseException:
            self._asyncpg.terminate()  # it may have begun all the same
            await self.connection.close()
            raise
        self._open = True
        return self

    async def commit(self) -> None:
        self._open = False
        try:
            await self._transaction.commit()
        except BaseException:
            self._asyncpg.terminate()  # it may be anywhere between open and committed
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if self._open and not self._asyncpg.is_closed():
                await self._roll_back()
        finally:
            await self.connection.close()

    async def _roll_back(self) -> None:
        try:
            async with asyncio.timeout(ROLLBACK_SECONDS):
                await self._transaction.rollback()
        except BaseException:
            # Whoever gets this connection next must not find themselves in the middle of our transaction.
            self._asyncpg.terminate()
            raise
