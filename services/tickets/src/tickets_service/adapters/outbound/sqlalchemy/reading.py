"""One statement without a transaction around it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, RowMapping
from sqlalchemy.ext.asyncio import AsyncEngine

from tickets_service.adapters.outbound.sqlalchemy.driver import Prepared, Row, reading_driver
from tickets_service.adapters.outbound.sqlalchemy.failures import store_failures


class Reading:
    """Saves the two round trips that beginning and ending a transaction cost."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def prepared(self, statement: Prepared, **values: Any) -> Sequence[Row]:
        with store_failures():
            async with reading_driver(self._engine) as driver:
                return await driver.rows(statement, **values)

    async def rows(
        self, statement: Executable, parameters: dict[str, Any] | None = None
    ) -> Sequence[RowMapping]:
        with store_failures():
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters)).mappings().all()
