"""A desk that plays the story while Prometheus and Alertmanager watch it."""

import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import Story
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk
from fixline_local.desk.monitoring import GROUP
from fixline_local.desk.programs import PASSED_ON, Programs
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ALEX
from fixline_local.telegram.person_client import PersonClient

from .mishaps import happen
from .monitors import MonitorClient, hurried, monitor_client

START_SECONDS = 300.0


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    programs = Programs(
        folder=tmp_path_factory.mktemp("desk"),
        addresses=Addresses.free(),
        environment=environment | {"METRICS": "1"},
        durable=False,
        pace=hurried,
    )
    async with Desk(programs, start_seconds=START_SECONDS) as desk:
        yield desk


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def on_duty(desk: Desk) -> AsyncIterator[PersonClient]:
    """A member of the staff group, to which alerts go."""
    async with TelegramPeople(f"http://127.0.0.1:{desk.programs.addresses.chat}") as people:
        yield people.person(ALEX, chat_id=await people.group(GROUP))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def monitors(desk: Desk) -> AsyncIterator[MonitorClient]:
    async with monitor_client(desk) as monitors:
        for job in desk.programs.admin_ports():
            await monitors.until(f'up{{job="{job}"}} == 1')
        async with TelegramPeople(f"http://127.0.0.1:{desk.programs.addresses.chat}") as people:
            reporter = await people.create_person("Rita")
            story = Story(reporter=reporter, agent=people.person(ALEX), photo=broken_lamp(1))
            await story.begin()
            await story.play()
        yield monitors


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def mishaps(desk: Desk, monitors: MonitorClient) -> None:  # noqa: ARG001  # after the story
    await happen(desk)
