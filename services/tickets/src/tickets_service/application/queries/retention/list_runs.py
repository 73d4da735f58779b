"""Query: what was anonymized on which day."""

from dataclasses import dataclass

from tickets_service.application.acting import person_of
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.retention import RetentionRun
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRetentionRuns:
    principal: Principal
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRetentionRunsHandler:
    unit_of_work: UnitOfWorkFactory

    async def __call__(self, query: ListRetentionRuns) -> Page[RetentionRun]:
        request = PageRequest.read(size=query.page_size, token=query.page_token, bound_to=["retention_runs"])
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, query.principal, DeskAction.READ_RETENTION)
            require_on_desk(actor, DeskAction.READ_RETENTION)
            found = await uow.retention.runs(before=request.after, limit=request.size + 1)
        return request.page(found, [run.id for run in found])
