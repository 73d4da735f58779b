"""When people want to hear of what others do, in PostgreSQL."""

from datetime import datetime
from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.holding import preferences_of
from bot_service.domain.notifications.quiet import NoticePreferences, zone_named

GET: Final = text(
    "SELECT quiet_begins, quiet_ends, urgent_anyway, digest_hour FROM chats WHERE chat_id = :chat_id"
)
SAVE: Final = text(
    """
    UPDATE chats SET zone = :zone, quiet_begins = :quiet_begins, quiet_ends = :quiet_ends,
        urgent_anyway = :urgent_anyway, digest_hour = :digest_hour, next_digest = :next_digest
    WHERE chat_id = :chat_id
    """
)
# What waits for a digest goes on waiting for it; without one, it waits as all else does.
HOLD_ANEW: Final = text(
    """
    UPDATE held_calls SET until = :until
    WHERE chat_id = :chat_id AND (until IS NOT NULL OR CAST(:digest_hour AS bigint) IS NULL)
    """
)


class SqlPreferences:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, chat_id: int) -> NoticePreferences:
        async with self._database.transaction() as connection:
            row = (await connection.execute(GET, {"chat_id": chat_id})).first()
        return NoticePreferences() if row is None else preferences_of(row)

    async def save(self, chat_id: int, chosen: NoticePreferences, *, zone: str, now: datetime) -> None:
        quiet, there = chosen.quiet, zone_named(zone)
        until = (None if quiet is None else quiet.end_of(now, there)) or now
        async with self._database.transaction() as connection:
            await connection.execute(
                SAVE,
                {
                    "chat_id": chat_id,
                    "zone": zone,
                    "quiet_begins": None if quiet is None else quiet.begins,
                    "quiet_ends": None if quiet is None else quiet.ends,
                    "urgent_anyway": chosen.urgent_anyway,
                    "digest_hour": chosen.digest_hour,
                    "next_digest": chosen.next_digest(now, there),
                },
            )
            await connection.execute(
                HOLD_ANEW, {"chat_id": chat_id, "until": until, "digest_hour": chosen.digest_hour}
            )
