"""What somebody said on a ticket."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NewType

from tickets_service.domain.user import UserId

CommentId = NewType("CommentId", int)

UNSAVED_COMMENT: Final = CommentId(0)


@dataclass(eq=False, slots=True, kw_only=True)
class Comment:
    id: CommentId = UNSAVED_COMMENT
    ticket_id: int
    author_id: UserId
    text: str
    created_at: datetime
