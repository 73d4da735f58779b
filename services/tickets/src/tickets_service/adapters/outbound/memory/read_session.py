"""Reads on memory need no connection."""

from contextlib import AbstractAsyncContextManager, nullcontext

from tickets_service.adapters.outbound.memory.people.user_reader import MemoryUserReader
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.memory.tickets.reader import MemoryTicketReader


class MemoryReadSession:
    def __init__(self, store: MemoryStore) -> None:
        self.users = MemoryUserReader(store)
        self.tickets = MemoryTicketReader(store)


class MemoryReadSessionFactory:
    def __init__(self, store: MemoryStore) -> None:
        self._session = MemoryReadSession(store)

    def __call__(self) -> AbstractAsyncContextManager[MemoryReadSession]:
        return nullcontext(self._session)
