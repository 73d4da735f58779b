"""Imported records on PostgreSQL: copied in, a batch per transaction, on the driver's own connection."""

import zlib
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Any, Final

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.driver.transaction import LateConnection
from tickets_service.adapters.outbound.sqlalchemy.connections.failures import STORE_FAILURES
from tickets_service.adapters.outbound.sqlalchemy.origins.import_writing import (
    ORIGIN_COLUMNS,
    indexed_together,
    insert_people,
    write_changed_people,
    write_changes,
    write_comments,
    write_files,
    write_tickets,
)
from tickets_service.adapters.outbound.sqlalchemy.people.mapper import USER_COLUMNS, user_from_row
from tickets_service.adapters.outbound.sqlalchemy.places.mapper import LOCATION_COLUMNS, location_from_row
from tickets_service.adapters.outbound.sqlalchemy.places.repository import SqlAlchemyLocationRepository
from tickets_service.adapters.outbound.sqlalchemy.tables.origins import OriginRow
from tickets_service.adapters.outbound.sqlalchemy.tables.people import UserRow
from tickets_service.application.ports.origins.import_store import (
    Arrival,
    ChangedPerson,
    ImportRunningError,
    TicketBatch,
)
from tickets_service.domain.origins.old_file import OldFileState
from tickets_service.domain.origins.origin import Origin, OriginKind
from tickets_service.domain.origins.reading import Author
from tickets_service.domain.people.user import STAFF, Role, User, UserId
from tickets_service.domain.places.location import Location
from tickets_service.domain.tickets.ticket import TicketId

ALONE: Final = zlib.crc32(b"tickets.import")
"""The advisory lock of who imports; it ends with the connection, and so with the process."""
RESERVE: Final = """
    SELECT setval(sequence, greatest($1, (SELECT coalesce(last_value, 0) FROM pg_sequences WHERE
        format('%I.%I', schemaname, sequencename)::regclass = sequence)))
    FROM (SELECT pg_get_serial_sequence('requests', 'id')::regclass AS sequence) AS found
"""


class SqlAlchemyImportStore:
    """Two connections, which `alone` holds: what comes next is looked at while a batch is being written.

    The desk goes on beside it: a batch has no lock that others wait for.
    """

    _connection: LateConnection
    _writing: Any
    _reading: Any

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        with STORE_FAILURES:
            async with AsyncExitStack() as stack:
                self._connection, self._writing = await self._checked_out(stack)
                _, self._reading = await self._checked_out(stack)
                # Of the connection that writes: who has lost the lock can write nothing either.
                if not await self._writing.fetchval("SELECT pg_try_advisory_lock($1)", ALONE):
                    raise ImportRunningError
                try:
                    yield
                finally:
                    if not self._writing.is_closed():
                        await self._writing.execute("SELECT pg_advisory_unlock($1)", ALONE)

    async def _checked_out(self, stack: AsyncExitStack) -> tuple[LateConnection, Any]:
        connection = await LateConnection.lent(self._engine)
        stack.push_async_callback(connection.close)
        return connection, connection.asyncpg

    async def authors(self, source: str) -> dict[str, Author]:
        rows = await self._reading.fetch(
            "SELECT old_id, new_id, role FROM origins JOIN users ON users.id = new_id"
            " WHERE source = $1 AND kind = 'PERSON'",
            source,
        )
        return {
            old_id: Author(UserId(user_id), is_staff=Role(role) in STAFF) for old_id, user_id, role in rows
        }

    async def unclaimed(self, source: str) -> Sequence[tuple[str, User]]:
        found = await self._rows(
            select(OriginRow.old_id, *USER_COLUMNS)
            .join(UserRow, UserRow.id == OriginRow.new_id)
            .where(OriginRow.source == source, OriginRow.kind == OriginKind.PERSON.value)
            .where(UserRow.telegram_id.is_(None), UserRow.is_active)
            .order_by(OriginRow.old_id)
        )
        return [(row["old_id"], user_from_row(row)) for row in found]

    async def people(self, ids: Collection[UserId]) -> Mapping[UserId, User]:
        found = [
            user_from_row(row) for row in await self._rows(select(*USER_COLUMNS).where(UserRow.id.in_(ids)))
        ]
        return {user.id: user for user in found}

    async def people_at_telegram(self, telegram_ids: Collection[int]) -> Mapping[int, User]:
        found = await self._rows(select(*USER_COLUMNS).where(UserRow.telegram_id.in_(telegram_ids)))
        return {row["telegram_id"]: user_from_row(row) for row in found}

    async def files(self) -> Mapping[OldFileState, int]:
        rows = await self._reading.fetch("SELECT state, count(*) FROM old_files GROUP BY state")
        return {OldFileState(state): files for state, files in rows}

    async def locations(self) -> dict[str, Location]:
        found = [location_from_row(row) for row in await self._rows(select(*LOCATION_COLUMNS))]
        return {location.code: location for location in found}

    async def origins(self, source: str, kind: OriginKind, old_ids: Collection[str]) -> Mapping[str, Origin]:
        rows = await self._reading.fetch(
            "SELECT old_id, new_id, digest FROM origins WHERE source = $1 AND kind = $2 AND old_id = ANY($3)",
            source,
            kind.value,
            [*old_ids],
        )
        return {old_id: Origin(new_id, digest) for old_id, new_id, digest in rows}

    async def taken(self, numbers: Collection[TicketId]) -> frozenset[TicketId]:
        rows = await self._reading.fetch("SELECT id FROM requests WHERE id = ANY($1)", [*numbers])
        return frozenset(TicketId(row["id"]) for row in rows)

    async def touched(self, tickets: Collection[TicketId]) -> frozenset[TicketId]:
        rows = await self._reading.fetch(
            "SELECT DISTINCT request_id FROM history WHERE request_id = ANY($1)", [*tickets]
        )
        return frozenset(TicketId(row["request_id"]) for row in rows)

    async def anonymized(self, tickets: Collection[TicketId]) -> frozenset[TicketId]:
        rows = await self._reading.fetch(
            "SELECT id FROM requests WHERE id = ANY($1) AND anonymized_at IS NOT NULL", [*tickets]
        )
        return frozenset(TicketId(row["id"]) for row in rows)

    async def reserve_numbers(self, largest: TicketId) -> None:
        async with self._writing.transaction():
            # Nobody is between having got a number and using it while this lock is held.
            await self._writing.execute("LOCK TABLE requests IN SHARE ROW EXCLUSIVE MODE")
            await self._writing.execute(RESERVE, largest)

    async def add_people(self, source: str, people: Sequence[Arrival[User]]) -> Mapping[str, UserId]:
        async with self._writing.transaction():
            ids = await insert_people(self._writing, people)
            await self._keep(source, OriginKind.PERSON, [(each, ids[each.old_id]) for each in people])
        return ids

    async def change_people(self, source: str, people: Sequence[ChangedPerson], *, now: datetime) -> None:
        async with self._writing.transaction():
            await write_changed_people(self._writing, source, people, now)

    async def add_locations(self, source: str, locations: Sequence[Arrival[Location]]) -> None:
        async with self._writing.transaction():
            repository = SqlAlchemyLocationRepository(self._connection)
            await repository.lock_tree()
            added: dict[str, Location] = {}
            for each in locations:
                place = each.what
                if place.parent is not None and place.parent.code in added:
                    place.put_into(added[place.parent.code])
                await repository.add(place)
                added[place.code] = place
            await self._keep(source, OriginKind.LOCATION, [(each, each.what.id) for each in locations])

    async def write(self, source: str, batch: TicketBatch) -> None:
        async with self._writing.transaction(), indexed_together(self._writing, batch):
            await write_tickets(self._writing, batch.tickets)
            comments = [*batch.comments, *(each for new in batch.tickets for each in new.comments)]
            await write_comments(self._writing, comments)
            files = [*batch.files, *(each for new in batch.tickets for each in new.files)]
            await write_files(self._writing, files)
            await write_changes(self._writing, source, batch)
            new = [each.ticket for each in batch.tickets]
            await self._keep(source, OriginKind.TICKET, [(each, each.what.id) for each in new])
            await self._keep(source, OriginKind.COMMENT, [(each, each.what.id) for each in comments])
            await self._keep(source, OriginKind.FILE, [(each, each.what.id) for each in files])

    async def _keep(self, source: str, kind: OriginKind, kept: Sequence[tuple[Arrival[Any], int]]) -> None:
        await self._writing.copy_records_to_table(
            "origins",
            columns=ORIGIN_COLUMNS,
            records=[(source, kind.value, each.old_id, new_id, each.digest) for each, new_id in kept],
        )

    async def _rows(self, statement: Any) -> Sequence[RowMapping]:
        return (await self._connection.execute(statement)).mappings().all()
