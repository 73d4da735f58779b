"""Search on memory: looks at everything, every time."""

from collections.abc import Iterable, Mapping, Sequence

from tickets_service.adapters.outbound.memory.followers.repository import known_to
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.memory.tickets.listing import meets
from tickets_service.adapters.outbound.memory.tickets.sight import in_sight
from tickets_service.application.ports.search.ticket_search import (
    BY_NUMBER,
    Findings,
    FoundTicket,
    SearchRank,
    TicketQuery,
)
from tickets_service.application.queries.search.words import (
    LONGEST_WORD,
    MOST_ALIKE,
    AskedWord,
    asked_words,
    begins_like,
    one_typo_apart,
    places_of,
    words_in,
)
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.comment import Comment
from tickets_service.domain.tickets.ticket import Ticket, TicketId

WEIGHTS = (1_000, 400, 200, 100)
"""Of a word in the title or number, the location, the description, a comment."""
ALIKE = 10
"""So much less counts a word that only stands for the one that was asked for."""


class MemoryTicketSearch:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def find(self, query: TicketQuery, *, after: SearchRank | None, limit: int) -> Findings:
        asked = {word: self._alternatives(word.word) for word in asked_words(query.text)}
        words = frozenset(word for asked_for, each in asked.items() for word in (*each, *asked_for.parts))
        found = []
        for ticket in self._store.tickets.values():
            score = BY_NUMBER if ticket.id == query.number else self._score(ticket, asked)
            if score and self._wanted(ticket, query):
                standing = SearchRank(score, ticket.id)
                view = TicketView.of(known_to(ticket, self._store.followers, None))
                found.append(FoundTicket(view, standing, self._comment(ticket.id, words)))
        found.sort(key=lambda each: key_of(each.standing))
        behind = [each for each in found if after is None or key_of(each.standing) > key_of(after)]
        return Findings(words, behind[:limit])

    def _wanted(self, ticket: Ticket, query: TicketQuery) -> bool:
        return in_sight(query.sight, self._store, ticket.id) and meets(ticket, query.conditions, self._store)

    def _alternatives(self, asked: str) -> list[str]:
        """The word itself comes first."""
        said = sorted({word for ticket in self._store.tickets.values() for word in self._said(ticket)})
        beginnings = [word for word in said if begins_like(word, asked)][:MOST_ALIKE]
        typos = [word for word in said if one_typo_apart(word, asked)][:MOST_ALIKE]
        return list(dict.fromkeys([asked, *beginnings, *typos]))

    def _score(self, ticket: Ticket, asked: Mapping[AskedWord, Sequence[str]]) -> int:
        parts = [set(part) for part in self._parts(ticket)]
        score = 0
        for asked_for, alternatives in asked.items():
            points = [
                weight if place == 0 else weight // ALIKE
                for place, word in enumerate(alternatives)
                for weight, part in zip(WEIGHTS, parts, strict=True)
                if word in part
            ]
            if asked_for.parts and all(any(word in part for part in parts) for word in asked_for.parts):
                points.append(min(WEIGHTS) // ALIKE)
            if not points or len(alternatives[0]) > LONGEST_WORD:
                return 0
            score += max(points)
        return score

    def _said(self, ticket: Ticket) -> Iterable[str]:
        return (word for part in self._parts(ticket) for word in part)

    def _parts(self, ticket: Ticket) -> tuple[list[str], list[str], list[str], list[str]]:
        return (
            [str(ticket.id), *words_in(ticket.title), *words_in(ticket.origin)],
            words_in(ticket.location),
            words_in(ticket.description),
            [word for comment in self._comments(ticket.id) for word in words_in(comment.text)],
        )

    def _comments(self, ticket_id: TicketId) -> list[Comment]:
        found = [
            comment
            for comment in self._store.comments.values()
            if comment.ticket_id == ticket_id and not comment.internal
        ]
        return sorted(found, key=lambda comment: -comment.id)

    def _comment(self, ticket_id: TicketId, words: frozenset[str]) -> CommentView | None:
        said = (each for each in self._comments(ticket_id) if any(places_of(words, each.text)))
        first = next(said, None)
        return None if first is None else CommentView.of(first)


def key_of(standing: SearchRank) -> tuple[int, int]:
    return (-standing.score, -standing.ticket_id)
