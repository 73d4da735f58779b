"""What people wrote on a ticket in one go, so that it is told in one message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Final

from bot_service.application.ports.comments.comments import CommentGateway
from bot_service.application.ports.people.users import UserDirectory
from bot_service.application.views.comments import CommentView
from bot_service.application.views.people import is_person
from bot_service.domain.words.marked_text import MarkedText

ONE_GO: Final = timedelta(minutes=10)
"""Whoever goes on later than this is worth another message."""
MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    author_name: str
    said: MarkedText


@dataclass(frozen=True, slots=True, kw_only=True)
class RepliesInOneGo:
    replies: Sequence[Reply]
    """Oldest first: those of the desk end it, and so does a pause."""
    is_first: bool
    """Whether the comment in question begins it."""
    is_last: bool
    """Whether nothing was said after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReplies:
    comments: CommentGateway
    people: UserDirectory

    async def __call__(self, ticket: int, comment: CommentView) -> RepliesInOneGo:
        """Return what was written in one go with `comment`, which is somebody's who is not of the desk.

        Raises what the gateways raise.
        """
        comments = await self.comments.recent(ticket, acting=None, limit=MOST)
        before = [each for each in comments if each.create_time <= comment.create_time]
        earlier = _in_one_go(before[::-1])[::-1] or [comment]
        later = _in_one_go([earlier[-1], *comments[len(before) :]])[1:]
        written = [*earlier, *later]
        people = await self.people.get_all(sorted({each.author for each in written}))
        return RepliesInOneGo(
            replies=[Reply(author_name=people[each.author].display_name, said=each.said) for each in written],
            is_first=len(earlier) == 1,
            is_last=len(before) + len(later) == len(comments),
        )


def _in_one_go(comments: Sequence[CommentView]) -> list[CommentView]:
    """Return the first comments up to a pause between two, or to one of the desk."""
    kept = []
    for before, each in pairwise([*comments[:1], *comments]):
        pause = abs(each.create_time - before.create_time)
        if each.by_staff or not is_person(each.author) or pause > ONE_GO:
            break
        kept.append(each)
    return kept
