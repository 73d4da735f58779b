"""Following a ticket: "me too". No change of the ticket itself, so etags stay good."""

from datetime import datetime

from tickets_service.domain.people.actor import Actor, actor_name, behalf, person_name
from tickets_service.domain.people.errors import FollowerNotEligibleError
from tickets_service.domain.people.user import User, UserId
from tickets_service.domain.tickets.events import TicketFollowed, TicketUnfollowed
from tickets_service.domain.tickets.ticket import Ticket


def takes_follower(ticket: Ticket, person: User) -> bool:
    """Tell whether `person` may come to follow it: its reporter is on it anyway.

    Raise `FollowerNotEligibleError` for people who were shut out.
    """
    if not person.active:
        raise FollowerNotEligibleError(person.id)
    return person.id != ticket.reporter_id


def followed(ticket: Ticket, follower: UserId, *, by: Actor, now: datetime) -> TicketFollowed:
    """Count who follows from now on; return what happened."""
    ticket.follower_count += 1
    if actor_name(by) == person_name(follower):
        ticket.followed_by = follower
    return TicketFollowed(
        actor=actor_name(by), occurred_at=now, follower=follower, on_behalf_of=behalf(by, follower)
    )


def unfollowed(ticket: Ticket, follower: UserId, *, by: Actor, now: datetime) -> TicketUnfollowed:
    """Count off who follows no longer; return what happened."""
    ticket.follower_count -= 1
    if ticket.followed_by == follower:
        ticket.followed_by = None
    return TicketUnfollowed(
        actor=actor_name(by), occurred_at=now, follower=follower, on_behalf_of=behalf(by, follower)
    )
