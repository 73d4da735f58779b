"""Reading the tree of locations from PostgreSQL: one statement per call."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import RowMapping, not_, select

from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.places.mapper import (
    IN_ARCHIVED,
    LOCATION_COLUMNS,
    location_from_row,
    within,
)
from tickets_service.adapters.outbound.sqlalchemy.tables.places import LocationHistoryRow, LocationRow
from tickets_service.application.ports.places.reader import LocationFilter
from tickets_service.application.views.places import LocationEventView, LocationView
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.places.events import LocationEventType

LOCATION_EVENT_COLUMNS: Final = tuple(LocationHistoryRow.__table__.columns)


class SqlAlchemyLocationReader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def find(self, code: str) -> LocationView | None:
        rows = await self._reading.rows(select(*LOCATION_COLUMNS).where(LocationRow.code == code))
        return LocationView.of(location_from_row(rows[0])) if rows else None

    async def page(self, which: LocationFilter, *, after: str, limit: int) -> Sequence[LocationView]:
        columns = select(*LOCATION_COLUMNS).where(LocationRow.path > after)
        statement = columns.order_by(LocationRow.path).limit(limit)
        if not which.subtree:
            parent_id = which.parent.id if which.parent else None
            statement = statement.where(LocationRow.parent_id == parent_id)
        elif which.parent is not None:
            statement = statement.where(within(which.parent.code), LocationRow.id != which.parent.id)
        if not which.archived:
            statement = statement.where(not_(LocationRow.archived), not_(IN_ARCHIVED))
        return [LocationView.of(location_from_row(row)) for row in await self._reading.rows(statement)]

    async def events(
        self, location: LocationView, *, after: int | None, limit: int
    ) -> Sequence[LocationEventView]:
        # By id: whoever changes the tree holds its lock, so events commit in this order.
        statement = (
            select(*LOCATION_EVENT_COLUMNS)
            .where(LocationHistoryRow.location_id == location.id)
            .order_by(LocationHistoryRow.id)
            .limit(limit)
        )
        if after is not None:
            statement = statement.where(LocationHistoryRow.id > after)
        return [location_event_from_row(row, location.code) for row in await self._reading.rows(statement)]


def location_event_from_row(row: RowMapping, code: str) -> LocationEventView:
    return LocationEventView(
        id=row["id"],
        code=code,
        type=LocationEventType(row["type"]),
        actor=ActorName(row["actor"]),
        occurred_at=row["created_at"],
        reason=row["reason"],
        traceparent=row["traceparent"],
        before=row["change"]["before"],
        after=row["change"]["after"],
    )
