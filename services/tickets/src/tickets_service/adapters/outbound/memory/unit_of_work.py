"""A unit of work on memory: the same promises as PostgreSQL, no database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tickets_service.adapters.outbound.memory.followers.repository import MemoryFollowerRepository
from tickets_service.adapters.outbound.memory.history.writer import MemoryHistory
from tickets_service.adapters.outbound.memory.idempotency.answer_store import MemoryAnswerStore
from tickets_service.adapters.outbound.memory.links.repository import MemoryLinkRepository
from tickets_service.adapters.outbound.memory.origins.old_files import MemoryOldFileRepository
from tickets_service.adapters.outbound.memory.people.invites import MemoryInviteRepository
from tickets_service.adapters.outbound.memory.people.personal_data import MemoryPersonalData
from tickets_service.adapters.outbound.memory.people.user_repository import MemoryUserRepository
from tickets_service.adapters.outbound.memory.places.repository import MemoryLocationRepository
from tickets_service.adapters.outbound.memory.retention.store import MemoryRetentionStore
from tickets_service.adapters.outbound.memory.sla.documents import MemorySlaDocuments
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.memory.tickets.clock_repository import MemoryClockRepository
from tickets_service.adapters.outbound.memory.tickets.repository import MemoryTicketRepository
from tickets_service.application.ports.history.feed import FeedPosition


class MemoryUnitOfWork:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.users = MemoryUserRepository(store)
        self.followers = MemoryFollowerRepository(store)
        self.tickets = MemoryTicketRepository(store, self.followers)
        self.clocks = MemoryClockRepository(store, self.tickets)
        self.links = MemoryLinkRepository(store)
        self.sla = MemorySlaDocuments(store.sla)
        self.locations = MemoryLocationRepository(store)
        self.history = MemoryHistory(store)
        self.invites = MemoryInviteRepository(store)
        self.answers = MemoryAnswerStore(store)
        self.old_files = MemoryOldFileRepository(store)
        self.personal_data = MemoryPersonalData(
            store,
            self.tickets,
            self.followers,
            self.answers,
            self.old_files,
            self.users,
            self.invites,
        )
        self.retention = MemoryRetentionStore(
            store,
            self.users,
            self.tickets,
            self.followers,
            self.answers,
            self.old_files,
            self.invites,
        )

    async def commit(self) -> None:
        store = self._store
        transaction, store.transactions = store.transactions, store.transactions + 1
        store.events = self.personal_data.events or self.retention.events or store.events
        store.user_events = self.personal_data.user_events or store.user_events
        store.users.update(self.users.staged)
        store.user_events.extend(self.users.staged_history)
        store.tickets.update(self.tickets.staged)
        store.comments.update(self.tickets.staged_comments)
        store.followers = self.followers.current
        store.invites.update(self.invites.staged)
        store.links = self.links.staged
        store.locations.update(self.locations.staged)
        store.location_events.extend(self.locations.staged_history)
        store.old_files.update(self.old_files.staged)
        store.answers.update(self.answers.staged)
        for name in self.answers.purged:
            del store.answers[name]
        store.events.extend((FeedPosition(transaction, event.id), event) for event in self.history.staged)
        self.sla.commit()
        self.retention.commit()
        for ticket_id, event in self.history.told:
            store.told.setdefault(ticket_id, []).append(event)
        if self.history.staged:
            store.on_events()


class MemoryUnitOfWorkFactory:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[MemoryUnitOfWork]:
        async with self._store.writing:
            yield MemoryUnitOfWork(self._store)
