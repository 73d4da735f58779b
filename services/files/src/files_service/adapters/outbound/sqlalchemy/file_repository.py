"""SQLAlchemy adapter: records inside a unit of work."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from files_service.adapters.outbound.sqlalchemy.mapper import COLUMNS, FILES, columns_of, file_from
from files_service.adapters.outbound.sqlalchemy.rows import FileRow
from files_service.domain.errors import UnknownFileError, UploadAbandonedError
from files_service.domain.file import File, FileId, FileState


class SqlAlchemyFileRepository:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, file: File) -> None:
        await self._connection.execute(insert(FileRow).values(columns_of(file)))

    async def save(self, file: File) -> None:
        changed = await self._connection.execute(
            update(FileRow).where(FILES.uuid == file.id).values(columns_of(file))
        )
        if not changed.rowcount:
            raise UploadAbandonedError(file.id)

    async def lock(self, file_ids: Sequence[FileId]) -> list[File]:
        # Always in the order of the ids, so that two units that want the same records cannot block each other.
        rows = await self._connection.execute(
            select(*COLUMNS)
            .where(FILES.uuid.in_(file_ids), FILES.state == FileState.READY.value)
            .order_by(FILES.id)
            .with_for_update()
        )
        found = {file.id: file for file in map(file_from, rows)}
        for file_id in file_ids:
            if file_id not in found:
                raise UnknownFileError(file_id)
        return [found[file_id] for file_id in file_ids]

    async def delete_pending(self, file_id: FileId) -> bool:
        await self._connection.execute(
            delete(FileRow).where(FILES.uuid == file_id, FILES.state == FileState.PENDING.value)
        )
        left = await self._connection.execute(select(FILES.uuid).where(FILES.uuid == file_id))
        return left.first() is None

    async def delete_pending_since(self, before: datetime, *, limit: int) -> list[str]:
        return await self._delete_some(
            FILES.state == FileState.PENDING.value, FILES.uploaded_at < before, limit=limit
        )

    async def delete_unattached_since(self, before: datetime, *, limit: int) -> list[str]:
        return await self._delete_some(
            FILES.state == FileState.READY.value,
            FILES.request_id.is_(None),
            FILES.uploaded_at < before,
            limit=limit,
        )

    async def lock_blobs_of(self, uploader: int, *, limit: int) -> list[str]:
        return await self._lock_blobs(FILES.uploaded_by == uploader, limit)

    async def lock_blobs_on(self, tickets: Collection[int], *, limit: int) -> list[str]:
        return await self._lock_blobs(FILES.request_id.in_(tickets), limit)

    async def _lock_blobs(self, which: ColumnElement[bool], limit: int) -> list[str]:
        rows = await self._connection.execute(
            select(FILES.blob_key).where(which).order_by(FILES.id).limit(limit).with_for_update()
        )
        return list(rows.scalars())

    async def remove(self, blob_keys: Sequence[str]) -> None:
        await self._connection.execute(delete(FileRow).where(FILES.blob_key.in_(blob_keys)))

    async def _delete_some(self, *conditions: ColumnElement[Any], limit: int) -> list[str]:
        ids = select(FILES.id).where(*conditions).limit(limit).with_for_update(skip_locked=True)
        # A CTE is evaluated once; a subquery with LIMIT and locks may be evaluated per row.
        chosen = ids.cte("chosen")
        rows = await self._connection.execute(
            delete(FileRow).where(FILES.id.in_(select(chosen.c.id))).returning(FILES.blob_key)
        )
        return list(rows.scalars())
