"""The story on machines whose clocks jump by two hours, to and fro and each by itself; PostgreSQL's stays.

What counts time between two moments (timeouts, retries) does not jump: an operating system's monotonic clock.
"""

import os
import sys
from collections.abc import AsyncIterator
from itertools import cycle
from pathlib import Path

import pytest
import pytest_asyncio

from fixline_local.demo.api_client import api_client
from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import Step, Story
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import PASSED_ON, SERVICES, Programs
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ALEX

from .conftest import START_SECONDS

pytestmark = [
    pytest.mark.ops,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("desk-out-of-time"),
]
JUMPS = (
    ("bot", "+2h"),
    ("tickets", "-2h"),
    ("files", "+2h"),
    ("bot", "-2h"),
    ("tickets", "+2h"),
    ("bot", "+0"),
)


def library() -> Path:
    """Return libfaketime, the one for processes with threads."""
    return next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    folder = tmp_path_factory.mktemp("out-of-time")
    commands = {}
    for service in SERVICES:
        clock = folder / f"{service}.clock"
        clock.write_text("+0")
        faked = [f"LD_PRELOAD={library()}", f"FAKETIME_TIMESTAMP_FILE={clock}", "FAKETIME_CACHE_DURATION=1"]
        faked.append("FAKETIME_DONT_FAKE_MONOTONIC=1")
        commands[service] = ["env", *faked, sys.executable, "-m", f"{service}_service"]
    programs = Programs(
        folder=folder,
        addresses=Addresses.free(),
        environment={key: os.environ[key] for key in PASSED_ON if key in os.environ},
        durable=False,
        installed=commands,
    )
    async with Desk(programs, start_seconds=START_SECONDS) as desk:
        yield desk


async def test_a_story_ends_well_on_clocks_that_jump(desk: Desk) -> None:
    programs, jumps = desk.programs, cycle(JUMPS)

    async def jump(_step: Step) -> None:
        service, offset = next(jumps)
        (programs.folder / f"{service}.clock").write_text(offset)

    async with (
        TelegramPeople(f"http://127.0.0.1:{programs.addresses.chat}") as people,
        api_client(programs) as api,
    ):
        reporter = await people.create_person("Rita")
        story = Story(reporter=reporter, agent=people.person(ALEX), photo=broken_lamp(7))
        await story.begin()
        await story.play(during=jump)
        assert (await api.ticket(story.ticket)).rating.stars == 5
        events = [event for event in await api.all_events() if event.ticket == story.ticket]
        times = [event.create_time.ToDatetime() for event in events]
        assert (max(times) - min(times)).total_seconds() > 3_600, "the clocks did jump"
