"""Query: what happened to a ticket."""

from dataclasses import dataclass, replace
from typing import Final

from tickets_service.application.page_weights import weight_of_event
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.tickets.reader import TicketReader
from tickets_service.application.principal import Principal
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.events import EventView
from tickets_service.domain.tickets.comment import WITHDRAWN
from tickets_service.domain.tickets.ticket import TicketId

DEFAULT_SIZE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTicketEvents:
    principal: Principal
    ticket_id: TicketId
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTicketEventsHandler:
    visible: VisibleTicket
    tickets: TicketReader

    async def __call__(self, query: ListTicketEvents) -> Page[EventView]:
        request = PageRequest.read(
            size=query.page_size,
            token=query.page_token,
            bound_to=["events", query.ticket_id],
            default=DEFAULT_SIZE,
        )
        seen = await self.visible.seen(query.principal, query.ticket_id)
        found = await self.tickets.events(
            query.ticket_id,
            notes=seen.notes,
            sight=seen.sight,
            after=request.after,
            limit=request.size + 1,
        )
        shown = found if seen.notes else [without_what_was_taken_back(event) for event in found]
        return request.page(shown, [event.id for event in shown], weigh=weight_of_event)


def without_what_was_taken_back(event: EventView) -> EventView:
    """Return it as it is for those who see no notes: what the desk took back is not theirs to read any more."""
    said = event.change
    if not isinstance(said, CommentView) or said.withdrawn_at is None:
        return event
    return replace(event, change=replace(said, text=WITHDRAWN, marks=()))
