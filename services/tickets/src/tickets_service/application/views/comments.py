"""What callers get to see of comments."""

from dataclasses import dataclass
from datetime import datetime

from tickets_service.domain.marks import Marks
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.tickets.comment import Comment, CommentId, Visibility
from tickets_service.domain.tickets.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    id: CommentId
    ticket_id: TicketId
    author: ActorName
    text: str
    marks: Marks = ()
    created_at: datetime
    visibility: Visibility
    version: int
    edited_at: datetime | None
    withdrawn_at: datetime | None = None
    by_staff: bool

    @classmethod
    def of(cls, comment: Comment) -> "CommentView":
        return cls(
            id=comment.id,
            ticket_id=TicketId(comment.ticket_id),
            author=comment.author,
            text=comment.text,
            marks=comment.marks,
            created_at=comment.created_at,
            visibility=comment.visibility,
            version=comment.version,
            edited_at=comment.edited_at,
            by_staff=comment.by_staff,
            withdrawn_at=comment.withdrawn_at,
        )
