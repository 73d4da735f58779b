"""What was given up, in PostgreSQL."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.queues.work_channel import NOTIFY
from bot_service.application.ports.queues.dead_letters import ReplayedUpdate
from fixline_chassis.driver.statements import Prepared

STANDING: Final = "bot_id, update_id, state, error, incident"
# As if it had come just now: how long it lay there is no measure of how quick we are.
PUT_BACK: Final = """
    UPDATE inbox SET
        state = 'PENDING', finished_at = NULL, failures = 0, deferrals = 0, not_before = now(), received_at = now(),
        error = '', incident = ''
"""
NAMED: Final = Prepared(
    text(
        f"""
        {PUT_BACK} WHERE update_id = ANY(CAST(:update_ids AS bigint[])) AND state IN ('DEAD', 'SKIPPED')
        RETURNING {STANDING}
        """
    )
)
ALL_DEAD: Final = Prepared(text(f"{PUT_BACK} WHERE state = 'DEAD' RETURNING {STANDING}"))
NOW: Final = Prepared(
    text(
        f"""
        SELECT {STANDING} FROM inbox
        WHERE (bot_id, update_id) IN (
            SELECT * FROM unnest(CAST(:bot_ids AS bigint[]), CAST(:update_ids AS bigint[]))
        )
        """  # noqa: S608  # our own constants
    )
)
DELIVERIES: Final = Prepared(
    text(
        """
        UPDATE deliveries AS d SET
            state = CASE
                WHEN EXISTS (SELECT FROM chats WHERE chats.chat_id = d.chat_id AND NOT chats.reachable)
                THEN 'PARKED' ELSE 'PENDING'
            END,
            finished_at = NULL, attempts = 0, resent = false, error = '', incident = '', not_before = now(),
            created_at = now()
        WHERE id = ANY(CAST(:delivery_ids AS bigint[])) AND state IN ('FAILED', 'UNKNOWN') AND edit_target IS NULL
        RETURNING id
        """
    )
)
TELL: Final = Prepared(NOTIFY)


class SqlDeadLetters:
    """Whichever process works is told of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def replay_updates(self, update_ids: Sequence[int] | None) -> Sequence[ReplayedUpdate]:
        statement, names = (ALL_DEAD, {}) if update_ids is None else (NAMED, {"update_ids": list(update_ids)})
        rows = await self._database.rows(statement, **names)
        await self._database.rows(TELL)
        return read(rows)

    async def standing(self, updates: Sequence[ReplayedUpdate]) -> Sequence[ReplayedUpdate]:
        bot_ids = [update.bot_id for update in updates]
        update_ids = [update.update_id for update in updates]
        return read(await self._database.rows(NOW, bot_ids=bot_ids, update_ids=update_ids))

    async def replay_deliveries(self, delivery_ids: Sequence[int]) -> Sequence[int]:
        rows = await self._database.rows(DELIVERIES, delivery_ids=list(delivery_ids))
        await self._database.rows(TELL)
        return sorted(row["id"] for row in rows)


def read(rows: Sequence[Any]) -> list[ReplayedUpdate]:
    return sorted((ReplayedUpdate(**row) for row in rows), key=lambda update: update.update_id)
