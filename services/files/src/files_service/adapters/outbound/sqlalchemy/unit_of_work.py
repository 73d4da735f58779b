"""SQLAlchemy adapter for the unit of work: one transaction on one connection."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from files_service.adapters.outbound.sqlalchemy.file_repository import SqlAlchemyFileRepository
from files_service.adapters.outbound.sqlalchemy.outages import OUTAGES
from files_service.adapters.outbound.sqlalchemy.request_keys import SqlAlchemyRequestKeys


class SqlAlchemyUnitOfWork:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.files = SqlAlchemyFileRepository(connection)
        self.keys = SqlAlchemyRequestKeys(connection)

    async def commit(self) -> None:
        await self._connection.commit()


class SqlAlchemyUnitOfWorkFactory:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[SqlAlchemyUnitOfWork]:
        with OUTAGES:
            async with self._engine.connect() as connection:
                yield SqlAlchemyUnitOfWork(connection)
