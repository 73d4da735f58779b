"""Transactions whose failures for want of a working database are told apart from bugs."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot_service.application.errors import UnavailableError

PASSING: Final = ("08", "40", "53", "55", "57")
"""Classes of SQLSTATE: connection, rollback (deadlock), resources, not in the right state (locked), intervention."""


class Database:
    """Raises `UnavailableError` for what passes: no connection, a lock held too long, a restart."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        with outages():
            async with self.engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection of its own that commits every statement and is closed, not pooled, at the end.

        For locks that live as long as the connection does.
        """
        with outages():
            connection = await self.engine.connect()
            try:
                yield await connection.execution_options(isolation_level="AUTOCOMMIT")
            finally:
                await connection.invalidate()
                await connection.close()


@contextmanager
def outages() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError) as error:
        raise UnavailableError(f"database: {type(error).__name__}") from error
    except DBAPIError as error:
        state = str(getattr(error.orig, "sqlstate", None) or "")
        if error.connection_invalidated or state.startswith(PASSING):
            raise UnavailableError(f"database: {state}") from error
        raise
    except OSError as error:  # of a connection that could not be made
        raise UnavailableError(f"database: {type(error).__name__}") from error
