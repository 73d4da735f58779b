"""The reads of one query on PostgreSQL."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Self

from tickets_service.adapters.outbound.sqlalchemy.connections.reading import KeptReading, Reading
from tickets_service.adapters.outbound.sqlalchemy.tickets.reader import SqlAlchemyTicketReader
from tickets_service.application.ports.user_reader import UserReader


class SqlAlchemyReadSession:
    def __init__(self, reading: KeptReading, users: UserReader) -> None:
        self._reading = reading
        self.users = users
        self.tickets = SqlAlchemyTicketReader(reading)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._reading.close()


class SqlAlchemyReadSessionFactory:
    """`users` makes the reader of people, which may have a cache in front of it."""

    def __init__(self, reading: Reading, users: Callable[[Reading], UserReader]) -> None:
        self._reading = reading
        self._users = users

    def __call__(self) -> AbstractAsyncContextManager[SqlAlchemyReadSession]:
        kept = KeptReading(self._reading)
        return SqlAlchemyReadSession(kept, self._users(kept))
