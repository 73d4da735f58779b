"""Query: tickets that are like what a person is about to report (decision 45)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tickets_service.application.acting import person_of
from tickets_service.application.ports.read_session import ReadSessionFactory
from tickets_service.application.ports.tickets.reader import Listing, TicketFilter
from tickets_service.application.principal import Principal
from tickets_service.application.queries.search.similarity import likeness
from tickets_service.application.ticket_order import Order
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain import text
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.state import OPEN_WORK, State
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.violations import Violations

MOST_SHOWN: Final = 3
MOST_COMPARED: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSimilarTickets:
    """`location`: the code of where it is; `field`: of the request, what the report is in."""

    principal: Principal
    text: str
    location: str
    field: str = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarTicket:
    """All that somebody who reports the like may know of it."""

    id: TicketId
    title: str
    state: State
    created_at: datetime
    follower_count: int

    @classmethod
    def of(cls, ticket: TicketView) -> "SimilarTicket":
        return cls(
            id=ticket.id,
            title=ticket.title,
            state=ticket.state,
            created_at=ticket.created_at,
            follower_count=ticket.follower_count,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSimilarTicketsHandler:
    reading: ReadSessionFactory

    async def __call__(self, query: ListSimilarTickets) -> Sequence[SimilarTicket]:
        violations = Violations()
        said = text.COMMENT.read(query.text, f"{query.field}.text", violations)
        violations.refuse_if_any()
        async with self.reading() as read:
            person = await person_of(read.users, query.principal, DeskAction.CREATE_TICKET)
            require_on_desk(person, DeskAction.CREATE_TICKET)
            there = TicketFilter(listing=Listing.ALL, user_id=None, states=OPEN_WORK, within=query.location)
            found = await read.tickets.page(there, Order.NEWEST, after=None, limit=MOST_COMPARED)
            scored = [
                (likeness(said, title=ticket.title, description=ticket.description), ticket)
                for ticket in found
                if ticket.reporter_id != person.id
            ]
            alike = sorted((each for each in scored if each[0]), key=lambda each: -each[0])
            shown: list[SimilarTicket] = []
            for _, ticket in alike:
                if len(shown) == MOST_SHOWN:
                    break
                if not await read.tickets.followers_among(ticket.id, [person.id]):
                    shown.append(SimilarTicket.of(ticket))
        return shown
