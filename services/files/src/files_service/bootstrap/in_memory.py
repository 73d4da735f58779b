"""The service without anything outside the process: for other services' contract tests."""

from files_service.adapters.outbound.memory.blob_store import MemoryBlobStore
from files_service.adapters.outbound.memory.file_reader import MemoryFileReader
from files_service.adapters.outbound.memory.store import MemoryDatabase
from files_service.adapters.outbound.memory.unit_of_work import MemoryUnitOfWorkFactory
from files_service.adapters.outbound.system.clock import SystemClock
from files_service.adapters.outbound.system.identifiers import RandomIdentifiers
from files_service.application.ports.clock import Clock
from files_service.application.use_cases import UseCases
from files_service.bootstrap.container import create_use_cases


def create_in_memory_use_cases(
    clock: Clock | None = None, database: MemoryDatabase | None = None
) -> UseCases:
    """Return use cases with `clock`, or the system's, on `database` or one of their own."""
    database, clock = database or MemoryDatabase(), clock or SystemClock()
    return create_use_cases(
        unit_of_work=MemoryUnitOfWorkFactory(database),
        reader=MemoryFileReader(database),
        blobs=MemoryBlobStore(clock),
        clock=clock,
        identifiers=RandomIdentifiers(),
    )
