"""Which parts of a found ticket say what was looked for, as plain text and ranges."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tickets_service.application.queries.search.words import places_of
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.comment import CommentId

LONGEST: Final = 200
BEFORE: Final = 60
"""So much of the text before the first place is shown, where it is too long to be shown whole."""


class Field(StrEnum):
    TITLE = "title"
    LOCATION = "location"
    DESCRIPTION = "description"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """`text` is an excerpt; `ranges` are code points in it, from and to, in order and apart."""

    field: Field
    text: str
    ranges: tuple[tuple[int, int], ...]
    comment_id: CommentId | None = None


def highlights(words: frozenset[str], ticket: TicketView, comment: CommentView | None) -> list[Highlight]:
    fields = {
        Field.TITLE: ticket.title,
        Field.LOCATION: ticket.location,
        Field.DESCRIPTION: ticket.description,
    }
    found = [highlight(words, field, text) for field, text in fields.items()]
    if comment is not None:
        found.append(highlight(words, Field.COMMENT, comment.text, comment.id))
    return [each for each in found if each is not None]


def highlight(
    words: frozenset[str], field: Field, text: str, comment_id: CommentId | None = None
) -> Highlight | None:
    """Return the part of the text around the first of the words; None when it has none of them."""
    places = list(places_of(words, text))
    if not places:
        return None
    begin = 0 if len(text) <= LONGEST else max(0, min(places[0][0] - BEFORE, len(text) - LONGEST))
    end = begin + LONGEST
    return Highlight(
        field=field,
        text=text[begin:end],
        ranges=tuple((start - begin, min(stop, end) - begin) for start, stop in places if start < end),
        comment_id=comment_id,
    )
