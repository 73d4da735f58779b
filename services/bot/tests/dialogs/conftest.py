"""A desk whose dialogs run in aiogram's real dispatcher, and people who talk with it in private chats.

What handlers return is carried out on chats in memory, as Telegram would show them.
"""

from collections.abc import Callable, Iterator

import pytest

from .talker import Talker
from .world import AGENTS, World


@pytest.fixture
def world() -> Iterator[World]:
    return World()


@pytest.fixture
def talker(world: World) -> Callable[..., Talker]:
    """A function that makes a person: `talker(7, "Ann", language="en")`."""

    def create(id_: int, name: str, language: str = "en") -> Talker:
        return Talker(world, id_, name, language)

    return create


@pytest.fixture
def ann(talker: Callable[..., Talker]) -> Talker:
    return talker(7, "Ann")


@pytest.fixture
async def bob(talker: Callable[..., Talker]) -> Talker:
    """An agent who has a chat with the bot."""
    agent = talker(AGENTS[0], "Bob")
    await agent.says("/start")
    return agent


@pytest.fixture
async def gus(talker: Callable[..., Talker]) -> Talker:
    """Another agent, who reads Russian."""
    agent = talker(AGENTS[1], "Гусь", "ru")
    await agent.says("/start")
    return agent
