"""What somebody said on a ticket."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from tickets_service.domain.marks import Marks
from tickets_service.domain.people.actor import ActorName

CommentId = NewType("CommentId", int)

UNSAVED_COMMENT: Final = CommentId(0)
WITHDRAWN: Final = "—"
"""The text of what was taken back."""


class Visibility(StrEnum):
    PUBLIC = "PUBLIC"
    INTERNAL = "INTERNAL"
    """An internal note: staff and auditors alone see it."""


@dataclass(eq=False, slots=True, kw_only=True)
class Comment:
    id: CommentId = UNSAVED_COMMENT
    ticket_id: int
    author: ActorName
    """A person or a service."""
    text: str
    marks: Marks = ()
    created_at: datetime
    visibility: Visibility = Visibility.PUBLIC
    version: int = 1
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None
    by_staff: bool = False
    """Its author was staff and not the reporter: they answered for the desk, whatever their role will be one day."""

    @property
    def internal(self) -> bool:
        return self.visibility is Visibility.INTERNAL
