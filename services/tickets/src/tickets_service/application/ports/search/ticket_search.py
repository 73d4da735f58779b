"""Port: finding tickets by what is said in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from tickets_service.application.ports.tickets.reader import TicketConditions
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.permissions.sight import Sight

BY_NUMBER: Final = 2**31 - 1
"""The score of the ticket whose number was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketQuery:
    """`text`: words that all have to be there, in whatever order; `number`: of a ticket that is wanted first."""

    text: str
    number: int | None
    sight: Sight
    conditions: TicketConditions


@dataclass(frozen=True, slots=True)
class SearchRank:
    """Results come with the highest score first, and of those the newest."""

    score: int
    """0 or more; comparable within one query."""
    ticket_id: int


@dataclass(frozen=True, slots=True)
class FoundTicket:
    ticket: TicketView
    standing: SearchRank
    comment: CommentView | None
    """The newest public comment with one of the words, if there is one among the newest 200."""


@dataclass(frozen=True, slots=True)
class Findings:
    words: frozenset[str]
    """Everything that counted as one of the words."""
    tickets: Sequence[FoundTicket]


class TicketSearch(Protocol):
    """Sees what is committed; `StoreError` when the store cannot answer.

    Looks at numbers, titles, locations, descriptions and public comments, never at notes, and tells nothing of
    tickets out of sight: not that they are there, nor how many. Words are compared without case, `ё` as
    `е`. A word also stands for those that begin like it (with a digit only for others that have one) and, without one,
    for those that are one typo apart; what is hyphenated is one word, and stands for its parts as well. All these count
    less.
    """

    async def find(self, query: TicketQuery, *, after: SearchRank | None, limit: int) -> Findings:
        """Return the results that come behind `after`."""
        ...
