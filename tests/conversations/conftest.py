"""A desk for every conversation that is as on its first day, and the people who have one, in each language."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Final, Literal

import pytest
import pytest_asyncio

from fixline_local.telegram.client import TelegramPeople
from fixline_testing.clock import SteppingClock
from fixline_testing.databases import Databases
from fixline_testing.servers import SharedServers
from tickets_service.domain.people.user import Role

from .desk import LocalDesk
from .opening import local_desk
from .people import Talker

BOTS = int(os.environ.get("FIXLINE_BOTS", "0"))
"""How many processes of the bot there are (`make test-replicas`); 0: one in the process of the test."""
SCOPE: Final[Literal["module", "session"]] = "session" if BOTS else "module"
"""How long a desk is open: processes start for seconds."""
NUMBERS = count(1)
"""At Telegram nobody has the username of somebody who was here before."""
NewTalker = Callable[..., Awaitable[Talker]]
NewGroup = Callable[..., Awaitable[Sequence[Talker]]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have conversations share the event loop of their desk: in another one they would wait for it for ever."""
    beside_desk = pytest.mark.asyncio(loop_scope=SCOPE)
    for item in items:
        if item.path.parent == Path(__file__).parent and pytest_asyncio.is_async_test(item):
            item.add_marker(beside_desk, append=False)


@pytest.fixture(params=["en", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest_asyncio.fixture(scope=SCOPE, loop_scope=SCOPE)
async def open_desk(shared_servers: SharedServers) -> AsyncIterator[LocalDesk]:
    databases = Databases(shared_servers)
    url = await databases.migrated("bot_service")
    valkey_url = await asyncio.to_thread(shared_servers.valkey_url)
    async with local_desk(url, valkey_url, clock=SteppingClock(datetime.now(UTC)), bots=BOTS) as desk:
        yield desk
    await databases.drop(url)


@pytest_asyncio.fixture(loop_scope=SCOPE)
async def desk(open_desk: LocalDesk) -> AsyncIterator[LocalDesk]:
    """A desk on its first day; what is still under way at the end may not go wrong either: the next day forgets it."""
    await open_desk.begin_anew()
    yield open_desk
    await open_desk.settled()
    assert not await open_desk.faults()


@pytest.fixture
def clock(desk: LocalDesk) -> SteppingClock:
    """The tickets service's: now, as the bot's, until a test moves it."""
    return desk.clock


@pytest_asyncio.fixture(loop_scope=SCOPE)
async def new_talker(desk: LocalDesk, language: str) -> AsyncIterator[NewTalker]:
    """A function from a name and a role to somebody who has pressed Start."""
    async with TelegramPeople(desk.url) as people:

        async def create(name: str, role: Role = Role.USER) -> Talker:
            username = f"{name.lower()}_{next(NUMBERS)}"
            client = await people.create_person(name, username=username, language_code=language)
            talker = Talker(name, language, desk, client)
            await talker.starts()
            if role is not Role.USER:
                await desk.appoint(talker.id, role)
                await talker.starts()
            return talker

        yield create


@pytest_asyncio.fixture(loop_scope=SCOPE)
async def new_group(desk: LocalDesk) -> AsyncIterator[NewGroup]:
    """A function from a title and who is in it to each of them there; the first one administers it."""
    async with TelegramPeople(desk.url) as people:

        async def create(title: str, *members: Talker, **kind: Any) -> Sequence[Talker]:
            group = await people.create_group(title, [each.id for each in members], **kind)
            await desk.settled()
            return [replace(each, client=people.person(each.id, chat_id=group), since=0) for each in members]

        yield create


@pytest_asyncio.fixture(loop_scope=SCOPE)
async def rita(new_talker: NewTalker) -> Talker:
    """A reporter."""
    return await new_talker("Rita")


@pytest_asyncio.fixture(loop_scope=SCOPE)
async def alex(new_talker: NewTalker) -> Talker:
    """An agent."""
    return await new_talker("Alex", Role.AGENT)


@pytest_asyncio.fixture(loop_scope=SCOPE)
async def dora(new_talker: NewTalker) -> Talker:
    """A dispatcher."""
    return await new_talker("Dora", Role.DISPATCHER)


@pytest_asyncio.fixture(loop_scope=SCOPE)
async def ada(new_talker: NewTalker) -> Talker:
    """An admin."""
    return await new_talker("Ada", Role.ADMIN)
