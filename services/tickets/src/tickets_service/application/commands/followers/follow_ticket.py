"""Use case: a person wants to hear of a ticket, or is let in on it."""

from dataclasses import dataclass

from tickets_service.application.commands.followers.change_followers import FollowerChanger, FollowerWork
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.events import TicketFollowed
from tickets_service.domain.tickets.following import followed, takes_follower
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowTicket:
    """`user_id`: who; None means the acting person."""

    principal: Principal
    ticket_id: TicketId
    user_id: UserId | None = None
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowTicketHandler:
    change: FollowerChanger

    async def __call__(self, command: FollowTicket) -> TicketView:
        async def follow(on: FollowerWork) -> TicketFollowed | None:
            if not takes_follower(on.ticket, on.follower):
                return None
            if not await on.followers.add(on.ticket.id, on.follower.id, now=on.now):
                return None
            return followed(on.ticket, on.follower.id, by=on.by, now=on.now)

        return await self.change(command, verb=Verb.FOLLOW, of_another=Verb.ADD_FOLLOWER, act=follow)
