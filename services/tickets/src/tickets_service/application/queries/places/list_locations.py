"""Query: what is inside of a place, or the top of the tree."""

from dataclasses import dataclass
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.ports.places.reader import LocationFilter, LocationReader
from tickets_service.application.principal import Principal
from tickets_service.application.views.places import LocationView
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.places.errors import LocationNotFoundError
from tickets_service.domain.places.location import PATH

DEFAULT_SIZE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLocations:
    """An empty `parent` is the whole tree."""

    principal: Principal
    parent: str = ""
    subtree: bool = False
    archived: bool = False
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLocationsHandler:
    users: UserReader
    locations: LocationReader

    async def __call__(self, query: ListLocations) -> Page[LocationView]:
        # By the path that the last one had when it was shown: where it has moved since is no matter.
        request = PageRequest.by_text(
            size=query.page_size,
            token=query.page_token,
            bound_to=["locations", query.parent, query.subtree, query.archived],
            form=PATH,
            default=DEFAULT_SIZE,
        )
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.READ_LOCATIONS)
        parent = await self.locations.find(query.parent) if query.parent else None
        if query.parent and parent is None:
            raise LocationNotFoundError(query.parent)
        which = LocationFilter(parent=parent, subtree=query.subtree, archived=query.archived)
        found = await self.locations.page(which, after=request.text, limit=request.size + 1)
        return request.placed(found, lambda index: (found[index].path,))
