"""Query: what a ticket has to do with others."""

from dataclasses import dataclass

from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.links.reader import LinkReader
from tickets_service.application.principal import Principal
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.tickets.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLinks:
    principal: Principal
    ticket_id: TicketId
    page_size: int = 0
    page_token: str = ""
    newest_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLinksHandler:
    visible: VisibleTicket
    links: LinkReader

    async def __call__(self, query: ListLinks) -> Page[SeenLink]:
        request = PageRequest.read(
            size=query.page_size,
            token=query.page_token,
            # Tokens of the order that there was alone go on being good.
            bound_to=["links", query.ticket_id, *(["newest first"] if query.newest_first else [])],
        )
        seen = await self.visible.seen(query.principal, query.ticket_id)
        found = await self.links.page(
            query.ticket_id,
            sight=seen.sight,
            after=request.after,
            newest_first=query.newest_first,
            limit=request.size + 1,
        )
        return request.page(found, [link.id for link in found])
