"""Use case: an admin puts a place, with all that is inside, somewhere else in the tree."""

from dataclasses import dataclass

from tickets_service.application.commands.places.change_location import LocationChanger
from tickets_service.application.commands.places.placing import location_named
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.places.repository import LocationRepository
from tickets_service.application.principal import Principal
from tickets_service.application.views.places import LocationView
from tickets_service.domain import text
from tickets_service.domain.places.events import LocationChange, LocationEvent
from tickets_service.domain.places.location import Location
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLocation:
    """An empty `parent` makes it a root."""

    principal: Principal
    code: str
    parent: str
    reason: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLocationHandler:
    change: LocationChanger

    async def __call__(self, command: MoveLocation) -> LocationView:
        violations = Violations()
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()

        async def move(
            location: Location, locations: LocationRepository, change: LocationChange
        ) -> LocationEvent | None:
            parent = await location_named(locations, command.parent, "parent") if command.parent else None
            return change.move(location, parent)

        return await self.change.with_others(command, key, reason, move)
