"""Query: what happened to a place."""

from dataclasses import dataclass
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.ports.places.reader import LocationReader
from tickets_service.application.principal import Principal
from tickets_service.application.views.places import LocationEventView
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.places.errors import LocationNotFoundError

DEFAULT_SIZE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLocationEvents:
    principal: Principal
    code: str
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLocationEventsHandler:
    users: UserReader
    locations: LocationReader

    async def __call__(self, query: ListLocationEvents) -> Page[LocationEventView]:
        request = PageRequest.read(
            size=query.page_size,
            token=query.page_token,
            bound_to=["location-events", query.code],
            default=DEFAULT_SIZE,
        )
        # Before the place is looked up: everyone knows which there are, but not who changed them.
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.READ_LOCATION_EVENTS)
        location = await self.locations.find(query.code)
        if location is None:
            raise LocationNotFoundError(query.code)
        found = await self.locations.events(location, after=request.after, limit=request.size + 1)
        return request.page(found, [event.id for event in found])
