"""SQLAlchemy adapter: the memory of requests that were done."""

from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from files_service.adapters.outbound.sqlalchemy.rows import RequestKeyRow
from files_service.domain.file import FileId
from files_service.domain.idempotency import KeyRecord, RequestKey
from fixline_telemetry.metrics import cache_counter

KEYS: Final = RequestKeyRow.__table__.c
REQUESTS: Final = cache_counter("answers")
"""A hit saved a command from being carried out again."""


class SqlAlchemyRequestKeys:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, key: RequestKey) -> KeyRecord | None:
        rows = await self._connection.execute(
            select(KEYS.fingerprint, KEYS.file_uuid).where(
                KEYS.caller == key.caller, KEYS.request_id == key.request_id
            )
        )
        row = rows.first()
        if row is None:
            return None
        REQUESTS.count(hit=True)
        return KeyRecord(
            fingerprint=row.fingerprint, file_id=None if row.file_uuid is None else FileId(row.file_uuid)
        )

    async def claim(self, key: RequestKey, *, file_id: FileId | None, now: datetime) -> KeyRecord | None:
        # Waits for a unit that is inserting the same key; it may still roll back, and then the key is ours.
        inserted = await self._connection.execute(
            insert(RequestKeyRow)
            .values(
                caller=key.caller,
                request_id=key.request_id,
                fingerprint=key.fingerprint,
                file_uuid=file_id,
                created_at=now,
            )
            .on_conflict_do_nothing()
            .returning(KEYS.request_id)
        )
        if inserted.first() is not None:
            REQUESTS.count(hit=False)
            return None
        # Its record may have been forgotten in between: then the key is free again.
        return await self.find(key) or await self.claim(key, file_id=file_id, now=now)

    async def forget(self, before: datetime) -> int:
        deleted = await self._connection.execute(delete(RequestKeyRow).where(KEYS.created_at < before))
        return deleted.rowcount
