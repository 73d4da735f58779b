from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from files_testing.service import Client, Clients, Service, service_on
from fixline_testing.clock import SteppingClock
from fixline_testing.databases import Databases
from fixline_testing.servers import SharedServers


@pytest.fixture
async def service(
    migrated_database: Callable[[str], Awaitable[str]], tmp_path: Path, clock: SteppingClock
) -> AsyncIterator[Service]:
    async with service_on(await migrated_database("files_service"), tmp_path / "store", clock) as service:
        yield service


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lasting_service(
    shared_servers: SharedServers, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Service]:
    """One that the tests of a module share; they run in the module's event loop."""
    databases = Databases(shared_servers)
    url = await databases.migrated("files_service")
    async with service_on(url, tmp_path_factory.mktemp("lasting") / "store", SteppingClock()) as service:
        yield service
    await databases.drop(url)


@pytest.fixture
async def client_of(service: Service) -> AsyncIterator[Clients]:
    clients = Clients(service)
    yield clients
    for channel in clients.channels:
        await channel.close()


@pytest.fixture
def client(client_of: Clients) -> Client:
    return client_of()
