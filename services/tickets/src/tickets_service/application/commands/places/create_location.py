"""Use case: an admin adds a place to the tree."""

from dataclasses import dataclass

from tickets_service.application.commands.places.change_location import LocationChanger
from tickets_service.application.commands.places.placing import location_named
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.places.repository import LocationRepository
from tickets_service.application.principal import Principal
from tickets_service.application.views.places import LocationView
from tickets_service.domain import text
from tickets_service.domain.places.events import LocationChange, LocationEvent
from tickets_service.domain.places.location import Location, LocationKind, NewLocation
from tickets_service.domain.places.position import Position
from tickets_service.domain.violations import Violations

PARENT: str = "location.parent"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateLocation:
    """An empty `parent` makes it a root."""

    principal: Principal
    code: str
    display_name: str
    kind: LocationKind
    parent: str = ""
    position: Position | None = None
    reason: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateLocationHandler:
    change: LocationChanger

    async def __call__(self, command: CreateLocation) -> LocationView:
        violations = Violations()
        new = NewLocation.read(
            code=command.code,
            display_name=command.display_name,
            kind=command.kind,
            position=command.position,
            violations=violations,
        )
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()

        async def create(
            locations: LocationRepository, change: LocationChange
        ) -> tuple[Location, list[LocationEvent]]:
            parent = None
            if command.parent:
                parent = await location_named(locations, command.parent, PARENT)
                parent.require_available(PARENT)
            location = Location.create(new, parent=parent, now=change.now)
            await locations.add(location)
            return location, [change.created(location)]

        return await self.change.of_tree(command, key, reason, create)
