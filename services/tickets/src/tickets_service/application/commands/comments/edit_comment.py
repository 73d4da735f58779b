"""Use case: the author of a comment puts it differently."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.comments import CommentView
from tickets_service.domain import text
from tickets_service.domain.marks import Marks, read_marks
from tickets_service.domain.permissions.actions import Action
from tickets_service.domain.permissions.checks import require, require_ability, require_author
from tickets_service.domain.tickets.comment import CommentId
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class EditComment:
    principal: Principal
    ticket_id: TicketId
    comment_id: CommentId
    text: str
    marks: Marks = ()
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCommentHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(self, command: EditComment) -> CommentView:
        violations = Violations()
        said = text.COMMENT.read(command.text, "text", violations)
        marks = read_marks(command.marks, command.text, text.COMMENT, "marks", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            author = await actor_of(uow.users, command.principal)
            require_ability(author, Action.EDIT_COMMENT)
            answer = await uow.answers.claim(key, CommentView, now=now)
            ticket = await uow.tickets.get(command.ticket_id, asker=command.principal.user_id)
            require(author, Action.VIEW, ticket)
            comment = await uow.tickets.get_comment(command.ticket_id, command.comment_id)
            require_author(author, comment, ticket)
            if answer:
                return answer
            ticket.edit_comment(comment, said, by=author, now=now, marks=marks)
            if ticket.changed:
                await uow.tickets.save_comment(comment)
                await uow.history.append(
                    ticket.id, ticket.pull_events(), traceparent=self.tracing.traceparent()
                )
            view = CommentView.of(comment)
            await uow.answers.keep(key, view)
            await uow.commit()
        return view
