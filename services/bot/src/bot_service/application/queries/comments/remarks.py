"""What somebody said on a ticket, with what they are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot_service.application.views.comments import CommentView
from bot_service.application.views.people import is_person
from bot_service.domain.words.marked_text import MarkedText, Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    author: str
    """`users/7`, or `services/monitor`."""
    author_name: str
    """Empty when a service wrote it."""
    by_desk: bool
    """Somebody of the staff of then, or a service, wrote it: not the reporter, and nobody who only follows it."""
    text: str
    create_time: datetime
    internal: bool = False
    """A note of the desk's people."""
    marks: Marks = ()
    """What is marked in the text."""

    @property
    def said(self) -> MarkedText:
        return MarkedText(self.text, self.marks)


def remark_of(comment: CommentView, names: Mapping[str, str]) -> Remark:
    """`names` are display names by `users/7`."""
    return Remark(
        author=comment.author,
        author_name=names.get(comment.author, ""),
        by_desk=comment.by_staff or not is_person(comment.author),
        text=comment.text,
        create_time=comment.create_time,
        internal=comment.internal,
        marks=comment.marks,
    )


def shown_to_followers(remark: Remark, reader: str) -> bool:
    """Tell whether a remark is meant for somebody who only follows the ticket: the desk's are, and their own."""
    return remark.by_desk or remark.author == reader
