"""Use case: somebody on the ticket says something."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.response_times import ResponseTimes
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain import text
from tickets_service.domain.marks import Marks, read_marks
from tickets_service.domain.permissions.checks import require, require_ability
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.verbs import action_of, allowed_verbs
from tickets_service.domain.tickets.words import VERB_OF_COMMENT
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class AddComment:
    principal: Principal
    ticket_id: TicketId
    text: str
    visibility: Visibility = Visibility.PUBLIC
    marks: Marks = ()
    request_id: str


@dataclass(frozen=True, slots=True)
class AddedComment:
    comment: CommentView
    ticket: TicketView


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCommentHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing
    response_times: ResponseTimes

    async def __call__(self, command: AddComment) -> AddedComment:
        violations = Violations()
        said = text.COMMENT.read(command.text, "comment.text", violations)
        marks = read_marks(command.marks, command.text, text.COMMENT, "comment.marks", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        action = action_of(VERB_OF_COMMENT[command.visibility])
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            author = await actor_of(uow.users, command.principal)
            require_ability(author, action)
            answer = await uow.answers.claim(key, AddedComment, now=now)
            ticket = await uow.tickets.get(command.ticket_id, asker=command.principal.user_id)
            # A note is shown again only to who may still see it.
            if not answer or command.visibility is Visibility.INTERNAL:
                require(author, action, ticket)
            if answer:
                offered = answer.ticket.seen_by(author).offering(allowed_verbs(author, ticket, now))
                return AddedComment(answer.comment, offered)
            state, unanswered = ticket.state, ticket.clocks.first_response is None
            comment = ticket.comment(said, by=author, now=now, visibility=command.visibility, marks=marks)
            await uow.tickets.add_comment(comment)
            # A comment is no change of the ticket itself: etags stay good unless it moved on.
            if ticket.state is not state:
                await uow.tickets.save(ticket)
            elif ticket.clocks.moved:
                await uow.clocks.save(ticket)
            await uow.history.append(ticket.id, ticket.pull_events(), traceparent=self.tracing.traceparent())
            view = TicketView.of(ticket, allowed_verbs=allowed_verbs(author, ticket, now))
            added = AddedComment(CommentView.of(comment), view)
            await uow.answers.keep(key, added)
            await uow.commit()
        if unanswered and (waited := ticket.clocks.first_response) is not None:
            self.response_times.first_response(waited)
        return AddedComment(added.comment, view.seen_by(author))
