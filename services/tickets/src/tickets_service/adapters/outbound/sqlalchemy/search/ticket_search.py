"""Search on PostgreSQL: three statements, whatever is asked."""

from collections.abc import Iterable
from typing import Any

from tickets_service.adapters.outbound.sqlalchemy.comments.mapper import comment_from_row
from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.search.statements import ALIKE, COMMENTS, results
from tickets_service.adapters.outbound.sqlalchemy.tickets.mapper import ticket_view
from tickets_service.application.ports.search.ticket_search import (
    Findings,
    FoundTicket,
    SearchRank,
    TicketQuery,
)
from tickets_service.application.queries.search.words import LONGEST_WORD, MOST_WORDS
from tickets_service.application.views.comments import CommentView
from tickets_service.domain.tickets.ticket import TicketId


class SqlAlchemyTicketSearch:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def find(self, query: TicketQuery, *, after: SearchRank | None, limit: int) -> Findings:
        rows = await self._reading.rows(ALIKE, {"query": query.text})
        asked: dict[str, list[str]] = {
            row["word"]: [row["word"], *(row["beginnings"] or ()), *(row["typos"] or ())] for row in rows
        }
        parts: dict[str, list[str]] = {
            row["word"]: row["parts"] for row in rows if row["parts"] and len(row["parts"]) <= MOST_WORDS
        }
        words = frozenset(word for group in (asked, parts) for each in group.values() for word in each)
        if not asked or any(len(word) > LONGEST_WORD for word in asked):
            return Findings(words, [])
        everything = " & ".join(
            f"({any_of(each)}{f' | ({all_of(parts[word])})' if word in parts else ''})"
            for word, each in asked.items()
        )
        rows = await self._reading.rows(results(query, everything, any_of(asked), after=after, limit=limit))
        comments = await self._comments([row["id"] for row in rows], words)
        found = [
            FoundTicket(
                ticket_view(row),
                SearchRank(row["score"], row["id"]),
                comments.get(row["id"]),
            )
            for row in rows
        ]
        return Findings(words, found)

    async def _comments(self, tickets: list[int], words: frozenset[str]) -> dict[TicketId, CommentView]:
        values: dict[str, Any] = {"tickets": tickets, "any_word": any_of(words)}
        said = [CommentView.of(comment_from_row(row)) for row in await self._reading.rows(COMMENTS, values)]
        return {comment.ticket_id: comment for comment in said}


def any_of(words: Iterable[str]) -> str:
    """Return a tsquery; words are letters and digits alone."""
    return " | ".join(f"'{word}'" for word in words)


def all_of(words: Iterable[str]) -> str:
    return " & ".join(f"'{word}'" for word in words)
