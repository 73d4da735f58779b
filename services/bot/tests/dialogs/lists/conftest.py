"""Tickets in the queue, and who gives out work."""

import pytest

from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


async def send_new(talker: Talker, text: str) -> None:
    await talker.says("/new")
    await talker.says(text)
    await talker.says("Room 1")
    await talker.taps("🟡")
    await talker.taps("✅")


@pytest.fixture
async def queued(world: World, ann: Talker, bob: Talker, gus: Talker) -> World:
    """Three tickets of Ann's, of which staff were told."""
    assert bob.chat
    assert gus.chat
    for text in ("Lamp", "Door", "Tap"):
        await send_new(ann, text)
    await world.news()
    return world


@pytest.fixture
async def dora(queued: World, talker: TalkerFor) -> Talker:
    dispatcher = talker(22, "Dora")
    await dispatcher.says("/start")
    queued.users.promote(queued.users.named("Dora"), Role.DISPATCHER)
    return dispatcher
