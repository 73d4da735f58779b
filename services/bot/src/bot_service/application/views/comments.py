"""What the bot knows of what was said on a ticket."""

from dataclasses import dataclass
from datetime import datetime

from bot_service.domain.words.marked_text import MarkedText, Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    author: str
    """`users/7`, or `services/monitor`: a service writes on its own account too."""
    text: str
    create_time: datetime
    by_staff: bool = False
    """Its author was staff when they wrote it, and is not the reporter."""
    internal: bool = False
    """A note: never shown to anybody but the desk's people."""
    name: str = ""
    """`tickets/42/comments/7`"""
    withdrawn: bool = False
    """Its author took it back: its text says nothing any more, but for what staff read in the history."""
    marks: Marks = ()
    """What is marked in the text."""

    @property
    def said(self) -> MarkedText:
        return MarkedText(self.text, self.marks)
