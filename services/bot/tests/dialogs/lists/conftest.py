"""Tickets in the queue, and who gives out work."""

import pytest

from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


@pytest.fixture
async def queued(world: World, ann: Talker, bob: Talker, gus: Talker) -> World:
    """Three tickets of Ann's, of which staff were told."""
    assert bob.chat
    assert gus.chat
    for text in ("Lamp", "Door", "Tap"):
        await ann.reports(text, "Room 1")
    await world.news()
    return world


@pytest.fixture
async def dora(queued: World, talker: TalkerFor) -> Talker:
    dispatcher = talker(22, "Dora")
    await dispatcher.says("/start")
    queued.users.promote(queued.users.named("Dora"), Role.DISPATCHER)
    return dispatcher
