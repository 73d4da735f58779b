"""Who gets the monthly report, in PostgreSQL (decision 60)."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import write_calls
from bot_service.adapters.outbound.sqlalchemy.queues.work_channel import NOTIFY
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.queues.workers import Workers
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.reports.month import Month

WANTS: Final = text("SELECT is_wanted FROM report_readers WHERE chat_id = :chat_id")
SET_WANTED: Final = text(
    """
    INSERT INTO report_readers (chat_id, is_wanted) VALUES (:chat_id, :wanted)
    ON CONFLICT (chat_id) DO UPDATE SET is_wanted = excluded.is_wanted
    """
)
SETTLED: Final = text(
    """
    SELECT chat_id FROM report_readers
    WHERE chat_id = ANY(CAST(:chat_ids AS bigint[])) AND (NOT is_wanted OR last_month >= :month)
    """
)
# Two replicas that tell the same chat at once: the second waits for the first, and finds that the month is had.
TELL: Final = text(
    """
    INSERT INTO report_readers AS reader (chat_id, last_month) VALUES (:chat_id, :month)
    ON CONFLICT (chat_id) DO UPDATE SET last_month = excluded.last_month
        WHERE reader.is_wanted AND (reader.last_month IS NULL OR reader.last_month < excluded.last_month)
    RETURNING 1
    """
)


class SqlReportReaders:
    """Wakes `senders` when a call may wait that did not wait before."""

    def __init__(self, database: Database, *, senders: Workers[Delivery]) -> None:
        self._database = database
        self._senders = senders

    async def wants(self, chat_id: int) -> bool:
        async with self._database.transaction() as connection:
            return await connection.scalar(WANTS, {"chat_id": chat_id}) is not False

    async def set_wanted(self, chat_id: int, *, wanted: bool) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(SET_WANTED, {"chat_id": chat_id, "wanted": wanted})

    async def waiting(self, month: Month, chat_ids: Collection[int]) -> Sequence[int]:
        asked = {"chat_ids": sorted(chat_ids), "month": month.first}
        async with self._database.transaction() as connection:
            settled = set(await connection.scalars(SETTLED, asked))
        return sorted(set(chat_ids) - settled)

    async def tell(self, month: Month, chat_id: int, cause: str, calls: Sequence[OutgoingCall]) -> bool:
        async with self._database.transaction() as connection:
            if await connection.scalar(TELL, {"chat_id": chat_id, "month": month.first}) is None:
                return False
            await write_calls(connection, cause, calls)
            if calls:
                await connection.execute(NOTIFY)
        if calls:
            self._senders.wake_up(again=True)
        return True
