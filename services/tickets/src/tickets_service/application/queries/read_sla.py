"""Queries: the policies, one policy, and one calendar."""

from collections.abc import Sequence
from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.ports.readers import UserReader
from tickets_service.application.ports.sla_reader import SlaReader
from tickets_service.application.principal import Principal
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument
from tickets_service.domain.sla.errors import SlaCalendarNotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSlaPolicies:
    principal: Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSlaPolicy:
    principal: Principal
    priority: Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSlaCalendar:
    principal: Principal
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSlaPoliciesHandler:
    users: UserReader
    sla: SlaReader

    async def __call__(self, query: ListSlaPolicies) -> Sequence[PolicyDocument]:
        """Return them in the order of the priorities, the lowest first."""
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.READ_SLA)
        order = list(Priority)
        return sorted(await self.sla.policies(), key=lambda policy: order.index(policy.priority))


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSlaPolicyHandler:
    users: UserReader
    sla: SlaReader

    async def __call__(self, query: GetSlaPolicy) -> PolicyDocument:
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.READ_SLA)
        return next(each for each in await self.sla.policies() if each.priority is query.priority)


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
