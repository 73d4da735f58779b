"""Query: tickets one reported, follows, has to work on, or could take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.page_weights import weight_of_ticket
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.read_session import ReadSessionFactory
from tickets_service.application.ports.tickets.reader import Listing, TicketFilter
from tickets_service.application.principal import Principal
from tickets_service.application.queries.tickets.narrowing import Narrowing, identity
from tickets_service.application.ticket_order import POSITION_PARTS, ListPosition, Order
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk, require_tags

NEEDED: Final[Mapping[Listing, DeskAction]] = {
    Listing.REPORTED: DeskAction.LIST_REPORTED,
    Listing.FOLLOWED: DeskAction.LIST_FOLLOWED,
    Listing.UNASSIGNED: DeskAction.LIST_UNASSIGNED,
    Listing.ASSIGNED: DeskAction.LIST_ASSIGNED,
    Listing.ALL: DeskAction.LIST_ALL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTickets(Narrowing):
    principal: Principal
    listing: Listing = Listing.REPORTED
    order: Order = Order.NEWEST
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTicketsHandler:
    reading: ReadSessionFactory
    clock: Clock

    async def __call__(self, query: ListTickets) -> Page[TicketView]:
        conditions, asker = query.conditions(self.clock.now()), query.principal.user_id
        request = PageRequest.read(
            size=query.page_size,
            token=query.page_token,
            bound_to=["tickets", query.listing.value, asker, query.order.value, *identity(conditions)],
            parts=POSITION_PARTS,
        )
        after = ListPosition.read(request.place)
        which = TicketFilter.of(conditions, listing=query.listing, user_id=asker)
        async with self.reading() as read:
            actor = await actor_of(read.users, query.principal)
            require_on_desk(actor, NEEDED[query.listing])
            if which.tag is not None:
                require_tags(actor)
            page = await read.tickets.page(which, query.order, after=after, limit=request.size + 1)
        found = [ticket.seen_by(actor) for ticket in page]
        return request.placed(
            found, lambda index: ListPosition.of(found[index]).numbers, weigh=weight_of_ticket
        )
