"""Statements and transactions whose failures for want of a working database are told apart from bugs."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot_service.application.errors import UnavailableError
from fixline_chassis.driver.checkouts import CheckedOut
from fixline_chassis.driver.statements import Prepared, Row
from fixline_chassis.outages import Outage, OutagesTranslated
from fixline_telemetry.database import SharedStatement, watched

SESSION: Final = MappingProxyType({"enable_seqscan": "off", "plan_cache_mode": "force_generic_plan"})
"""What the sessions of its engine set: a plan is made once, and goes by keys.

The queues are all but empty when most plans are made, and reading all of a page is what is cheapest then: a minute
later it may be ten thousand rows for each call. Planning for the values of each call costs as much as the call.
"""


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
        return SharedStatement(watched(self.engine.sync_engine.pool), statement.sql)

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


def unavailable(outage: Outage) -> UnavailableError:
    return UnavailableError(f"database: {outage.sign}")


OUTAGES: Final = OutagesTranslated(unavailable)
"""A context that turns what passes into `UnavailableError`; every other failure is a bug, and passes through."""
