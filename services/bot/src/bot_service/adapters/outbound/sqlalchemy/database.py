"""Statements and transactions whose failures for want of a working database are told apart from bugs."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Final

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot_service.application.errors import UnavailableError
from fixline_chassis.driver.checkouts import CheckedOut
from fixline_chassis.driver.statements import Prepared, Row
from fixline_telemetry.database import SharedStatement, watched

PASSING: Final = ("08", "40", "53", "55", "57")
"""Classes of SQLSTATE: connection, rollback (deadlock), resources, not in the right state (locked), intervention."""
ENDED: Final = ("closed", "another operation (2)")
"""What asyncpg says of a connection at its end; the latter between the server's farewell and that."""


class Database:
    """Raises `UnavailableError` for what passes: no connection, a lock held too long, a restart."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    async def rows(self, statement: Prepared, **values: Any) -> Sequence[Row]:
        """Run one statement on the driver; it is a transaction of its own."""
        with OUTAGES:
            async with CheckedOut(self.engine) as driver:
                return await driver.rows(statement, **values)

    async def row(self, statement: Prepared, **values: Any) -> Row | None:
        """Run one statement on the driver and return its first row, or None when there is none."""
        found = await self.rows(statement, **values)
        return found[0] if found else None

    def shared(self, statement: Prepared) -> SharedStatement:
        """Return a span, as part of the caller's trace, for its share of a statement that is run for several."""
        return SharedStatement(watched(self.engine), statement.sql)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        with OUTAGES:
            async with self.engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection of its own that commits every statement and is closed, not pooled, at the end.

        For locks that live as long as the connection does.
        """
        with OUTAGES:
            connection = await self.engine.connect()
            try:
                yield await connection.execution_options(isolation_level="AUTOCOMMIT")
            finally:
                await connection.invalidate()
                await connection.close()


class Outages:
    """Turns what passes into `UnavailableError`; every other failure is a bug, and passes through."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is not None and (reason := outage_of(error)) is not None:
            raise UnavailableError(f"database: {reason}") from error


OUTAGES: Final = Outages()


def outage_of(error: BaseException) -> str | None:
    """Name what passes; None for anything else."""
    match error:
        case OperationalError() | InterfaceError() | PoolTimeoutError() | OSError():
            return type(error).__name__
        case DBAPIError():
            state = str(getattr(error.orig, "sqlstate", None) or "")
            return state if error.connection_invalidated or state.startswith(PASSING) else None
        case asyncpg.PostgresError():  # of the driver's own statements, and while connecting
            state = str(error.sqlstate or "")
            return state if state.startswith(PASSING) else None
        case asyncpg.InterfaceError() | asyncpg.InternalClientError():
            return "connection ended" if any(words in str(error) for words in ENDED) else None
        case _:
            return None
