"""Reading links from PostgreSQL: one statement per page, both directions."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select, union_all

from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.links.repository import LINK_COLUMNS, link_from_row
from tickets_service.adapters.outbound.sqlalchemy.tables.links import TicketLinkRow
from tickets_service.adapters.outbound.sqlalchemy.tables.tickets import RequestRow
from tickets_service.adapters.outbound.sqlalchemy.tickets.sight import in_sight
from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.permissions.sight import Sight
from tickets_service.domain.tickets.ticket import TicketId


class SqlAlchemyLinkReader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def page(
        self, ticket_id: TicketId, *, sight: Sight, after: int | None, newest_first: bool, limit: int
    ) -> Sequence[SeenLink]:
        # One branch per direction, so that each is a range of its index, and ends where the page does.
        page = select(*LINK_COLUMNS).order_by(in_order(TicketLinkRow.id, newest_first)).limit(limit)
        if after is not None:
            page = page.where(TicketLinkRow.id < after if newest_first else TicketLinkRow.id > after)
        branches = [
            self._branch(page.where(here == ticket_id), there, sight)
            for here, there in (
                (TicketLinkRow.source_id, TicketLinkRow.target_id),
                (TicketLinkRow.target_id, TicketLinkRow.source_id),
            )
        ]
        both = union_all(*branches).subquery()
        rows = await self._reading.rows(select(both).order_by(in_order(both.c.id, newest_first)).limit(limit))
        return [link_from_row(row).seen_from(ticket_id) for row in rows]

    def _branch(self, page: Select[Any], there: Any, sight: Sight) -> Any:
        if not sight.whole:
            page = page.join(RequestRow, RequestRow.id == there).where(in_sight(sight, RequestRow))
        return page.subquery().select()


def in_order(id_: Any, newest_first: bool) -> Any:  # as the query has it
    return id_.desc() if newest_first else id_
