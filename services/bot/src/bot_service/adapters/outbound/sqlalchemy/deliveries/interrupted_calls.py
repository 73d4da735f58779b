"""Calls whose process died over them, in PostgreSQL: `presence.py` finds them."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import write_calls
from bot_service.adapters.outbound.sqlalchemy.queues.presence import INTERRUPTED
from bot_service.adapters.outbound.sqlalchemy.queues.work_channel import NOTIFY
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.deliveries.interrupted_calls import InterruptedCall
from bot_service.application.ports.queues.workers import Workers
from bot_service.domain.deliveries.outgoing import OutgoingCall, unsaid_cause

UNTOLD: Final = text(
    f"""
    SELECT id, chat_id, ticket, cause, traceparent FROM deliveries
    WHERE state = 'UNKNOWN' AND error = '{INTERRUPTED}' AND ticket IS NOT NULL ORDER BY finished_at LIMIT :most
    """  # noqa: S608  # our own constant
)
TOLD: Final = text(
    f"""
    UPDATE deliveries SET error = '{INTERRUPTED}, told of'
    WHERE id = :id AND state = 'UNKNOWN' AND error = '{INTERRUPTED}'
    """  # noqa: S608  # our own constant
)


class SqlInterruptedCalls:
    def __init__(self, database: Database, *, senders: Workers[Delivery]) -> None:
        self._database = database
        self._senders = senders

    async def untold(self, limit: int) -> Sequence[InterruptedCall]:
        async with self._database.transaction() as connection:
            rows = await connection.execute(UNTOLD, {"most": limit})
            return [InterruptedCall(**row) for row in rows.mappings()]

    async def told(self, call: InterruptedCall, calls: Sequence[OutgoingCall]) -> None:
        async with self._database.transaction() as connection:
            if (await connection.execute(TOLD, {"id": call.id})).rowcount:
                cause = unsaid_cause(call.cause, call.chat_id)
                await write_calls(connection, cause, calls, traceparent=call.traceparent)
                await connection.execute(NOTIFY)
        self._senders.wake_up()
