"""What people are answered while the tickets service does not answer the bot."""

from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

import pytest

from bot_service.adapters.inbound.telegram.updates.dispatcher import DispatchedUpdates
from bot_service.adapters.outbound.memory.people.users import MemoryUsers
from bot_service.application.errors import UnavailableError
from bot_testing.talker import Talker
from bot_testing.world import AGENTS, World


class UsersAway(MemoryUsers):
    async def get(self, *_: object, **__: object) -> NoReturn:
        raise UnavailableError

    async def register(self, *_: object, **__: object) -> NoReturn:
        raise UnavailableError


@pytest.fixture
def away(world: World) -> DispatchedUpdates:
    return world.handler_for(replace(world.desk, people=UsersAway(AGENTS)))


async def test_help_and_id_are_answered_also_to_who_was_never_heard_of(
    away: DispatchedUpdates, ann: Talker, bob: Talker, talker: Callable[..., Talker]
) -> None:
    for somebody in (ann, bob, talker(77, "New")):
        await somebody.sends(away, text="/help")
        assert "/new" in somebody.last.text
        await somebody.sends(away, text="/id")
        assert str(somebody.id) in somebody.last.text


async def test_cancel_cancels(away: DispatchedUpdates, ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.sends(away, text="/cancel")
    assert "The draft “Lamp” is deleted" in ann.last.text
    await ann.says("/cancel")
    assert "nothing to cancel" in ann.last.text


@pytest.mark.parametrize("text", ["/new", "/my", "/start", "Lamp", "help"])
async def test_everything_else_waits(away: DispatchedUpdates, ann: Talker, text: str) -> None:
    await ann.says("/start")
    with pytest.raises(UnavailableError):
        await ann.sends(away, text=text)
