"""SQLAlchemy adapter: reads without a transaction."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from files_service.adapters.outbound.sqlalchemy.mapper import COLUMNS, FILES, file_from
from files_service.adapters.outbound.sqlalchemy.outages import OUTAGES
from files_service.application.ports.file_reader import FilePage, FileTotal
from files_service.domain.errors import UnknownFileError
from files_service.domain.file import File, FileId, FileState

READY = FILES.state == FileState.READY.value


class SqlAlchemyFileReader:
    def __init__(self, engine: AsyncEngine) -> None:
        # One statement needs no BEGIN and COMMIT around it: one round trip instead of three.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def get(self, file_id: FileId) -> File:
        rows = await self._rows(select(*COLUMNS).where(FILES.uuid == file_id, READY))
        if not rows:
            raise UnknownFileError(file_id)
        return file_from(rows[0])

    async def list_of_ticket(
        self, ticket: int, *, after: int, limit: int, internal: bool = False
    ) -> FilePage:
        wanted = [FILES.request_id == ticket, FILES.id > after, READY]
        if not internal:
            wanted.append(~FILES.internal)
        # One row more than asked for tells whether there is a next page.
        rows = await self._rows(select(FILES.id, *COLUMNS).where(*wanted).order_by(FILES.id).limit(limit + 1))
        page = rows[:limit]
        return FilePage(
            files=[file_from(row) for row in page], next_position=page[-1].id if len(rows) > limit else None
        )

    async def named_blobs(self, keys: Collection[str]) -> frozenset[str]:
        rows = await self._rows(select(FILES.blob_key).where(FILES.blob_key.in_(keys)))
        return frozenset(row.blob_key for row in rows)

    async def total_of(self, uploader: int) -> FileTotal:
        return await self._total(FILES.uploaded_by == uploader)

    async def total_on(self, tickets: Collection[int]) -> FileTotal:
        return await self._total(FILES.request_id.in_(tickets))

    async def _total(self, which: ColumnElement[bool]) -> FileTotal:
        total = select(
            func.count().label("files"), func.coalesce(func.sum(FILES.size_bytes), 0).label("size_bytes")
        )
        (row,) = await self._rows(total.where(which))
        return FileTotal(files=row.files, size_bytes=int(row.size_bytes))

    async def _rows(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        with OUTAGES:
            async with self._engine.connect() as connection:
                rows: Sequence[Row[Any]] = (await connection.execute(statement)).all()
                return rows
