"""One desk of real processes for all end-to-end tests of a worker."""

import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
import pytest_asyncio

from fixline.tickets.v1.event_pb2 import EventType
from fixline.tickets.v1.ticket_pb2 import Ticket
from fixline_local.demo.api_client import ApiClient, api_client
from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import Story
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import PASSED_ON, Programs
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ALEX
from fixline_testing.desks import holding_databases

from .log_lines import lines_of

START_SECONDS = 300.0
"""Every process imports for seconds of its own, and the other tests' workers want the same two cores."""
HISTORY = Counter(
    {
        EventType.EVENT_TYPE_TICKET_CREATED: 1,
        EventType.EVENT_TYPE_TICKET_ASSIGNED: 1,
        EventType.EVENT_TYPE_STATE_CHANGED: 3,
        EventType.EVENT_TYPE_COMMENT_ADDED: 2,
        EventType.EVENT_TYPE_TICKET_RATED: 1,
    }
)


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    folder: Path = tmp_path_factory.mktemp("desk")
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    environment |= {"LOG_FORMAT": "json", "LOG_FILE": str(folder / "copies" / "{service}.log")}
    return Programs(folder=folder, addresses=Addresses.free(), environment=environment, durable=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def desk(programs: Programs) -> AsyncIterator[Desk]:
    async with Desk(await holding_databases(programs), start_seconds=START_SECONDS) as desk:
        yield desk
    # Whatever all the tests did to it.
    lines_of(programs.folder)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def people(desk: Desk) -> AsyncIterator[TelegramPeople]:
    async with TelegramPeople(f"http://127.0.0.1:{desk.programs.addresses.chat}") as people:
        yield people


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def api(desk: Desk) -> AsyncIterator[ApiClient]:
    async with api_client(desk.programs) as api:
        yield api


def readable_to_others(folder: Path) -> list[Path]:
    """Return what others may read of a desk's folder."""
    found = []
    for path in (folder, *folder.rglob("*")):
        with suppress(FileNotFoundError):  # databases' files come and go
            found += [path] if path.stat().st_mode & 0o077 else []
    return found


async def new_story(people: TelegramPeople, seed: int) -> Story:
    reporter = await people.create_person("Rita", last_name=str(seed))
    story = Story(reporter=reporter, agent=people.person(ALEX), photo=broken_lamp(seed))
    await story.begin()
    return story


async def require_one_finished_ticket(story: Story, api: ApiClient) -> None:
    """Exactly one ticket came of the story, with one of each event, and with the photo's very bytes."""
    ticket = await api.ticket(story.ticket)
    assert (ticket.state, ticket.rating.stars) == (Ticket.STATE_CLOSED, 5)
    events = await api.all_events()
    created = {event.ticket for event in events if event.type == EventType.EVENT_TYPE_TICKET_CREATED}
    reported = {name for name in created if (await api.ticket(name)).reporter == ticket.reporter}
    assert reported == {story.ticket}
    assert Counter(event.type for event in events if event.ticket == story.ticket) == HISTORY
    (file,) = await api.files_of(story.ticket)
    assert [file.name] == list(ticket.attachments)
    assert await api.sha256_of(file.name) == file.sha256 == sha256(story.photo).hexdigest()
