"""Use case: a person wants to hear of a ticket, or is let in on it."""

from dataclasses import dataclass

from tickets_service.application.commands.followers.change_followers import FollowerChanger, FollowerWork
from tickets_service.application.principal import Principal
from tickets_service.application.queries.search.list_similar_tickets import (
    ListSimilarTickets,
    ListSimilarTicketsHandler,
)
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.events import TicketFollowed
from tickets_service.domain.tickets.following import followed, takes_follower
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowTicket:
    """`user_id`: who; None means the acting person.

    `report` and `location`: what the acting person was about to report, and the code of where; empty for none.
    """

    principal: Principal
    ticket_id: TicketId
    user_id: UserId | None = None
    report: str = ""
    location: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowTicketHandler:
    change: FollowerChanger
    similar: ListSimilarTicketsHandler

    async def __call__(self, command: FollowTicket) -> TicketView:
        async def follow(on: FollowerWork) -> TicketFollowed | None:
            if not takes_follower(on.ticket, on.follower):
                return None
            if not await on.followers.add(on.ticket.id, on.follower.id, now=on.now):
                return None
            return followed(on.ticket, on.follower.id, by=on.by, now=on.now)

        return await self.change(
            command,
            verb=Verb.FOLLOW,
            of_another=Verb.ADD_FOLLOWER,
            act=follow,
            is_admitted=await self._is_similar(command),
        )

    async def _is_similar(self, command: FollowTicket) -> bool:
        """Tell whether the ticket is like what the person was about to report: then they may join."""
        if not command.report or command.user_id is not None:
            return False
        asked = ListSimilarTickets(
            principal=command.principal, text=command.report, location=command.location
        )
        return command.ticket_id in {ticket.id for ticket in await self.similar(asked)}
