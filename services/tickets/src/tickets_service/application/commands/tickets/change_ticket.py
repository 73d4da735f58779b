"""How every verb that changes one ticket runs; the verbs differ in the permission and the act."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tickets_service.application.acting import actor_of
from tickets_service.application.idempotency import IdempotencyKey, RepeatableCommand
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.people.user_repository import UserRepository
from tickets_service.application.ports.places.repository import LocationRepository
from tickets_service.application.ports.response_times import ResponseTimes
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.actor import Actor
from tickets_service.domain.permissions.checks import require, require_ability
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.tickets.verbs import Verb, action_of, allowed_verbs

TicketAct = Callable[[Ticket, Actor, datetime], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketChange:
    """What an act needs that looks at more than the ticket."""

    users: UserRepository
    locations: LocationRepository
    actor: Actor
    now: datetime


TicketActWithOthers = Callable[[Ticket, TicketChange], Awaitable[None]]


class TicketCommand(RepeatableCommand, Protocol):
    @property
    def ticket_id(self) -> TicketId: ...
    @property
    def etag(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketChanger:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing
    response_times: ResponseTimes

    async def __call__(
        self, command: TicketCommand, key: IdempotencyKey, verb: Verb, act: TicketAct
    ) -> TicketView:
        async def alone(ticket: Ticket, work: TicketChange) -> None:
            act(ticket, work.actor, work.now)

        return await self.with_others(command, key, verb, alone)

    async def with_others(
        self, command: TicketCommand, key: IdempotencyKey, verb: Verb, act: TicketActWithOthers
    ) -> TicketView:
        action, now = action_of(verb), self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await actor_of(uow.users, command.principal)
            require_ability(actor, action)
            answer = await uow.answers.claim(key, TicketView, now=now)
            ticket = await uow.tickets.get(command.ticket_id, asker=command.principal.user_id)
            if answer:
                return answer.seen_by(actor).offering(allowed_verbs(actor, ticket, now))
            require(actor, action, ticket)
            ticket.require_etag(command.etag)
            unanswered = ticket.clocks.first_response is None
            await act(ticket, TicketChange(users=uow.users, locations=uow.locations, actor=actor, now=now))
            if ticket.changed:
                await uow.tickets.save(ticket)
                await uow.history.append(
                    ticket.id, ticket.pull_events(), traceparent=self.tracing.traceparent()
                )
            view = TicketView.of(ticket, allowed_verbs=allowed_verbs(actor, ticket, now))
            await uow.answers.keep(key, view)
            await uow.commit()
        if unanswered and (waited := ticket.clocks.first_response) is not None:
            self.response_times.first_response(waited)
        return view.seen_by(actor)
