"""Statements without a transaction around them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, RowMapping
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.driver.checkouts import CheckedOut
from fixline_chassis.driver.statements import Driver, Prepared, Row
from tickets_service.adapters.outbound.sqlalchemy.connections.failures import STORE_FAILURES


class Reading:
    """Saves the two round trips that beginning and ending a transaction cost."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.transactional = engine
        self.engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def prepared(self, statement: Prepared, **values: Any) -> Sequence[Row]:
        with STORE_FAILURES:
            async with CheckedOut(self.engine) as driver:
                return await driver.rows(statement, **values)

    async def first(self, statement: Prepared, **values: Any) -> Row | None:
        """Return the first row, or None when there is none."""
        with STORE_FAILURES:
            async with CheckedOut(self.engine) as driver:
                return await driver.row(statement, **values)

    async def patiently(self, statement: Executable, *, seconds: int) -> Sequence[RowMapping]:
        """Let the statement take so long, whatever the others of the engine may."""
        with STORE_FAILURES:
            async with self.transactional.begin() as connection:
                await connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{seconds}s'")
                return (await connection.execute(statement)).mappings().all()

    async def rows(
        self, statement: Executable, parameters: dict[str, Any] | None = None
    ) -> Sequence[RowMapping]:
        with STORE_FAILURES:
            async with self.engine.connect() as connection:
                return (await connection.execute(statement, parameters)).mappings().all()


class KeptReading(Reading):
    """Runs its prepared statements on one connection, taken with the first of them and kept until `close`."""

    def __init__(self, reading: Reading) -> None:
        self.transactional, self.engine = reading.transactional, reading.engine
        self._checked_out = CheckedOut(reading.engine)
        self._driver: Driver | None = None

    async def prepared(self, statement: Prepared, **values: Any) -> Sequence[Row]:
        with STORE_FAILURES:
            driver = self._driver or await self._open()
            return await driver.rows(statement, **values)

    async def first(self, statement: Prepared, **values: Any) -> Row | None:
        with STORE_FAILURES:
            driver = self._driver or await self._open()
            return await driver.row(statement, **values)

    def close(self) -> None:
        if self._driver is not None:
            self._checked_out.close()

    async def _open(self) -> Driver:
        self._driver = await self._checked_out.open()
        return self._driver
