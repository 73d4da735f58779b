"""The adapters that promise the same."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from files_service.adapters.outbound.memory.blob_store import MemoryBlobStore
from files_service.adapters.outbound.memory.file_reader import MemoryFileReader
from files_service.adapters.outbound.memory.store import MemoryDatabase
from files_service.adapters.outbound.memory.unit_of_work import MemoryUnitOfWorkFactory
from files_service.adapters.outbound.object_store.opening import open_blob_store
from files_service.adapters.outbound.sqlalchemy.file_reader import SqlAlchemyFileReader
from files_service.adapters.outbound.sqlalchemy.unit_of_work import SqlAlchemyUnitOfWorkFactory
from files_service.adapters.outbound.system.clock import SystemClock
from files_service.application.ports.blob_store import BlobStore
from files_testing.records import Records
from fixline_chassis.database import create_database_engine


@pytest.fixture(params=["memory", "postgres"])
async def records(
    request: pytest.FixtureRequest, migrated_database: Callable[[str], Awaitable[str]]
) -> AsyncIterator[Records]:
    if request.param == "memory":
        database = MemoryDatabase()
        yield Records(MemoryUnitOfWorkFactory(database), MemoryFileReader(database))
        return
    engine = create_database_engine(await migrated_database("files_service"), application_name="test")
    yield Records(SqlAlchemyUnitOfWorkFactory(engine), SqlAlchemyFileReader(engine))
    await engine.dispose()


@pytest.fixture(params=["memory", "obstore-memory", "disk"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    match request.param:
        case "memory":
            return MemoryBlobStore(SystemClock())
        case "obstore-memory":
            return open_blob_store("memory:///")
        case _:
            return open_blob_store(f"file://{tmp_path}/a%20folder")
