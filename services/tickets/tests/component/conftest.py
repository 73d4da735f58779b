"""The service behind real gRPC on a free port."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from fixline_testing.clock import SteppingClock
from fixline_testing.databases import Databases
from fixline_testing.servers import SharedServers
from tickets_testing.client import CALLERS, Client, ClientFor, client_of, client_on
from tickets_testing.desk import Desk


@pytest.fixture
async def client(memory_desk: Desk) -> AsyncIterator[Client]:
    async with client_of(memory_desk) as client:
        yield client


@pytest.fixture
async def monitor(client: Client) -> AsyncIterator[Client]:
    """The same desk, called by a service that may act without a person."""
    async with client.served.channel(CALLERS["monitor"][0], default_timeout_seconds=30.0) as channel:
        yield client_on(channel, client.served, client.desk)


@pytest.fixture
async def postgres_client(postgres_desk: Desk) -> AsyncIterator[Client]:
    async with client_of(postgres_desk) as client:
        yield client


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lasting_client(
    shared_servers: SharedServers, desk_at: Callable[[str, SteppingClock], Desk]
) -> AsyncIterator[Client]:
    """A desk on PostgreSQL that the tests of a module share; they run in the module's event loop."""
    databases = Databases(shared_servers)
    url = await databases.migrated("tickets_service")
    desk = desk_at(url, SteppingClock())
    async with client_of(desk) as client:
        yield client
    await desk.engine.dispose()
    await databases.drop(url)


@pytest.fixture
async def client_for() -> AsyncIterator[ClientFor]:
    """A function from a desk to a client of its own."""
    async with AsyncExitStack() as stack:

        async def serve(desk: Desk) -> Client:
            return await stack.enter_async_context(client_of(desk))

        yield serve
