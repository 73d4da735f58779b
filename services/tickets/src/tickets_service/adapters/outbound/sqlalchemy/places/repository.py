"""Locations on PostgreSQL: one statement each."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert

from fixline_chassis.driver.transaction import LateConnection
from tickets_service.adapters.outbound.sqlalchemy.places.mapper import (
    LOCATION_COLUMNS,
    location_columns,
    location_from_row,
)
from tickets_service.adapters.outbound.sqlalchemy.tables.layout import recorded
from tickets_service.adapters.outbound.sqlalchemy.tables.places import LocationHistoryRow, LocationRow
from tickets_service.domain.places.errors import LocationCodeTakenError
from tickets_service.domain.places.events import LocationEvent
from tickets_service.domain.places.location import Location, LocationId

TREE: Final = zlib.crc32(b"tickets.locations")
"""The advisory lock of who changes the tree: it changes seldom, and moves touch many rows."""


class SqlAlchemyLocationRepository:
    def __init__(self, connection: LateConnection) -> None:
        self._connection = connection

    async def lock_tree(self) -> None:
        await self._connection.execute(select(func.pg_advisory_xact_lock(TREE)))

    async def find(self, code: str) -> Location | None:
        found = await self._connection.execute(select(*LOCATION_COLUMNS).where(LocationRow.code == code))
        row = found.mappings().one_or_none()
        return location_from_row(row) if row else None

    async def everything(self) -> Mapping[str, Location]:
        found = await self._connection.execute(select(*LOCATION_COLUMNS))
        return {row["code"]: location_from_row(row) for row in found.mappings()}

    async def add_all(self, locations: Sequence[Location]) -> None:
        if not locations:
            return
        statement = insert(LocationRow).returning(
            LocationRow.id, LocationRow.version, sort_by_parameter_order=True
        )
        added = await self._connection.execute(
            statement, [dict(location_columns(each)) for each in locations]
        )
        for location, row in zip(locations, added, strict=True):
            location.id, location.version = LocationId(row.id), row.version

    async def add(self, location: Location) -> None:
        added = await self._connection.execute(
            postgresql_insert(LocationRow)
            .values(**location_columns(location))
            .on_conflict_do_nothing(index_elements=[LocationRow.code])
            .returning(LocationRow.id, LocationRow.version)
        )
        row = added.one_or_none()
        if row is None:
            raise LocationCodeTakenError(location.code)
        location.id, location.version = LocationId(row.id), row.version

    async def save(self, location: Location) -> None:
        location.version = (
            await self._connection.execute(
                update(LocationRow)
                .where(LocationRow.id == location.id)
                .values(**location_columns(location))
                .returning(LocationRow.version)
            )
        ).scalar_one()

    async def record(self, event: LocationEvent, *, traceparent: str) -> None:
        await self._connection.execute(
            insert(LocationHistoryRow).values(
                location_id=event.location_id, **recorded(event, traceparent=traceparent)
            )
        )

    async def record_all(self, events: Sequence[LocationEvent], *, traceparent: str) -> None:
        if events:
            await self._connection.execute(
                insert(LocationHistoryRow),
                [
                    {"location_id": event.location_id, **recorded(event, traceparent=traceparent)}
                    for event in events
                ],
            )
