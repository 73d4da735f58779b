"""Port: one atomic piece of work."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from tickets_service.application.ports.followers.repository import FollowerRepository
from tickets_service.application.ports.history.history import History
from tickets_service.application.ports.idempotency.answer_store import AnswerStore
from tickets_service.application.ports.links.repository import LinkRepository
from tickets_service.application.ports.origins.old_files import OldFileRepository
from tickets_service.application.ports.people.invite_repository import InviteRepository
from tickets_service.application.ports.people.personal_data import PersonalData
from tickets_service.application.ports.people.user_repository import UserRepository
from tickets_service.application.ports.places.repository import LocationRepository
from tickets_service.application.ports.retention.store import RetentionStore
from tickets_service.application.ports.sla.documents import SlaDocuments
from tickets_service.application.ports.tickets.clock_repository import ClockRepository
from tickets_service.application.ports.tickets.repository import TicketRepository


class UnitOfWork(Protocol):
    """Everything reached through one unit of work commits together or not at all."""

    @property
    def users(self) -> UserRepository: ...
    @property
    def tickets(self) -> TicketRepository: ...
    @property
    def followers(self) -> FollowerRepository: ...
    @property
    def clocks(self) -> ClockRepository: ...
    @property
    def links(self) -> LinkRepository: ...
    @property
    def sla(self) -> SlaDocuments: ...
    @property
    def locations(self) -> LocationRepository: ...
    @property
    def history(self) -> History: ...
    @property
    def invites(self) -> InviteRepository: ...
    @property
    def personal_data(self) -> PersonalData: ...
    @property
    def retention(self) -> RetentionStore: ...
    @property
    def old_files(self) -> OldFileRepository: ...
    @property
    def answers(self) -> AnswerStore: ...

    async def commit(self) -> None:
        """Make it all true. Raises `StoreError` when that may not have happened."""
        ...


class UnitOfWorkFactory(Protocol):
    def __call__(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a unit of work; leaving it without `commit` forgets everything.

        Anything done inside raises `StoreUnavailableError` or `StoreOverloadedError` when the store
        cannot answer.
        """
        ...
