"""Files of older systems, on PostgreSQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import RowMapping, func, insert, select, update

from fixline_chassis.driver.transaction import LateConnection
from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.tables.origins import OldFileRow as Row
from tickets_service.domain.origins.old_file import OldFile, OldFileId, OldFileKind, OldFileState
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.ticket import TicketId

COLUMNS: Final = tuple(Row.__table__.columns)


class SqlAlchemyOldFileReader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def of_ticket(self, ticket_id: TicketId, *, after: int | None, limit: int) -> Sequence[OldFile]:
        rows = await self._reading.rows(
            select(*COLUMNS)
            .where(Row.request_id == ticket_id, Row.id > (after or 0))
            .order_by(Row.id)
            .limit(limit)
        )
        return [old_file_from_row(row) for row in rows]

    async def due(self, now: datetime, *, limit: int) -> Sequence[OldFile]:
        rows = await self._reading.rows(
            select(*COLUMNS)
            .where(Row.state == OldFileState.WAITING.value, Row.due_at <= now)
            .order_by(Row.due_at, Row.id)
            .limit(limit)
        )
        return [old_file_from_row(row) for row in rows]

    async def counts(self) -> Mapping[OldFileState, int]:
        rows = await self._reading.rows(select(Row.state, func.count().label("files")).group_by(Row.state))
        return {OldFileState(row["state"]): row["files"] for row in rows}


class SqlAlchemyOldFileRepository:
    def __init__(self, connection: LateConnection) -> None:
        self._connection = connection

    async def add(self, file: OldFile) -> None:
        added = await self._connection.execute(insert(Row).values(**old_file_columns(file)).returning(Row.id))
        file.id = OldFileId(added.scalar_one())

    async def find_to_change(self, file_id: OldFileId) -> OldFile | None:
        found = await self._connection.execute(select(*COLUMNS).where(Row.id == file_id).with_for_update())
        row = found.mappings().one_or_none()
        return old_file_from_row(row) if row else None

    async def save(self, file: OldFile) -> None:
        await self._connection.execute(update(Row).where(Row.id == file.id).values(**old_file_columns(file)))


def old_file_columns(file: OldFile) -> dict[str, Any]:
    return {
        "request_id": file.ticket_id,
        "author_id": file.author_id,
        "kind": file.kind and file.kind.value,
        "telegram_file_id": file.telegram_file_id,
        "file_name": file.file_name,
        "size_bytes": file.size_bytes,
        "created_at": file.created_at,
        "state": file.state.value,
        "file": file.file,
        "tries": file.tries,
        "due_at": file.due_at,
    }


def old_file_from_row(row: RowMapping) -> OldFile:
    return OldFile(
        id=OldFileId(row["id"]),
        ticket_id=TicketId(row["request_id"]),
        author_id=None if row["author_id"] is None else UserId(row["author_id"]),
        kind=None if row["kind"] is None else OldFileKind(row["kind"]),
        telegram_file_id=row["telegram_file_id"],
        file_name=row["file_name"],
        size_bytes=row["size_bytes"],
        created_at=row["created_at"],
        state=OldFileState(row["state"]),
        file=row["file"],
        tries=row["tries"],
        due_at=row["due_at"],
    )
