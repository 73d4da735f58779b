"""Use case: a person reports what is wrong, or somebody does it for them."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of, as_person
from tickets_service.application.commands.links.linking import remember
from tickets_service.application.commands.places.placing import place_named
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.links.errors import FollowUpNotAllowedError
from tickets_service.domain.links.link import Link, LinkKind
from tickets_service.domain.marks import Marks
from tickets_service.domain.people.actor import Actor, actor_name
from tickets_service.domain.people.errors import ReporterNotEligibleError, UserNotFoundError
from tickets_service.domain.people.user import Newcomer, User, UserId
from tickets_service.domain.permissions.actions import Action, DeskAction
from tickets_service.domain.permissions.checks import require, require_on_desk
from tickets_service.domain.priority import Priority
from tickets_service.domain.tickets.draft import Draft
from tickets_service.domain.tickets.errors import TicketAnonymizedError
from tickets_service.domain.tickets.events import AnyTicketEvent, LinkAdded
from tickets_service.domain.tickets.following import followed
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.tickets.verbs import allowed_verbs
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTicket:
    """`reporter_id`: on whose behalf; None means the acting person's own.

    `newcomer`: on whose behalf who becomes known by it.
    """

    principal: Principal
    title: str
    description: str = ""
    description_marks: Marks = ()
    location: str = ""
    priority: Priority = Priority.MEDIUM
    attachments: tuple[str, ...] = ()
    location_node: str = ""
    reporter_id: UserId | None = None
    newcomer: Newcomer | None = None
    follow_up_of: TicketId | None = None
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTicketHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(self, command: CreateTicket) -> TicketView:
        draft, newcomer, key = read(command)
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await actor_of(uow.users, command.principal)
            own = command.reporter_id in (None, command.principal.user_id)
            require_on_desk(actor, DeskAction.CREATE_TICKET if own else DeskAction.CREATE_FOR_ANOTHER)
            if answer := await uow.answers.claim(key, TicketView, now=now):
                view = answer
                ticket = await uow.tickets.get(view.id, asker=command.principal.user_id)
                return view.offering(allowed_verbs(actor, ticket, now))
            traceparent = self.tracing.traceparent()
            if command.follow_up_of:
                require_over(
                    actor, await uow.tickets.get(command.follow_up_of, asker=command.principal.user_id)
                )
            if newcomer:
                maker = as_person(actor, DeskAction.CREATE_TICKET)
                reporter = await uow.users.add(User.introduce(newcomer, by=maker, now=now))
            else:
                reporter = await self._reporter(uow, actor, None if own else command.reporter_id)
            place = await place_named(uow.locations, command.location_node, "ticket.location_node")
            ticket = Ticket.create(draft, reporter=reporter, by=actor, now=now, place=place)
            await uow.tickets.add(ticket)
            events = list[AnyTicketEvent](ticket.pull_events())
            if reporter.unclaimed and isinstance(actor, User):
                # Its reporter hears of nothing yet: who named them goes on hearing of it.
                await uow.followers.add(ticket.id, actor.id, now=now)
                events.append(followed(ticket, actor.id, by=actor, now=now))
            await uow.history.append(ticket.id, events, traceparent=traceparent)
            if command.follow_up_of:
                link = await uow.links.add(
                    Link(
                        source_id=ticket.id,
                        target_id=command.follow_up_of,
                        kind=LinkKind.FOLLOW_UP_OF,
                        created_at=now,
                    )
                )
                by = actor_name(actor)
                await remember(uow.history, LinkAdded, link, by=by, now=now, traceparent=traceparent)
            view = TicketView.of(ticket, allowed_verbs=allowed_verbs(actor, ticket, now))
            await uow.answers.keep(key, view)
            await uow.commit()
        return view

    async def _reporter(self, uow: UnitOfWork, actor: Actor, another: UserId | None) -> User:
        if another is None:
            return as_person(actor, DeskAction.CREATE_TICKET)
        # Locked: nobody can be shut out while something is reported for them.
        reporter = await uow.users.find_to_change(another)
        if reporter is None:
            raise UserNotFoundError(another)
        if not reporter.active:
            raise ReporterNotEligibleError(another)
        return reporter


def read(command: CreateTicket) -> tuple[Draft, Newcomer | None, IdempotencyKey]:
    """Raise `InvalidArgumentError` that names every wrong field."""
    violations = Violations()
    draft = Draft.read(
        title=command.title,
        description=command.description,
        description_marks=command.description_marks,
        location=command.location,
        priority=command.priority,
        attachments=command.attachments,
        violations=violations,
    )
    newcomer = command.newcomer and command.newcomer.read("new_reporter", violations)
    if newcomer and command.reporter_id is not None:
        violations.add("new_reporter", "must not be set where a reporter is")
    if command.principal.acts and not (newcomer or command.reporter_id):
        violations.add("reporter", "must be set by a service without an acting user")
    key = IdempotencyKey.of(command, violations)
    violations.refuse_if_any()
    return draft, newcomer, key


def require_over(actor: Actor, ticket: Ticket) -> None:
    """Raise what `require` does for what the actor may not see, and `FollowUpNotAllowedError` for what goes on.

    Of what was anonymized nobody knows any more what it was: raise `TicketAnonymizedError`.
    """
    require(actor, Action.VIEW, ticket)
    if not ticket.state.terminal:
        raise FollowUpNotAllowedError(ticket.id, ticket.state)
    if ticket.anonymized_at is not None:
        raise TicketAnonymizedError(ticket.id)
