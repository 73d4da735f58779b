"""Port: one atomic piece of work."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from files_service.application.ports.file_repository import FileRepository
from files_service.application.ports.request_keys import RequestKeys
from files_service.domain.errors import FilesError


class DatabaseError(FilesError):
    """The database could not do it now; repeating the call is safe and may help."""


class DatabaseUnavailableError(DatabaseError):
    """The database cannot be reached, or is too busy to answer in time; trying later helps."""

    reason = "DATABASE_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("the database is not available")


class DatabaseOverloadedError(DatabaseError):
    """All connections to the database are busy; trying later helps."""

    reason = "DATABASE_OVERLOADED"

    def __init__(self) -> None:
        super().__init__("the database is busy")


class UnitOfWork(Protocol):
    """Everything reached through one unit of work commits together or not at all."""

    @property
    def files(self) -> FileRepository: ...

    @property
    def keys(self) -> RequestKeys: ...

    async def commit(self) -> None: ...


class UnitOfWorkFactory(Protocol):
    def __call__(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a unit of work; leaving it without `commit` rolls back. May raise `DatabaseError`."""
        ...
