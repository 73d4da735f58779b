"""One desk of real processes for all end-to-end tests of a worker."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from fixline_local.demo.api_client import ApiClient, api_client
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import PASSED_ON, Programs
from fixline_local.telegram.client import TelegramPeople


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    folder: Path = tmp_path_factory.mktemp("desk")
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    return Programs(folder=folder, addresses=Addresses.free(), environment=environment, durable=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def desk(programs: Programs) -> AsyncIterator[Desk]:
    async with Desk(programs) as desk:
        yield desk


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def people(desk: Desk) -> AsyncIterator[TelegramPeople]:
    async with TelegramPeople(f"http://127.0.0.1:{desk.programs.addresses.chat}") as people:
        yield people


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def api(desk: Desk) -> AsyncIterator[ApiClient]:
    async with api_client(desk.programs) as api:
        yield api
