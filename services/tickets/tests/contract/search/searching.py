"""What a search finds."""

from fixline_testing.beyond_types import loosely
from tickets_service.application.queries.search.search_tickets import SearchHit, SearchTickets
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer


async def hits(desk: Desk, who: Doer, query: str, **more: object) -> list[SearchHit]:
    asked = loosely(SearchTickets, principal=desk.as_(who), query=query, **more)
    return list((await desk.do.search.search_tickets(asked)).items)


async def numbers(desk: Desk, who: Doer, query: str, **more: object) -> list[int]:
    return [hit.ticket.id for hit in await hits(desk, who, query, **more)]
