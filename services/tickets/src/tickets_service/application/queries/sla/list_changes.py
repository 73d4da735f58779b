"""Query: what happened to policies and calendars."""

from dataclasses import dataclass
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.ports.sla.reader import SlaReader
from tickets_service.application.principal import Principal
from tickets_service.application.views.sla import SlaChangeView
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk

DEFAULT_SIZE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSlaChanges:
    """`subject`: the name of a policy or calendar; empty for all."""

    principal: Principal
    subject: str = ""
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSlaChangesHandler:
    users: UserReader
    sla: SlaReader

    async def __call__(self, query: ListSlaChanges) -> Page[SlaChangeView]:
        request = PageRequest.read(
            size=query.page_size,
            token=query.page_token,
            bound_to=["slaChanges", query.subject],
            default=DEFAULT_SIZE,
        )
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.READ_SLA)
        found = await self.sla.changes(query.subject, before=request.after, limit=request.size + 1)
        return request.page(found, [each.id for each in found])
