"""Query: tickets in which something is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.page_weights import weight_of_ticket
from tickets_service.application.paging import Page, PageRequest
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.ports.search.ticket_search import (
    BY_NUMBER,
    SearchRank,
    TicketQuery,
    TicketSearch,
)
from tickets_service.application.principal import Principal
from tickets_service.application.queries.search.highlights import Highlight, highlights
from tickets_service.application.queries.search.words import ticket_number_in
from tickets_service.application.queries.tickets.narrowing import Narrowing, identity
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.permissions.checks import require_tags
from tickets_service.domain.permissions.sight import sight_of
from tickets_service.domain.violations import Violations

LONGEST_QUERY: Final = 4_000
MOST_RESULTS: Final = 100
RANK_PARTS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTickets(Narrowing):
    principal: Principal
    query: str
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True)
class SearchHit:
    ticket: TicketView
    highlights: Sequence[Highlight]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTicketsHandler:
    users: UserReader
    search: TicketSearch
    clock: Clock

    async def __call__(self, query: SearchTickets) -> Page[SearchHit]:
        text = read(query.query)
        conditions, asker = query.conditions(self.clock.now()), query.principal.user_id
        request = PageRequest.read(
            size=query.page_size,
            token=query.page_token,
            bound_to=["search", asker, text, *identity(conditions)],
            parts=RANK_PARTS,
        )
        after, shown = place_of(request)
        actor = await actor_of(self.users, query.principal)
        if conditions.tag is not None:
            require_tags(actor)
        wanted = TicketQuery(
            text=text, number=ticket_number_in(text), sight=sight_of(actor), conditions=conditions
        )
        left = MOST_RESULTS - shown
        findings = await self.search.find(wanted, after=after, limit=min(request.size + 1, left))
        found = findings.tickets
        hits = [
            SearchHit(each.ticket.seen_by(actor), highlights(findings.words, each.ticket, each.comment))
            for each in found
        ]
        return request.placed(
            hits,
            lambda index: (found[index].standing.score, found[index].ticket.id, shown + index + 1),
            weigh=lambda hit: weight_of_ticket(hit.ticket),
        )


def read(query: str) -> str:
    """Return the query in one line; control characters end words, as punctuation does.

    Raise `InvalidArgumentError` when nothing is left, or when it is too long.
    """
    violations = Violations()
    text = " ".join("".join(each if each.isprintable() else " " for each in query).split())
    if not text:
        violations.add("query", "must not be empty")
    if len(query) > LONGEST_QUERY:
        violations.add("query", f"must have at most {LONGEST_QUERY} characters, has {len(query)}")
    violations.refuse_if_any()
    return text


def place_of(request: PageRequest) -> tuple[SearchRank | None, int]:
    """Return where the page begins, and how many results came before it."""
    if not request.place:
        return None, 0
    score, ticket_id, shown = request.place
    # Whoever makes up a token gets what they could have had anyway, or nothing.
    return SearchRank(min(score, BY_NUMBER), ticket_id), min(shown, MOST_RESULTS)
