import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from hashlib import sha256
from pathlib import Path

import pytest
import pytest_asyncio

from files_testing.service import Client, Clients, Service, service_on
from fixline_testing.clock import SteppingClock
from fixline_testing.databases import Databases
from fixline_testing.servers import SharedServers

from .process import TOKEN, Start


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


@pytest.fixture
async def start(migrated_database: Callable[[str], Awaitable[str]], tmp_path: Path) -> AsyncIterator[Start]:
    """Start the service on a database and a folder of the test's own, once or again."""
    environment = {
        "PATH": os.environ["PATH"],
        "GRPC_VERBOSITY": "NONE",
        "ENVIRONMENT": "local",
        "FILES_DATABASE_URL": await migrated_database("files_service"),
        "FILES_STORE_URL": (tmp_path / "store").as_uri(),
        "FILES_CALLERS": json.dumps(
            {
                "bot": {
                    "token_sha256": sha256(TOKEN.encode()).hexdigest(),
                    "scopes": ["files.read", "files.write"],
                }
            }
        ),
        "FILES_GRPC_LISTEN": "127.0.0.1:0",
        "FILES_ADMIN_LISTEN": "127.0.0.1:0",
    }
    start = Start(environment)
    yield start
    for running in start.started:
        if running.process.returncode is None:
            running.process.kill()
            await running.ended()
