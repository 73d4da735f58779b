"""Query: one calendar."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.ports.sla.reader import SlaReader
from tickets_service.application.principal import Principal
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.sla.documents import CalendarDocument
from tickets_service.domain.sla.errors import SlaCalendarNotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSlaCalendar:
    principal: Principal
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSlaCalendarHandler:
    users: UserReader
    sla: SlaReader

    async def __call__(self, query: GetSlaCalendar) -> CalendarDocument:
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.READ_SLA)
        found = await self.sla.calendar(query.code)
        if found is None:
            raise SlaCalendarNotFoundError(query.code)
        return found
