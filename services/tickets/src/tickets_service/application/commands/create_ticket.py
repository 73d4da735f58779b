"""Use case: a person reports what is wrong."""

from dataclasses import dataclass

from tickets_service.application.acting import person_of
from tickets_service.application.answers import ticket_answer, ticket_from
from tickets_service.application.commands.linking import remember
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views import TicketView
from tickets_service.domain.actor import actor_name
from tickets_service.domain.draft import Draft
from tickets_service.domain.events import LinkAdded
from tickets_service.domain.link import Link, LinkKind
from tickets_service.domain.link_errors import FollowUpNotAllowedError
from tickets_service.domain.permissions import Action, DeskAction, require, require_on_desk
from tickets_service.domain.priority import Priority
from tickets_service.domain.ticket import Ticket, TicketId
from tickets_service.domain.user import User
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTicket:
    principal: Principal
    title: str
    description: str = ""
    location: str = ""
    priority: Priority = Priority.MEDIUM
    attachments: tuple[str, ...] = ()
    follow_up_of: TicketId | None = None
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTicketHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(self, command: CreateTicket) -> TicketView:
        violations = Violations()
        draft = Draft.read(
            title=command.title,
            description=command.description,
            location=command.location,
            priority=command.priority,
            attachments=command.attachments,
            violations=violations,
        )
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            reporter = await person_of(uow.users, command.principal, DeskAction.CREATE_TICKET)
            require_on_desk(reporter, DeskAction.CREATE_TICKET)
            if answer := await uow.answers.claim(key, now=now):
                return ticket_from(answer)
            traceparent = self.tracing.traceparent()
            if command.follow_up_of:
                require_over(reporter, await uow.tickets.get(command.follow_up_of, asker=reporter.id))
            ticket = Ticket.create(draft, reporter=reporter, now=now)
            await uow.tickets.add(ticket)
            await uow.history.append(ticket.id, ticket.pull_events(), traceparent=traceparent)
            if command.follow_up_of:
                link = await uow.links.add(
                    Link(
                        source_id=ticket.id,
                        target_id=command.follow_up_of,
                        kind=LinkKind.FOLLOW_UP_OF,
                        created_at=now,
                    )
                )
                by = actor_name(reporter)
                await remember(uow.history, LinkAdded, link, by=by, now=now, traceparent=traceparent)
            view = TicketView.of(ticket)
            await uow.answers.keep(key, ticket_answer(view))
            await uow.commit()
        return view


def require_over(person: User, ticket: Ticket) -> None:
    """Raise what `require` does for what the person may not see, and `FollowUpNotAllowedError` for what goes on."""
    require(person, Action.VIEW, ticket)
    if not ticket.state.terminal:
        raise FollowUpNotAllowedError(ticket.id, ticket.state)
