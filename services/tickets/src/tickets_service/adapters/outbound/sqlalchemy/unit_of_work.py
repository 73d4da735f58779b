"""A unit of work on PostgreSQL: one transaction on one connection."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.driver.transaction import Transaction
from tickets_service.adapters.outbound.sqlalchemy.connections.failures import STORE_FAILURES
from tickets_service.adapters.outbound.sqlalchemy.followers.repository import SqlAlchemyFollowerRepository
from tickets_service.adapters.outbound.sqlalchemy.idempotency.answer_store import SqlAlchemyAnswerStore
from tickets_service.adapters.outbound.sqlalchemy.links.repository import SqlAlchemyLinkRepository
from tickets_service.adapters.outbound.sqlalchemy.origins.old_files import SqlAlchemyOldFileRepository
from tickets_service.adapters.outbound.sqlalchemy.pending import Pending, SqlAlchemyHistory
from tickets_service.adapters.outbound.sqlalchemy.people.invites import SqlAlchemyInviteRepository
from tickets_service.adapters.outbound.sqlalchemy.people.personal_data import SqlAlchemyPersonalData
from tickets_service.adapters.outbound.sqlalchemy.people.user_repository import SqlAlchemyUserRepository
from tickets_service.adapters.outbound.sqlalchemy.places.repository import SqlAlchemyLocationRepository
from tickets_service.adapters.outbound.sqlalchemy.retention.store import SqlAlchemyRetentionStore
from tickets_service.adapters.outbound.sqlalchemy.sla.documents import SqlAlchemySlaDocuments
from tickets_service.adapters.outbound.sqlalchemy.sla.policies import KnownPolicies
from tickets_service.adapters.outbound.sqlalchemy.tickets.clock_repository import SqlAlchemyClockRepository
from tickets_service.adapters.outbound.sqlalchemy.tickets.repository import SqlAlchemyTicketRepository


class SqlAlchemyUnitOfWork:
    def __init__(
        self,
        begun: Transaction,
        *,
        on_events: Callable[[], None],
        known: KnownPolicies,
    ) -> None:
        connection, driver = begun.connection, begun.driver
        self._transaction = begun
        self._driver = driver
        self._on_events = on_events
        self._known = known
        self._pending = Pending()
        self.users = SqlAlchemyUserRepository(connection, driver)
        self.followers = SqlAlchemyFollowerRepository(connection)
        self.tickets = SqlAlchemyTicketRepository(connection, driver, known)
        self.clocks = SqlAlchemyClockRepository(connection, known)
        self.links = SqlAlchemyLinkRepository(connection)
        self.sla = SqlAlchemySlaDocuments(connection)
        self.locations = SqlAlchemyLocationRepository(connection)
        self.history = SqlAlchemyHistory(self._pending)
        self.invites = SqlAlchemyInviteRepository(connection)
        self.old_files = SqlAlchemyOldFileRepository(connection)
        self.personal_data = SqlAlchemyPersonalData(connection)
        self.retention = SqlAlchemyRetentionStore(connection)
        self.answers = SqlAlchemyAnswerStore(connection, driver, self._pending, known)

    async def commit(self) -> None:
        await self._pending.write(self._driver)
        await self._transaction.commit()
        if self.sla.counted:
            self._known.forget()
        if self._pending.events:
            self._on_events()


class SqlAlchemyUnitOfWorkFactory:
    """`on_events` is called after each commit that appended to the history."""

    def __init__(self, engine: AsyncEngine, *, on_events: Callable[[], None]) -> None:
        # The transactions are the driver's: SQLAlchemy must begin none.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._on_events = on_events
        self._known = KnownPolicies()

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[SqlAlchemyUnitOfWork]:
        with STORE_FAILURES:
            async with Transaction(self._engine) as begun:
                yield SqlAlchemyUnitOfWork(begun, on_events=self._on_events, known=self._known)
