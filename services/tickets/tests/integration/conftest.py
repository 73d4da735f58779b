from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from redis.asyncio import Redis

from fixline_local.embedded.valkey import EmbeddedValkey
from fixline_local.ports import free_ports
from tickets_testing.own_valkey import OwnValkey, Replicas, Shelf


@pytest.fixture
def own_valkey(tmp_path: Path) -> Iterator[OwnValkey]:
    (port,) = free_ports(1)
    server = EmbeddedValkey(folder=tmp_path / "valkey", port=port, durable=False)
    server.initialise()
    own = OwnValkey(server)
    yield own
    own.stop()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def replica() -> AsyncIterator[Replicas]:
    async with AsyncExitStack() as stack:
        yield Replicas(stack)


@pytest.fixture
async def valkey(valkey_url: str) -> AsyncIterator[Redis]:
    """A plain client, to look and to meddle."""
    async with Redis.from_url(valkey_url) as client:
        yield client
