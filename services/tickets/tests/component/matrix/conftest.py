"""The stage on which the matrix is walked."""

import pytest

from tickets_service.domain.people.user import Role
from tickets_testing.client import Client

from .stage import Stage, StageFor, number_of


@pytest.fixture
def stage(client: Client) -> StageFor:
    async def built(role: Role | None) -> Stage:
        another, reporter = await client.person(50, "Eva"), await client.person(51, "Ann")
        await client.desk.appoint(number_of(another), Role.AGENT)
        actor = None
        if role:
            actor = await client.person(52, "Me")
            await client.desk.appoint(number_of(actor), role)
        return Stage(client, actor=actor, reporter=reporter, another=another)

    return built
