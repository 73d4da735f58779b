"""One statement without a transaction around it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, RowMapping
from sqlalchemy.ext.asyncio import AsyncEngine

from tickets_service.adapters.outbound.sqlalchemy.driver import Prepared, Row
from tickets_service.adapters.outbound.sqlalchemy.failures import STORE_FAILURES
from tickets_service.adapters.outbound.sqlalchemy.leases import Lease


class Reading:
    """Saves the two round trips that beginning and ending a transaction cost."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def prepared(self, statement: Prepared, **values: Any) -> Sequence[Row]:
        with STORE_FAILURES:
            async with Lease(self._engine) as driver:
                return await driver.rows(statement, **values)

    async def first(self, statement: Prepared, **values: Any) -> Row | None:
        """Return the first row, or None when there is none."""
        with STORE_FAILURES:
            async with Lease(self._engine) as driver:
                return await driver.row(statement, **values)

    async def rows(
        self, statement: Executable, parameters: dict[str, Any] | None = None
    ) -> Sequence[RowMapping]:
        with STORE_FAILURES:
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters)).mappings().all()
