"""Query: one place of the tree."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.ports.places.reader import LocationReader
from tickets_service.application.principal import Principal
from tickets_service.application.views.places import LocationView
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.places.errors import LocationNotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class GetLocation:
    principal: Principal
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GetLocationHandler:
    users: UserReader
    locations: LocationReader

    async def __call__(self, query: GetLocation) -> LocationView:
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.READ_LOCATIONS)
        location = await self.locations.find(query.code)
        if location is None:
            raise LocationNotFoundError(query.code)
        return location
