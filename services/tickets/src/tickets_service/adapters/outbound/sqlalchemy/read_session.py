"""The reads of one query on PostgreSQL."""

from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Self

from tickets_service.adapters.outbound.sqlalchemy.connections.reading import KeptReading, Reading
from tickets_service.adapters.outbound.sqlalchemy.people.user_reader import SqlAlchemyUserReader
from tickets_service.adapters.outbound.sqlalchemy.tickets.reader import SqlAlchemyTicketReader


class SqlAlchemyReadSession:
    def __init__(self, reading: KeptReading) -> None:
        self._reading = reading
        self.users = SqlAlchemyUserReader(reading)
        self.tickets = SqlAlchemyTicketReader(reading)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._reading.close()


class SqlAlchemyReadSessionFactory:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __call__(self) -> AbstractAsyncContextManager[SqlAlchemyReadSession]:
        return SqlAlchemyReadSession(KeptReading(self._reading))
