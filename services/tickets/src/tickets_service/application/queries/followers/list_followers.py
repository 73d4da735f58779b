"""Query: who follows a ticket."""

from dataclasses import dataclass
from typing import Final

from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.tickets.reader import TicketReader
from tickets_service.application.principal import Principal
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.application.views.followers import FollowerView
from tickets_service.domain.tickets.ticket import TicketId

DEFAULT_SIZE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFollowers:
    principal: Principal
    ticket_id: TicketId
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFollowersHandler:
    visible: VisibleTicket
    tickets: TicketReader

    async def __call__(self, query: ListFollowers) -> Page[FollowerView]:
        request = PageRequest.read(
            size=query.page_size,
            token=query.page_token,
            bound_to=["followers", query.ticket_id],
            default=DEFAULT_SIZE,
        )
        await self.visible.found(query.principal, query.ticket_id)
        found = await self.tickets.followers(query.ticket_id, after=request.after, limit=request.size + 1)
        return request.page(found, [follower.user_id for follower in found])
