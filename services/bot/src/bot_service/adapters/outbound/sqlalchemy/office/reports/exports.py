"""Tables of tickets that are being made, in PostgreSQL."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import RowMapping, text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import write_calls
from bot_service.adapters.outbound.sqlalchemy.queues.work_channel import NOTIFY
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.queues.workers import Workers
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.reports.export import Export, ExportState
from fixline_chassis.driver.statements import Prepared, Row

BEGIN: Final = text(
    """
    INSERT INTO exports (cause, chat_id, message_id, thread_id, person, language, zone, since)
    VALUES (:cause, :chat_id, :message_id, :thread_id, :person, :language, :zone, :since)
    ON CONFLICT (cause) DO UPDATE SET cause = excluded.cause
    RETURNING *
    """
)
UNDER_WAY: Final = Prepared(text("SELECT * FROM exports WHERE state = 'RUNNING' ORDER BY id LIMIT 1"))
# Whoever stops it waits for what is being said of it, or is seen.
IS_RUNNING: Final = text("SELECT true FROM exports WHERE id = :id AND state = 'RUNNING' FOR UPDATE")
END_PART: Final = text(
    """
    UPDATE exports SET
        parts = parts + 1, rows_sent = rows_sent + :rows, resume_token = :token,
        state = CASE WHEN :token = '' THEN 'DONE' ELSE state END,
        finished_at = CASE WHEN :token = '' THEN now() END
    WHERE id = :id AND parts = :parts AND state = 'RUNNING'
    """
)
END: Final = text(
    "UPDATE exports SET state = :state, finished_at = now() WHERE id = :id AND chat_id = :chat_id AND state = 'RUNNING'"
)
GET: Final = text("SELECT * FROM exports WHERE id = :id AND chat_id = :chat_id")
FORGET: Final = text("DELETE FROM exports WHERE finished_at < now() - interval '7 days'")


class SqlExports:
    """Wakes `senders` when it has something said."""

    def __init__(self, database: Database, *, senders: Workers[Delivery]) -> None:
        self._database = database
        self._senders = senders

    async def begin(self, export: Export) -> Export:
        kept: dict[str, Any] = {
            "cause": export.cause,
            "chat_id": export.chat_id,
            "message_id": export.message_id,
            "thread_id": export.thread_id,
            "person": export.person,
            "language": export.language,
            "zone": export.zone,
            "since": export.since,
        }
        async with self._database.transaction() as connection:
            row = (await connection.execute(BEGIN, kept)).mappings().one()
            await connection.execute(FORGET)
            await connection.execute(NOTIFY)
        return export_from(row)

    async def under_way(self) -> Export | None:
        rows = await self._database.rows(UNDER_WAY)
        return export_from(rows[0]) if rows else None

    async def tell(self, export: Export, rows: int, calls: Sequence[OutgoingCall]) -> bool:
        async with self._database.transaction() as connection:
            if not await connection.scalar(IS_RUNNING, {"id": export.id}):
                return False
            await write_calls(connection, f"exports/{export.id}/at/{rows}", calls)
            await connection.execute(NOTIFY)
        self._senders.wake_up(again=True)
        return True

    async def end_part(
        self, export: Export, *, rows: int, resume_token: str, calls: Sequence[OutgoingCall]
    ) -> bool:
        ended = {"id": export.id, "parts": export.parts, "rows": rows, "token": resume_token}
        async with self._database.transaction() as connection:
            if not (await connection.execute(END_PART, ended)).rowcount:
                return False
            await write_calls(connection, f"exports/{export.id}/part/{export.parts}", calls)
            await connection.execute(NOTIFY)
        self._senders.wake_up(again=True)
        return True

    async def fail(self, export: Export, calls: Sequence[OutgoingCall]) -> None:
        failed = {"id": export.id, "chat_id": export.chat_id, "state": ExportState.FAILED.value}
        async with self._database.transaction() as connection:
            if not (await connection.execute(END, failed)).rowcount:
                return
            await write_calls(connection, f"exports/{export.id}/end", calls)
            await connection.execute(NOTIFY)
        self._senders.wake_up(again=True)

    async def stop(self, id_: int, chat_id: int) -> Export | None:
        stopped = {"id": id_, "chat_id": chat_id, "state": ExportState.STOPPED.value}
        async with self._database.transaction() as connection:
            await connection.execute(END, stopped)
            row = (await connection.execute(GET, {"id": id_, "chat_id": chat_id})).mappings().one_or_none()
        return None if row is None else export_from(row)


def export_from(row: Row | RowMapping) -> Export:
    return Export(
        id=row["id"],
        cause=row["cause"],
        chat_id=row["chat_id"],
        message_id=row["message_id"],
        thread_id=row["thread_id"],
        person=row["person"],
        language=row["language"],
        zone=row["zone"],
        since=row["since"],
        parts=row["parts"],
        rows=row["rows_sent"],
        resume_token=row["resume_token"],
        state=ExportState(row["state"]),
    )
