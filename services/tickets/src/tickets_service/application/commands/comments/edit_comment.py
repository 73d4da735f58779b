"""Use case: the author of a comment puts it differently."""

from dataclasses import dataclass
from datetime import datetime

from tickets_service.application.commands.comments.change_comment import CommentChanger
from tickets_service.application.principal import Principal
from tickets_service.application.views.comments import CommentView
from tickets_service.domain import text
from tickets_service.domain.marks import Marks, read_marks
from tickets_service.domain.people.actor import Actor
from tickets_service.domain.tickets.comment import Comment, CommentId
from tickets_service.domain.tickets.ticket import Ticket, TicketId
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
    change: CommentChanger

    async def __call__(self, command: EditComment) -> CommentView:
        violations = Violations()
        said = text.COMMENT.read(command.text, "text", violations)
        marks = read_marks(command.marks, command.text, text.COMMENT, "marks", violations)

        def edit(ticket: Ticket, comment: Comment, by: Actor, now: datetime) -> None:
            ticket.edit_comment(comment, said, by=by, now=now, marks=marks)

        return await self.change(command, act=edit, violations=violations)
