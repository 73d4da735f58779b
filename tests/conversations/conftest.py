"""A desk of its own for every conversation, and the people who have one, in each language."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from fixline_local.telegram.client import TelegramPeople
from fixline_testing.clock import SteppingClock
from tickets_service.domain.people.user import Role

from .desk import LocalDesk, local_desk
from .people import Talker

BOTS = int(os.environ.get("FIXLINE_BOTS", "0"))
"""How many processes of the bot there are (`make test-replicas`); 0: one in the process of the test."""
NewTalker = Callable[..., Awaitable[Talker]]
NewGroup = Callable[..., Awaitable[Sequence[Talker]]]


@pytest.fixture(params=["en", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def clock() -> SteppingClock:
    """The tickets service's: now, as the bot's, until a test moves it."""
    return SteppingClock(datetime.now(UTC))


@pytest.fixture
async def desk(
    migrated_database: Callable[[str], Awaitable[str]], valkey_url: str, clock: SteppingClock
) -> AsyncIterator[LocalDesk]:
    url = await migrated_database("bot_service")
    async with local_desk(url, valkey_url, clock=clock, bots=BOTS) as desk:
        yield desk
        assert not await desk.faults()


@pytest.fixture
async def new_talker(desk: LocalDesk, language: str) -> AsyncIterator[NewTalker]:
    """A function from a name and a role to somebody who has pressed Start."""
    async with TelegramPeople(desk.url) as people:

        async def create(name: str, role: Role = Role.USER) -> Talker:
            client = await people.create_person(name, username=f"{name.lower()}_desk", language_code=language)
            talker = Talker(name, language, desk, client)
            await talker.starts()
            if role is not Role.USER:
                await desk.appoint(talker.id, role)
                await talker.starts()
            return talker

        yield create


@pytest.fixture
async def new_group(desk: LocalDesk) -> AsyncIterator[NewGroup]:
    """A function from a title and who is in it to each of them there; the first one administers it."""
    async with TelegramPeople(desk.url) as people:

        async def create(title: str, *members: Talker, **kind: Any) -> Sequence[Talker]:
            group = await people.create_group(title, [each.id for each in members], **kind)
            await desk.settled()
            return [replace(each, client=people.person(each.id, chat_id=group), since=0) for each in members]

        yield create


@pytest.fixture
async def rita(new_talker: NewTalker) -> Talker:
    """A reporter."""
    return await new_talker("Rita")


@pytest.fixture
async def alex(new_talker: NewTalker) -> Talker:
    """An agent."""
    return await new_talker("Alex", Role.AGENT)


@pytest.fixture
async def dora(new_talker: NewTalker) -> Talker:
    """A dispatcher."""
    return await new_talker("Dora", Role.DISPATCHER)


@pytest.fixture
async def ada(new_talker: NewTalker) -> Talker:
    """An admin."""
    return await new_talker("Ada", Role.ADMIN)
