"""Use case: an admin brings an archived place back."""

from dataclasses import dataclass

from tickets_service.application.commands.places.change_location import LocationChanger
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.application.views.places import LocationView
from tickets_service.domain import text
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreLocation:
    principal: Principal
    code: str
    reason: str = ""
    etag: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreLocationHandler:
    change: LocationChanger

    async def __call__(self, command: RestoreLocation) -> LocationView:
        violations = Violations()
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        return await self.change(command, key, reason, lambda location, change: change.restore(location))
