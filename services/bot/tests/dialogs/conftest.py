"""A desk whose dialogs run in aiogram's real dispatcher, and people who talk with it in private chats.

What handlers return is carried out on chats in memory, as Telegram would show them.
"""

import pytest

from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import AGENTS, World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def talker(world: World) -> TalkerFor:

    def create(id_: int, name: str, language: str | None = "en") -> Talker:
        return Talker(world, id_, name, language)

    return create


@pytest.fixture
def ann(talker: TalkerFor) -> Talker:
    return talker(7, "Ann")


@pytest.fixture
async def bob(talker: TalkerFor) -> Talker:
    """An agent who has a chat with the bot."""
    agent = talker(AGENTS[0], "Bob")
    await agent.says("/start")
    return agent


@pytest.fixture
async def gus(talker: TalkerFor) -> Talker:
    """Another agent, who reads Russian."""
    agent = talker(AGENTS[1], "Гусь", "ru")
    await agent.says("/start")
    return agent


@pytest.fixture
async def taken(world: World, ann: Talker, bob: Talker) -> World:
    """Ann's ticket, which Bob has."""
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    return world


@pytest.fixture
async def resolved(world: World, ann: Talker, bob: Talker) -> World:
    """Ann's ticket, which Bob resolved; both have heard of it."""
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    return world
