"""Query: the policies."""

from collections.abc import Sequence
from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.ports.sla.reader import SlaReader
from tickets_service.application.principal import Principal
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.documents import PolicyDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSlaPolicies:
    principal: Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSlaPoliciesHandler:
    users: UserReader
    sla: SlaReader

    async def __call__(self, query: ListSlaPolicies) -> Sequence[PolicyDocument]:
        """Return them in the order of the priorities, the lowest first."""
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.READ_SLA)
        order = list(Priority)
        return sorted(await self.sla.policies(), key=lambda policy: order.index(policy.priority))
