"""Use case: the author of a comment takes it back."""

from dataclasses import dataclass
from datetime import datetime

from tickets_service.application.commands.comments.change_comment import CommentChanger
from tickets_service.application.principal import Principal
from tickets_service.application.views.comments import CommentView
from tickets_service.domain.people.actor import Actor
from tickets_service.domain.tickets.comment import Comment, CommentId
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawComment:
    principal: Principal
    ticket_id: TicketId
    comment_id: CommentId
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCommentHandler:
    change: CommentChanger

    async def __call__(self, command: WithdrawComment) -> CommentView:
        def withdraw(ticket: Ticket, comment: Comment, by: Actor, now: datetime) -> None:
            ticket.withdraw_comment(comment, by=by, now=now)

        return await self.change(command, act=withdraw, violations=Violations())
