"""The tree of locations, with a short way to change it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypedDict, TypeVar, Unpack
from uuid import uuid4

from tickets_service.application.commands.places.archive_location import ArchiveLocation
from tickets_service.application.commands.places.create_location import CreateLocation
from tickets_service.application.commands.places.import_locations import ImportLocations
from tickets_service.application.commands.places.move_location import MoveLocation
from tickets_service.application.commands.places.restore_location import RestoreLocation
from tickets_service.application.commands.places.update_location import UpdateLocation
from tickets_service.application.queries.places.get_location import GetLocation
from tickets_service.application.queries.places.list_locations import ListLocations
from tickets_service.application.views.people import UserView
from tickets_service.application.views.places import ImportView, LocationView
from tickets_service.domain.places.import_plan import ImportRow
from tickets_service.domain.places.location import LocationKind
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer

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


Command = TypeVar("Command")


class Given(TypedDict, total=False):
    by: Doer
    request_id: str
    reason: str
    etag: str


class Query(TypedDict, total=False):
    parent: str
    subtree: bool
    archived: bool
    page_size: int
    page_token: str


@dataclass(frozen=True, slots=True)
class Tree:
    """Changes the tree as its `boss`, an admin, unless told otherwise."""

    desk: Desk
    boss: UserView

    async def create(
        self,
        code: str,
        kind: LocationKind,
        parent: str = "",
        *,
        display_name: str = "",
        **more: Unpack[Given],
    ) -> LocationView:
        given = {"display_name": display_name or f"The {code}", "kind": kind, "parent": parent}
        return await self._do(self.desk.do.places.create_location, CreateLocation, code, given, more)

    async def rename(
        self,
        code: str,
        to: str = "New",
        *,
        fields: tuple[str, ...] = ("display_name",),
        **more: Unpack[Given],
    ) -> LocationView:
        given = {"fields": fields, "display_name": to}
        return await self._do(self.desk.do.places.update_location, UpdateLocation, code, given, more)

    async def move(self, code: str, parent: str = "", **more: Unpack[Given]) -> LocationView:
        return await self._do(self.desk.do.places.move_location, MoveLocation, code, {"parent": parent}, more)

    async def archive(self, code: str, **more: Unpack[Given]) -> LocationView:
        return await self._do(self.desk.do.places.archive_location, ArchiveLocation, code, {}, more)

    async def restore(self, code: str, **more: Unpack[Given]) -> LocationView:
        return await self._do(self.desk.do.places.restore_location, RestoreLocation, code, {}, more)

    async def bring(
        self,
        *rows: ImportRow,
        by: Doer = None,
        validate_only: bool = False,
        request_id: str = "",
    ) -> ImportView:
        command = ImportLocations(
            principal=self.desk.as_(by or self.boss),
            rows=rows,
            validate_only=validate_only,
            request_id=request_id or str(uuid4()),
        )
        return await self.desk.do.places.import_locations(command)

    async def get(self, code: str, by: Doer = None) -> LocationView:
        query = GetLocation(principal=self.desk.as_(by), code=code)
        return await self.desk.do.places.get_location(query)

    async def codes(self, by: Doer = None, **query: Unpack[Query]) -> list[str]:
        page = await self.desk.do.places.list_locations(ListLocations(principal=self.desk.as_(by), **query))
        return [location.code for location in page.items]

    async def _do(
        self,
        handler: Callable[[Command], Awaitable[LocationView]],
        command: Callable[..., Command],
        code: str,
        given: Mapping[str, object],
        more: Given,
    ) -> LocationView:
        principal = self.desk.as_(more.get("by", self.boss))
        asked = {
            "request_id": str(uuid4()),
            **given,
            **{name: value for name, value in more.items() if name != "by"},
        }
        return await handler(command(principal=principal, code=code, **asked))
