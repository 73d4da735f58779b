"""Query: what was said on a ticket."""

from dataclasses import dataclass

from tickets_service.application.page_weights import weight_of_comment
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.tickets.reader import TicketReader
from tickets_service.application.principal import Principal
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.application.views.comments import CommentView
from tickets_service.domain.tickets.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class ListComments:
    principal: Principal
    ticket_id: TicketId
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCommentsHandler:
    visible: VisibleTicket
    tickets: TicketReader

    async def __call__(self, query: ListComments) -> Page[CommentView]:
        request = PageRequest.read(
            size=query.page_size, token=query.page_token, bound_to=["comments", query.ticket_id]
        )
        seen = await self.visible.seen(query.principal, query.ticket_id)
        found = await self.tickets.comments(
            query.ticket_id, notes=seen.notes, before=request.after, limit=request.size + 1
        )
        return request.page(found, [comment.id for comment in found], weigh=weight_of_comment)
