"""How its author edits a comment or takes it back; they differ in the act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tickets_service.application.acting import actor_of
from tickets_service.application.idempotency import IdempotencyKey, RepeatableCommand
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.views.comments import CommentView
from tickets_service.domain.people.actor import Actor
from tickets_service.domain.permissions.actions import Action
from tickets_service.domain.permissions.checks import require, require_ability, require_author
from tickets_service.domain.tickets.comment import Comment, CommentId
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.violations import Violations

CommentAct = Callable[[Ticket, Comment, Actor, datetime], None]
"""Changes the comment, by whom and when."""


class CommentCommand(RepeatableCommand, Protocol):
    @property
    def ticket_id(self) -> TicketId: ...
    @property
    def comment_id(self) -> CommentId: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentChanger:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(
        self, command: CommentCommand, *, act: CommentAct, violations: Violations
    ) -> CommentView:
        """`violations`: what is wrong with the rest of the command."""
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
            act(ticket, comment, author, now)
            if ticket.changed:
                await uow.tickets.save_comment(comment)
                await uow.history.append(
                    ticket.id, ticket.pull_events(), traceparent=self.tracing.traceparent()
                )
            view = CommentView.of(comment)
            await uow.answers.keep(key, view)
            await uow.commit()
        return view
