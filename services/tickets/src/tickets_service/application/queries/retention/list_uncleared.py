"""Query: of which anonymized tickets other services may still hold something."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.paging import DEFAULT, size_from
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.retention import Uncleared
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUnclearedTickets:
    principal: Principal
    page_size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUnclearedTicketsHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, query: ListUnclearedTickets) -> Uncleared:
        size = size_from(query.page_size, DEFAULT)
        async with self.unit_of_work() as uow:
            require_on_desk(await actor_of(uow.users, query.principal), DeskAction.CLEAR_TICKETS)
            return await uow.retention.uncleared(now=self.clock.now(), limit=size)
