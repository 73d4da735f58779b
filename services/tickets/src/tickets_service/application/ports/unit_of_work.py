"""Port: one atomic piece of work."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from tickets_service.application.ports.answer_store import AnswerStore
from tickets_service.application.ports.clock_repository import ClockRepository
from tickets_service.application.ports.follower_repository import FollowerRepository
from tickets_service.application.ports.history import History
from tickets_service.application.ports.invite_repository import InviteRepository
from tickets_service.application.ports.link_repository import LinkRepository
from tickets_service.application.ports.location_repository import LocationRepository
from tickets_service.application.ports.old_files import OldFileRepository
from tickets_service.application.ports.personal_data import PersonalData
from tickets_service.application.ports.retention import RetentionStore
from tickets_service.application.ports.sla_documents import SlaDocuments
from tickets_service.application.ports.ticket_repository import TicketRepository
from tickets_service.application.ports.user_repository import UserRepository


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
