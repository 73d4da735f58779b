"""Query: how many tickets several lists have."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.read_session import ReadSessionFactory
from tickets_service.application.ports.tickets.reader import Listing, TicketFilter
from tickets_service.application.principal import Principal
from tickets_service.application.queries.tickets.list_tickets import NEEDED
from tickets_service.application.queries.tickets.narrowing import Narrowing
from tickets_service.domain.permissions.checks import require_on_desk, require_tags
from tickets_service.domain.violations import Violations

MOST_LISTS: Final = 20
MOST_COUNTED: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedList(Narrowing):
    listing: Listing = Listing.REPORTED


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTickets:
    """`most`: no more are counted of each list; 0 for `MOST_COUNTED`."""

    principal: Principal
    lists: Sequence[CountedList]
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTicketsHandler:
    reading: ReadSessionFactory
    clock: Clock

    async def __call__(self, query: CountTickets) -> Sequence[int]:
        """Return a number for each list, all of one moment."""
        violations = Violations()
        if not 0 < len(query.lists) <= MOST_LISTS:
            violations.add("lists", f"must be 1 to {MOST_LISTS}")
        if query.most < 0:
            violations.add("most", "must not be negative")
        violations.refuse_if_any()
        now, asker = self.clock.now(), query.principal.user_id
        counted = [
            TicketFilter.of(each.conditions(now), listing=each.listing, user_id=asker) for each in query.lists
        ]
        async with self.reading() as read:
            actor = await actor_of(read.users, query.principal)
            for each in counted:
                require_on_desk(actor, NEEDED[each.listing])
                if each.tag is not None:
                    require_tags(actor)
            return await read.tickets.counts(counted, most=min(query.most or MOST_COUNTED, MOST_COUNTED))
