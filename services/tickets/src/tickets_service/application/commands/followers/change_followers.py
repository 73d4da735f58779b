"""How following and unfollowing run; they differ in the permission and the act."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tickets_service.application.acting import person_of
from tickets_service.application.idempotency import IdempotencyKey, RepeatableCommand
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.followers.repository import FollowerRepository
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.errors import UserNotFoundError
from tickets_service.domain.people.user import User, UserId
from tickets_service.domain.permissions.actions import Action
from tickets_service.domain.permissions.checks import require
from tickets_service.domain.tickets.events import TicketFollowed, TicketUnfollowed
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.tickets.verbs import Verb, action_of, allowed_verbs
from tickets_service.domain.violations import Violations


class FollowerCommand(RepeatableCommand, Protocol):
    @property
    def ticket_id(self) -> TicketId: ...
    @property
    def user_id(self) -> UserId | None:
        """Who is to follow, or no longer; None: the acting person."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerWork:
    """What an act needs."""

    ticket: Ticket
    follower: User
    by: User
    followers: FollowerRepository
    now: datetime


FollowerAct = Callable[[FollowerWork], Awaitable[TicketFollowed | TicketUnfollowed | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerChanger:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(
        self,
        command: FollowerCommand,
        *,
        verb: Verb,
        of_another: Verb,
        act: FollowerAct,
        is_admitted: bool = False,
    ) -> TicketView:
        """`verb`: what is done to oneself; `of_another`: to other people; `is_admitted`: whatever they may see."""
        violations = Violations()
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            person = await person_of(uow.users, command.principal, Action.FOLLOW)
            answer = await uow.answers.claim(key, TicketView, now=now)
            ticket = await uow.tickets.get(command.ticket_id, asker=person.id)
            if answer:
                return answer.seen_by(person).offering(allowed_verbs(person, ticket, now))
            another = command.user_id if command.user_id != person.id else None
            verb = of_another if another else verb
            if not is_admitted:
                require(person, action_of(verb), ticket)
            follower = await found(uow, another) if another else person
            following = FollowerWork(
                ticket=ticket, follower=follower, by=person, followers=uow.followers, now=now
            )
            if ticket.require_possible(verb, by=person, now=now) and (event := await act(following)):
                await uow.history.append(ticket.id, [event], traceparent=self.tracing.traceparent())
            view = TicketView.of(ticket, allowed_verbs=allowed_verbs(person, ticket, now))
            await uow.answers.keep(key, view)
            await uow.commit()
        return view.seen_by(person)


async def found(uow: UnitOfWork, user_id: UserId) -> User:
    # Locked: nobody can be shut out while they are let in.
    user = await uow.users.find_to_change(user_id)
    if user is None:
        raise UserNotFoundError(user_id)
    return user
