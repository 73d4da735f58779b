"""Query: what each of several people can do to a ticket."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tickets_service.application.acting import actor_of
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.read_session import ReadSessionFactory
from tickets_service.application.principal import Principal
from tickets_service.domain.people.errors import UserNotFoundError
from tickets_service.domain.people.user import UserId
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import Verb, allowed_verbs


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchGetAllowedVerbs:
    principal: Principal
    ticket_id: TicketId
    user_ids: tuple[UserId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchGetAllowedVerbsHandler:
    reading: ReadSessionFactory
    clock: Clock

    async def __call__(self, query: BatchGetAllowedVerbs) -> Mapping[UserId, frozenset[Verb]]:
        """Raise `TicketNotFoundError`, and `UserNotFoundError` for the first who does not exist."""
        now = self.clock.now()
        async with self.reading() as read:
            require_on_desk(await actor_of(read.users, query.principal), DeskAction.READ_ALLOWED_VERBS)
            ticket = await read.tickets.find(query.ticket_id)
            if ticket is None:
                raise TicketNotFoundError(query.ticket_id)
            people = await read.users.find_all(query.user_ids)
            followers = await read.tickets.followers_among(ticket.id, query.user_ids)
        verbs = {}
        for user_id in query.user_ids:
            if user_id not in people:
                raise UserNotFoundError(user_id)
            seen = replace(ticket, followed_by=user_id if user_id in followers else None)
            person = people[user_id]
            verbs[user_id] = allowed_verbs(person, seen, now) if person.active else frozenset()
        return verbs
