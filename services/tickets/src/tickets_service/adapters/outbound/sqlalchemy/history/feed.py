"""The feed on PostgreSQL (decision 2).

A transaction gets its ids early and commits late, so `id > last` would skip events. Below the oldest
transaction still running nothing can appear any more: only that is served, in the order (xid, id).
One snapshot answers the whole statement, so what it calls final is what it sees.
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    bindparam,
    cast,
    exists,
    func,
    select,
    true,
    tuple_,
)

from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.history.mapper import (
    EVENT_COLUMNS,
    SAID_COLUMNS,
    event_from_row,
    with_what_was_said,
)
from tickets_service.adapters.outbound.sqlalchemy.tables.history import HistoryRow
from tickets_service.adapters.outbound.sqlalchemy.tables.types import XID8
from tickets_service.application.ports.history.feed import FeedPage, FeedPosition
from tickets_service.domain.tickets.events import EventType


def number(xid: ColumnElement[Any]) -> ColumnElement[int]:
    """There is no cast from xid8 to bigint, but there is one over text."""
    return cast(cast(xid, Text), BigInteger)


XMIN: Final = func.pg_snapshot_xmin(func.pg_current_snapshot(), type_=XID8())
XMAX: Final = func.pg_snapshot_xmax(func.pg_current_snapshot(), type_=XID8())
AFTER: Final = tuple_(cast(cast(bindparam("after_xid"), Text), XID8), cast(bindparam("after_id"), BigInteger))


def statement(*, filtered: bool) -> Select[Any]:
    final = (
        select(*EVENT_COLUMNS, HistoryRow.xid)
        .where(tuple_(HistoryRow.xid, HistoryRow.id) > AFTER, HistoryRow.xid < XMIN)
        .order_by(HistoryRow.xid, HistoryRow.id)
        .limit(bindparam("most"))
    )
    if filtered:
        final = final.where(HistoryRow.type.in_(bindparam("types", expanding=True)))
    found = final.subquery("found")
    edges = select(
        number(XMIN).label("xmin"),
        number(XMAX).label("xmax"),
        exists().where(HistoryRow.xid >= XMIN).label("unsettled"),
    ).subquery("edges")
    # From the edges outwards: they are wanted also when nothing was found.
    return (
        select(edges, number(found.c.xid).label("transaction"), found, *SAID_COLUMNS)
        .select_from(with_what_was_said(edges.outerjoin(found, true()), found.c.comment_id, found.c.change))
        .order_by(found.c.xid, found.c.id)
    )


ALL: Final = statement(filtered=False)
FILTERED: Final = statement(filtered=True)


class SqlAlchemyEventFeed:
    """Give it an engine of its own: long streams then neither starve calls nor fill their traces."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def read(self, after: FeedPosition, *, types: frozenset[EventType], limit: int) -> FeedPage:
        parameters = {"after_xid": str(after.transaction), "after_id": after.event, "most": limit}
        if types:
            rows = await self._reading.rows(FILTERED, parameters | {"types": sorted(types)})
        else:
            rows = await self._reading.rows(ALL, parameters)
        edge = rows[0]
        events = [
            (FeedPosition(row["transaction"], row["id"]), event_from_row(row))
            for row in rows
            if row["transaction"] is not None
        ]
        complete = len(events) < limit
        return FeedPage(
            events=events,
            # All that is final was looked at, so the next look may start at the edge.
            reached=max(after, FeedPosition(edge["xmin"], 0)) if complete else events[-1][0],
            complete=complete,
            unsettled=edge["unsettled"],
            horizon=edge["xmax"],
        )
