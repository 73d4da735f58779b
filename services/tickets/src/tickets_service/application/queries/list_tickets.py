"""Query: tickets one reported, has to work on, or could take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.readers import (
    ALL_PRIORITIES,
    ALL_STATES,
    Listing,
    TicketFilter,
    TicketReader,
    UserReader,
)
from tickets_service.application.principal import Principal
from tickets_service.application.ticket_order import PARTS, Order, Place
from tickets_service.application.views import TicketView
from tickets_service.domain.permissions import DeskAction, require_on_desk
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import Category, State, states_in
from tickets_service.domain.user import UserId
from tickets_service.domain.violations import Violations

NEEDED: Final[Mapping[Listing, DeskAction]] = {
    Listing.REPORTED: DeskAction.LIST_REPORTED,
    Listing.UNASSIGNED: DeskAction.LIST_UNASSIGNED,
    Listing.ASSIGNED: DeskAction.LIST_ASSIGNED,
    Listing.ALL: DeskAction.LIST_ALL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTickets:
    """Conditions narrow the listing down; empty or None is no condition."""

    principal: Principal
    listing: Listing = Listing.REPORTED
    order: Order = Order.NEWEST
    states: frozenset[State] = frozenset()
    categories: frozenset[Category] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    assignee_id: UserId | None = None
    unassigned: bool = False
    reporter_id: UserId | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None
    page_size: int = 0
    page_token: str = ""

    def filter(self) -> TicketFilter:
        """Raise `InvalidArgumentError` when the two times leave no room between them."""
        violations = Violations()
        if self.created_from and self.created_before and self.created_from >= self.created_before:
            violations.add("created_before", "must be later than created_from")
        violations.refuse_if_any()
        return TicketFilter(
            listing=self.listing,
            user_id=self.principal.user_id,
            states=(self.states or ALL_STATES) & (states_in(*self.categories) or ALL_STATES),
            priorities=self.priorities or ALL_PRIORITIES,
            assignee_id=self.assignee_id,
            unassigned=self.unassigned,
            reporter_id=self.reporter_id,
            created_from=self.created_from,
            created_before=self.created_before,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTicketsHandler:
    users: UserReader
    tickets: TicketReader

    async def __call__(self, query: ListTickets) -> Page[TicketView]:
        which = query.filter()
        request = PageRequest.read(
            size=query.page_size, token=query.page_token, bound_to=identity(which, query.order), parts=PARTS
        )
        after = Place.read(request.place)
        actor = await actor_of(self.users, query.principal)
        require_on_desk(actor, NEEDED[query.listing])
        found = await self.tickets.page(which, query.order, after=after, limit=request.size + 1)
        return request.placed(found, lambda index: Place.of(found[index]).numbers)


def identity(which: TicketFilter, order: Order) -> list[object]:
    """What tells one list from every other one, the same in every process."""
    return [
        "tickets",
        order.value,
        which.listing.value,
        which.user_id,
        sorted(which.states),
        sorted(which.priorities),
        which.assignee_id,
        which.unassigned,
        which.reporter_id,
        which.created_from and which.created_from.isoformat(),
        which.created_before and which.created_before.isoformat(),
    ]
