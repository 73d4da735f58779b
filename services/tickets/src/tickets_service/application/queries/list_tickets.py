"""Query: tickets one reported, has to work on, or could take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.readers import Listing, TicketFilter, TicketReader, UserReader
from tickets_service.application.principal import Principal
from tickets_service.application.views import TicketView
from tickets_service.domain.permissions import DeskAction, require_on_desk
from tickets_service.domain.state import State

NEEDED: Final[Mapping[Listing, DeskAction]] = {
    Listing.REPORTED: DeskAction.LIST_REPORTED,
    Listing.UNASSIGNED: DeskAction.LIST_UNASSIGNED,
    Listing.ASSIGNED: DeskAction.LIST_ASSIGNED,
    Listing.ALL: DeskAction.LIST_ALL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTickets:
    principal: Principal
    listing: Listing = Listing.REPORTED
    states: frozenset[State] = frozenset()
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTicketsHandler:
    users: UserReader
    tickets: TicketReader

    async def __call__(self, query: ListTickets) -> Page[TicketView]:
        request = PageRequest.read(
            size=query.page_size,
            token=query.page_token,
            bound_to=["tickets", query.principal.user_id, query.listing.value, *sorted(query.states)],
        )
        actor = await actor_of(self.users, query.principal)
        require_on_desk(actor, NEEDED[query.listing])
        which = TicketFilter(listing=query.listing, user_id=query.principal.user_id, states=query.states)
        found = await self.tickets.page(which, before=request.after, limit=request.size + 1)
        return request.page(found, [ticket.id for ticket in found])
