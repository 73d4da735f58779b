"""A desk that has played the story, as Prometheus would find it."""

import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import Story
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import PASSED_ON, Programs
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ALEX

START_SECONDS = 300.0


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    programs = Programs(
        folder=tmp_path_factory.mktemp("desk"),
        addresses=Addresses.free(),
        environment=environment,
        durable=False,
    )
    chat = f"http://127.0.0.1:{programs.addresses.chat}"
    async with Desk(programs, start_seconds=START_SECONDS) as desk, TelegramPeople(chat) as people:
        reporter = await people.create_person("Rita")
        story = Story(reporter=reporter, agent=people.person(ALEX), photo=broken_lamp(1))
        await story.begin()
        await story.play()
        yield desk
