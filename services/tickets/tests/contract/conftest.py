import pytest

from tickets_service.domain.people.user import Role
from tickets_testing.desk import Desk
from tickets_testing.tree import CAMPUS, Tree


@pytest.fixture
async def tree(desk: Desk) -> Tree:
    """An empty one."""
    return Tree(desk, await desk.staff(Role.ADMIN, "Boss"))


@pytest.fixture
async def campus(tree: Tree) -> Tree:
    for place in CAMPUS:
        await tree.create(*place)
    return tree
