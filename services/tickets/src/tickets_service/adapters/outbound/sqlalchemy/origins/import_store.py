"""Imported records on PostgreSQL: copied in, a batch per transaction, on the driver's own connection."""

import asyncio
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
    insert_people,
    keep_origins,
    write_batch,
    write_changed_people,
)
from tickets_service.adapters.outbound.sqlalchemy.people.mapper import USER_COLUMNS, user_from_row
from tickets_service.adapters.outbound.sqlalchemy.places.mapper import LOCATION_COLUMNS, location_from_row
from tickets_service.adapters.outbound.sqlalchemy.places.repository import SqlAlchemyLocationRepository
from tickets_service.adapters.outbound.sqlalchemy.tables.origins import OriginRow
from tickets_service.adapters.outbound.sqlalchemy.tables.people import UserRow
from tickets_service.application.ports.origins.import_store import (
    WRITERS,
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
"""The advisory lock of who imports, and those after it, one for each writer; they end with their connections."""
CONNECTIONS: Final = WRITERS + 1
"""So many of its engine's are taken by whoever is `alone`."""
RESERVE: Final = """
    SELECT setval(sequence, greatest($1, (SELECT coalesce(last_value, 0) FROM pg_sequences WHERE
        format('%I.%I', schemaname, sequencename)::regclass = sequence)))
    FROM (SELECT pg_get_serial_sequence('requests', 'id')::regclass AS sequence) AS found
"""


class SqlAlchemyImportStore:
    """Connections of its own, which `alone` holds: one reads what comes next while the others write a batch each.

    The desk goes on beside it: a batch has no lock that others wait for.
    """

    _reading_connection: LateConnection
    _idle_writers: asyncio.Queue[LateConnection]

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        with STORE_FAILURES:
            async with AsyncExitStack() as stack:
                self._idle_writers = asyncio.Queue()
                for writer in range(WRITERS):
                    connection = await self._checked_out(stack)
                    # Each has a lock of its own: who has lost it can write nothing either.
                    await stack.enter_async_context(locked(connection.asyncpg, ALONE + writer))
                    self._idle_writers.put_nowait(connection)
                self._reading_connection = await self._checked_out(stack)
                await stack.enter_async_context(planned_anew(self._reading))
                yield

    async def _checked_out(self, stack: AsyncExitStack) -> LateConnection:
        connection = await LateConnection.lent(self._engine)
        stack.push_async_callback(connection.close)
        return connection

    @property
    def _reading(self) -> Any:
        return self._reading_connection.asyncpg

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[LateConnection]:
        """Begin a transaction on a connection that nobody else writes on."""
        connection = await self._idle_writers.get()
        try:
            async with connection.asyncpg.transaction():
                yield connection
        finally:
            self._idle_writers.put_nowait(connection)

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
        async with self._writing() as writing:
            # Nobody is between having got a number and using it while this lock is held.
            await writing.asyncpg.execute("LOCK TABLE requests IN SHARE ROW EXCLUSIVE MODE")
            await writing.asyncpg.execute(RESERVE, largest)

    async def add_people(self, source: str, people: Sequence[Arrival[User]]) -> Mapping[str, UserId]:
        async with self._writing() as writing:
            ids = await insert_people(writing.asyncpg, people)
            kept = [(each, ids[each.old_id]) for each in people]
            await keep_origins(writing.asyncpg, source, OriginKind.PERSON, kept)
        return ids

    async def change_people(self, source: str, people: Sequence[ChangedPerson], *, now: datetime) -> None:
        async with self._writing() as writing:
            await write_changed_people(writing.asyncpg, source, people, now)

    async def add_locations(self, source: str, locations: Sequence[Arrival[Location]]) -> None:
        async with self._writing() as writing:
            repository = SqlAlchemyLocationRepository(writing)
            await repository.lock_tree()
            added: dict[str, Location] = {}
            for each in locations:
                place = each.what
                if place.parent is not None and place.parent.code in added:
                    place.put_into(added[place.parent.code])
                await repository.add(place)
                added[place.code] = place
            kept = [(each, each.what.id) for each in locations]
            await keep_origins(writing.asyncpg, source, OriginKind.LOCATION, kept)

    async def write(self, source: str, batch: TicketBatch) -> None:
        async with self._writing() as writing:
            await write_batch(writing.asyncpg, source, batch)

    async def _rows(self, statement: Any) -> Sequence[RowMapping]:
        return (await self._reading_connection.execute(statement)).mappings().all()


@asynccontextmanager
async def locked(asyncpg: Any, lock: int) -> AsyncIterator[None]:
    """Raise `ImportRunningError` when another connection has the lock."""
    if not await asyncpg.fetchval("SELECT pg_try_advisory_lock($1)", lock):
        raise ImportRunningError
    try:
        yield
    finally:
        if not asyncpg.is_closed():
            await asyncpg.execute("SELECT pg_advisory_unlock($1)", lock)


@asynccontextmanager
async def planned_anew(asyncpg: Any) -> AsyncIterator[None]:
    """Plan each statement for what the tables hold by now.

    A plan that is kept from when they were empty reads all of a table for each batch. For who reads alone: who writes
    has foreign keys checked, and each of these checks would be planned anew, too.
    """
    await asyncpg.execute("SET plan_cache_mode = force_custom_plan")
    try:
        yield
    finally:
        if not asyncpg.is_closed():
            await asyncpg.execute("RESET plan_cache_mode")
