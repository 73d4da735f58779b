"""Colleagues who know of each other's tickets."""

import pytest

from bot_testing.talker import Talker
from bot_testing.world import World


@pytest.fixture
async def taken(world: World, ann: Talker, bob: Talker, gus: Talker) -> World:
    """Ann's ticket, which Bob has; Gus knows of it."""
    assert gus.chat
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    return world
