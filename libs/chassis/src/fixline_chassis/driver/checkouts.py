"""Connections for statements on the driver itself."""

from types import TracebackType

from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.driver.pool import pool_of
from fixline_chassis.driver.statements import Driver


class CheckedOut:
    """A checked-out connection for statements that need no transaction: a context manager, entered once."""

    __slots__ = ("_lent", "_pool")

    def __init__(self, engine: AsyncEngine) -> None:
        self._pool = pool_of(engine)

    async def __aenter__(self) -> Driver:
        return await self.open()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    async def open(self) -> Driver:
        """Take one; raise what `LendingPool.lend` raises."""
        self._lent = await self._pool.lend()
        return Driver(self._lent.driver, self._pool)

    def close(self) -> None:
        """Give it back."""
        self._pool.take_back(self._lent)
