"""The bot's gateways, once as the fakes that its own tests use and once as calls to the real services."""

from collections.abc import AsyncIterator

import pytest

from .fakes import FakeGateways
from .gateways import Gateways
from .real import RealGateways, TicketsDesk


@pytest.fixture
def fakes() -> Gateways:
    return FakeGateways.create()


@pytest.fixture
def tickets_desk() -> TicketsDesk:
    return TicketsDesk.create()


@pytest.fixture
async def real(tickets_desk: TicketsDesk) -> AsyncIterator[Gateways]:
    async with RealGateways.served(tickets_desk) as gateways:
        yield gateways


@pytest.fixture(params=["fakes", "real"])
def gateways(request: pytest.FixtureRequest) -> Gateways:
    """The gateways on each side of the wire."""
    found: Gateways = request.getfixturevalue(request.param)
    return found
