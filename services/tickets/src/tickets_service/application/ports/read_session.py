"""Port: the reads of one query, on one connection."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.ports.tickets.reader import TicketReader


class ReadSession(Protocol):
    """Each read sees what is committed by then; what they save is a connection apiece."""

    @property
    def users(self) -> UserReader: ...
    @property
    def tickets(self) -> TicketReader: ...


class ReadSessionFactory(Protocol):
    def __call__(self) -> AbstractAsyncContextManager[ReadSession]:
        """Open a session, for one task at a time; its reads raise what those of the readers raise."""
        ...
