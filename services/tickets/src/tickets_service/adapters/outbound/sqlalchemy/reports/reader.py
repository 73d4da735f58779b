"""Reading for reports from PostgreSQL: one statement per call."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import ARRAY, BigInteger, func, literal, or_, select, text, tuple_

from tickets_service.adapters.outbound.sqlalchemy.comments.mapper import COMMENT_COLUMNS, comment_from_row
from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.reports.statistics import statement_of, statistics_from
from tickets_service.adapters.outbound.sqlalchemy.tables.comments import CommentRow
from tickets_service.adapters.outbound.sqlalchemy.tables.tickets import OPEN, RequestRow
from tickets_service.adapters.outbound.sqlalchemy.tickets.mapper import TICKET_COLUMNS, ticket_view
from tickets_service.application.ports.reports.reader import ExportFilter, StatisticsScope
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.reports import ExportPosition, Statistics
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.tickets.ticket import TicketId

LONGEST_SECONDS: Final = 20
"""For statistics: over a year of a large desk they take seconds even where nothing else goes on."""

OPEN_TICKETS: Final = (
    select(RequestRow.status, RequestRow.priority, func.count().label("tickets"))
    .where(text(OPEN))
    .group_by(RequestRow.status, RequestRow.priority)
)
"""By the index of open work, whose condition it has: 50 ms where 40,000 of a million tickets are open, far apart."""


class SqlAlchemyReportReader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def statistics(self, scope: StatisticsScope) -> Statistics:
        (row,) = await self._reading.patiently(statement_of(scope), seconds=LONGEST_SECONDS)
        return statistics_from(row, len(scope.day_starts))

    async def open_tickets(self) -> Mapping[tuple[State, Priority], int]:
        rows = await self._reading.rows(OPEN_TICKETS)
        return {(State(row["status"]), Priority(row["priority"])): row["tickets"] for row in rows}

    async def tickets(
        self, which: ExportFilter, *, after: ExportPosition | None, limit: int
    ) -> Sequence[TicketView]:
        # One range of the index on the time of creation, whatever lies before and behind it.
        statement = select(*TICKET_COLUMNS).order_by(RequestRow.created_at, RequestRow.id).limit(limit)
        if which.created_from is not None:
            statement = statement.where(RequestRow.created_at >= which.created_from)
        if which.created_before is not None:
            statement = statement.where(RequestRow.created_at < which.created_before)
        if which.states:
            statement = statement.where(RequestRow.status.in_(sorted(which.states)))
        if after is not None:
            place = tuple_(literal(after.created_at), literal(after.ticket_id, BigInteger()))
            statement = statement.where(tuple_(RequestRow.created_at, RequestRow.id) > place)
        return [ticket_view(row) for row in await self._reading.rows(statement)]

    async def comments(
        self, tickets: Sequence[TicketId], *, notes: bool, after: int, limit: int
    ) -> Sequence[CommentView]:
        numbers = literal(list(tickets), ARRAY(BigInteger()))
        statement = (
            select(*COMMENT_COLUMNS)
            .where(
                CommentRow.ticket_id == func.any(numbers),
                or_(CommentRow.ticket_id != tickets[0], CommentRow.id > after),
            )
            .order_by(func.array_position(numbers, CommentRow.ticket_id), CommentRow.id)
            .limit(limit)
        )
        if not notes:
            statement = statement.where(CommentRow.visibility == Visibility.PUBLIC.value)
        return [CommentView.of(comment_from_row(row)) for row in await self._reading.rows(statement)]
