"""The tree of locations, with a short way to change it."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from tickets_service.application.commands.places.archive_location import ArchiveLocation
from tickets_service.application.commands.places.create_location import CreateLocation
from tickets_service.application.commands.places.move_location import MoveLocation
from tickets_service.application.commands.places.restore_location import RestoreLocation
from tickets_service.application.commands.places.update_location import UpdateLocation
from tickets_service.application.queries.places.get_location import GetLocation
from tickets_service.application.queries.places.list_locations import ListLocations
from tickets_service.application.views.places import LocationView
from tickets_service.domain.people.user import Role
from tickets_service.domain.places.location import LocationKind

SITE, BUILDING, FLOOR, ROOM = LocationKind
CAMPUS = (
    ("HQ-2", SITE, ""),
    ("HQ", SITE, ""),
    ("B2", BUILDING, "HQ"),
    ("B1", BUILDING, "HQ"),
    ("F1", FLOOR, "B1"),
    ("R2", ROOM, "F1"),
    ("R1", ROOM, "F1"),
    ("R9", ROOM, "HQ-2"),
)
"""HQ > B1 > F1 > R1, R2; HQ > B2; HQ-2 > R9."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Changes the tree as its `boss`, an admin, unless told otherwise."""

    desk: Any
    boss: Any

    async def create(self, code: str, kind: LocationKind, parent: str = "", **more: Any) -> LocationView:
        given = {"display_name": f"The {code}", "kind": kind, "parent": parent, **more}
        return await self._do(self.desk.do.places.create_location, CreateLocation, code, given)

    async def rename(self, code: str, to: str = "New", **more: Any) -> LocationView:
        given = {"fields": ("display_name",), "display_name": to, **more}
        return await self._do(self.desk.do.places.update_location, UpdateLocation, code, given)

    async def move(self, code: str, parent: str = "", **more: Any) -> LocationView:
        return await self._do(
            self.desk.do.places.move_location, MoveLocation, code, {"parent": parent, **more}
        )

    async def archive(self, code: str, **more: Any) -> LocationView:
        return await self._do(self.desk.do.places.archive_location, ArchiveLocation, code, more)

    async def restore(self, code: str, **more: Any) -> LocationView:
        return await self._do(self.desk.do.places.restore_location, RestoreLocation, code, more)

    async def get(self, code: str, by: Any = None) -> LocationView:
        query = GetLocation(principal=self.desk.as_(by), code=code)
        view: LocationView = await self.desk.do.places.get_location(query)
        return view

    async def codes(self, by: Any = None, **query: Any) -> list[str]:
        page = await self.desk.do.places.list_locations(ListLocations(principal=self.desk.as_(by), **query))
        return [location.code for location in page.items]

    async def _do(self, handler: Any, command: Any, code: str, more: dict[str, Any]) -> LocationView:
        given = {"request_id": str(uuid4()), **more}
        by = given.pop("by", self.boss)
        view: LocationView = await handler(command(principal=self.desk.as_(by), code=code, **given))
        return view


@pytest.fixture
async def tree(desk: Any) -> Tree:
    """An empty one."""
    return Tree(desk, await desk.staff(Role.ADMIN, "Boss"))


@pytest.fixture
async def campus(tree: Tree) -> Tree:
    for place in CAMPUS:
        await tree.create(*place)
    return tree
