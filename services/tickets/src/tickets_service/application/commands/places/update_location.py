"""Use case: an admin calls a place by another name, or says where it is."""

from dataclasses import dataclass
from typing import Final

from tickets_service.application.commands.places.change_location import LocationAct, LocationChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.places import LocationView
from tickets_service.domain import text
from tickets_service.domain.places.position import Position, read_position
from tickets_service.domain.violations import Violations

EDITABLE: Final = ("display_name", "position")


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateLocation:
    """`fields` names what to change."""

    principal: Principal
    code: str
    fields: tuple[str, ...]
    display_name: str = ""
    position: Position | None = None
    reason: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateLocationHandler:
    change: LocationChanger

    async def __call__(self, command: UpdateLocation) -> LocationView:
        violations = Violations()
        if not command.fields:
            violations.add("update_mask", "must name a field to change, or one must be set")
        if unknown := sorted(set(command.fields) - set(EDITABLE)):
            violations.add("update_mask", f"has {unknown}; only {list(EDITABLE)} can be changed")
        name = ""
        if "display_name" in command.fields:
            name = text.LOCATION_NAME.read(command.display_name, "location.display_name", violations)
        position = None
        if "position" in command.fields:
            position = read_position(command.position, "location.position", violations)
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        acts: list[LocationAct] = []
        if "display_name" in command.fields:
            acts.append(lambda location, change: change.rename(location, name))
        if "position" in command.fields:
            acts.append(lambda location, change: change.position(location, position))
        return await self.change(command, key, reason, *acts)
