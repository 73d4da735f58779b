"""Connections of SQLAlchemy's pool for the driver itself."""

from types import TracebackType
from typing import Any

from sqlalchemy.exc import MissingGreenlet
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import PoolProxiedConnection, QueuePool

from fixline_chassis.driver.statements import Driver


class CheckedOut:
    """A checked-out connection for statements that need no transaction: a context manager, entered once."""

    __slots__ = ("_engine", "_pooled")

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def __aenter__(self) -> Driver:
        self._pooled = await check_out(self._engine)
        driver: Any = self._pooled.driver_connection
        return Driver(driver, self._engine)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        hand_back(self._pooled)


async def check_out(engine: AsyncEngine) -> PoolProxiedConnection:
    """Return a connection of the pool; those that ended while nobody used them are replaced."""
    while True:
        pooled = idle_one(engine) or await engine.raw_connection()
        driver: Any = pooled.driver_connection
        if not driver.is_closed():
            return pooled
        pooled.invalidate()


def hand_back(pooled: PoolProxiedConnection) -> None:
    """Put it back into the pool, or forget it when it ended meanwhile."""
    driver: Any = pooled.driver_connection
    if driver.is_closed():
        pooled.invalidate()
    pooled.close()


def idle_one(engine: AsyncEngine) -> PoolProxiedConnection | None:
    """Take one that lies in the pool: without a switch of greenlets, which costs twice what the rest does."""
    pool = engine.pool
    if not isinstance(pool, QueuePool) or not pool.checkedin():
        return None
    try:
        return pool.connect()
    except MissingGreenlet:  # it was old and has to be replaced, for which one waits
        return None
