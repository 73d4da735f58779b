"""The staff group of a desk, and who is in it."""

import pytest

from bot_service.domain.people.person import Role
from bot_testing.member import Member
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


@pytest.fixture
async def ada(talker: TalkerFor, world: World) -> Member:
    """An admin."""
    admin = talker(50, "Ada")
    await admin.says("/start")
    world.users.promote(world.users.named("Ada"), Role.ADMIN)
    return Member(admin)


@pytest.fixture
def agent(bob: Talker) -> Member:
    """Bob, in the group."""
    return Member(bob)


@pytest.fixture
def stranger(talker: TalkerFor) -> Member:
    """Somebody who never started the bot, in the group."""
    return Member(talker(60, "Zoe"))


@pytest.fixture
async def reported(ada: Member, ann: Talker, agent: Member) -> World:
    """The group is linked, and Ann has reported a lamp."""
    await ada.says("/link")
    await ann.reports("Lamp is out")
    await agent.world.news()
    return agent.world
