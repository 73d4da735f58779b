"""Use case: a person no longer hears of a ticket."""

from dataclasses import dataclass

from tickets_service.application.commands.followers.change_followers import FollowerChanger, FollowerWork
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.events import TicketUnfollowed
from tickets_service.domain.tickets.following import unfollowed
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfollowTicket:
    """`user_id`: who; None means the acting person."""

    principal: Principal
    ticket_id: TicketId
    user_id: UserId | None = None
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfollowTicketHandler:
    change: FollowerChanger

    async def __call__(self, command: UnfollowTicket) -> TicketView:
        async def unfollow(on: FollowerWork) -> TicketUnfollowed | None:
            if not await on.followers.remove(on.ticket.id, on.follower.id):
                return None
            return unfollowed(on.ticket, on.follower.id, by=on.by, now=on.now)

        return await self.change(command, verb=Verb.UNFOLLOW, of_another=Verb.REMOVE_FOLLOWER, act=unfollow)
