"""Port: finding tickets among many, which the tickets service does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from bot_service.application.views.tickets import TicketView

MOST_FOUND: Final = 100
"""A search finds no more than this, the best."""
MOST_QUEUED: Final = 100
"""Whatever has more than this has many: nobody needs to know how many."""


class Said(StrEnum):
    """Where a ticket says what was looked for."""

    TITLE = "title"
    LOCATION = "location"
    DESCRIPTION = "description"
    COMMENT = "comment"


class Queue(StrEnum):
    """What staff work on, what is to be kept soonest first."""

    UNASSIGNED = "unassigned"
    """Active ones that nobody took."""
    MINE = "mine"
    """Those of the acting person that are not done."""
    OVERDUE = "overdue"
    """Of `ALL`, those of which a due time has passed that still is to be kept."""
    WAITING = "waiting"
    """Of `ALL`, those that wait for their reporter or for a supplier."""
    ALL = "all"
    """Everybody's that are not done; of whoever sees no others': theirs, and those that nobody took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """`text` of at most 200 characters; `ranges` are what was looked for in it, from and to, in order and apart."""

    said: Said
    text: str
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTicket:
    ticket: TicketView
    excerpts: Sequence[Excerpt]
    """At most one of each `Said`; none of what was found by its number."""


class TicketFinder(Protocol):
    """Reads on behalf of `acting` (`users/7`), who is shown nothing that they may not see.

    Raises `ForbiddenError`, `InvalidFieldsError`, `UnavailableError`.
    """

    async def search(
        self, query: str, *, acting: str, tag: str = "", limit: int, start: int = 0
    ) -> Sequence[FoundTicket]:
        """Return the tickets that say all the words, or have that number: the best first, after the first `start`.

        `tag`: only those that have it; for staff.

        `query` of 1 to 4,000 characters, of which something can be printed; `limit` of 1 to 100.
        """
        ...

    async def queue(
        self,
        which: Queue,
        *,
        acting: str,
        everybodys: bool,
        place: str = "",
        tag: str = "",
        assignee: str = "",
        limit: int,
        start: int = 0,
    ) -> Sequence[TicketView]:
        """Return a queue after the first `start`, of what is in the place with that code, or anywhere; for staff.

        `tag`: only those that have it; `assignee`: only what that person (`users/8`) has.

        `everybodys`: of `ALL` and of what is some of it, also what others have; for whoever may see that. `limit` of
        1 to 200.
        """
        ...

    async def counts(
        self, *, acting: str, everybodys: bool, place: str = "", tag: str = ""
    ) -> Mapping[Queue, int]:
        """Return how many tickets each queue has now, narrowed down as for `queue`; at most `MOST_QUEUED`."""
        ...
