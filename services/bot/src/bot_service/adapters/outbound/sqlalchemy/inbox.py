"""The inbox in PostgreSQL."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.chat_signs import apply_sign
from bot_service.adapters.outbound.sqlalchemy.database import Database
from bot_service.adapters.outbound.sqlalchemy.outgoing_rows import update_cause, write_calls
from bot_service.adapters.outbound.sqlalchemy.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.rows import InboxRow
from bot_service.application.ports.inbox import (
    ClaimedUpdate,
    ClaimLostError,
    InboxState,
    ReceivedUpdate,
)
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.domain.chat_sign import ChatSign
from bot_service.domain.outgoing import OutgoingCall

# Chats first, by hopping from one to the next in the index, then the oldest update of each: what one chat has piled up
# costs the others nothing. A chat whose oldest update waits to be retried, or that has one claimed, is passed over.
CLAIM: Final = text(
    """
    WITH RECURSIVE chats AS (
        SELECT min(chat_id) AS chat_id FROM inbox WHERE bot_id = :bot_id AND state = 'PENDING'
        UNION ALL
        SELECT (
            SELECT min(chat_id) FROM inbox
            WHERE bot_id = :bot_id AND state = 'PENDING' AND chat_id > chats.chat_id
        ) FROM chats WHERE chats.chat_id IS NOT NULL
    ), oldest AS (
        SELECT update_id FROM chats CROSS JOIN LATERAL (
            SELECT update_id, claimed_by, not_before FROM inbox
            WHERE bot_id = :bot_id AND chat_id = chats.chat_id AND state = 'PENDING'
            ORDER BY update_id LIMIT 1
        ) AS head
        WHERE claimed_by IS NULL AND not_before <= now() AND NOT EXISTS (
            SELECT FROM inbox AS other
            WHERE other.bot_id = :bot_id AND other.chat_id = chats.chat_id AND other.claimed_by IS NOT NULL
        )
        ORDER BY update_id LIMIT :limit
    ), next AS (
        SELECT update_id FROM inbox
        WHERE bot_id = :bot_id AND update_id IN (SELECT update_id FROM oldest)
          AND state = 'PENDING' AND claimed_by IS NULL AND not_before <= now()
        FOR UPDATE SKIP LOCKED
    )
    UPDATE inbox AS i SET claimed_by = :claimant, claimed_at = now()
    FROM next WHERE i.bot_id = :bot_id AND i.update_id = next.update_id
    RETURNING i.bot_id, i.update_id, i.chat_id, i.type, i.payload, i.traceparent, i.failures, i.deferrals,
              now() - i.received_at AS age
    """
).columns(payload=InboxRow.__table__.c.payload.type)
MINE: Final = "bot_id = :bot_id AND update_id = :update_id AND claimed_by = :claimant AND state = 'PENDING'"
FINISH: Final = text(
    f"""
    UPDATE inbox SET
        state = :state, finished_at = now(), claimed_by = NULL, claimed_at = NULL, error = :error, incident = :incident
    WHERE {MINE}
    """  # noqa: S608  # our own constants
)
POSTPONE: Final = text(
    f"""
    UPDATE inbox SET
        claimed_by = NULL, claimed_at = NULL, not_before = now() + CAST(:after AS interval), error = :error,
        failures = failures + :failures, deferrals = deferrals + :deferrals
    WHERE {MINE}
    """  # noqa: S608  # our own constants
)
RELEASE: Final = text(f"UPDATE inbox SET claimed_by = NULL, claimed_at = NULL WHERE {MINE}")  # noqa: S608  # our own
REPLAY: Final = text(
    """
    UPDATE inbox SET
        state = 'PENDING', finished_at = NULL, failures = 0, deferrals = 0, not_before = now(), received_at = now()
    WHERE bot_id = :bot_id AND update_id = :update_id AND state IN ('DEAD', 'SKIPPED')
    """
)


class SqlInbox:
    """`on_received` and `on_calls` are called when an update, or a call, may wait that did not wait before."""

    def __init__(
        self,
        database: Database,
        presence: Presence,
        bot_id: int,
        *,
        on_received: Callable[[], None],
        on_calls: Callable[[], None],
    ) -> None:
        self._database = database
        self._presence = presence
        self._bot_id = bot_id
        self._on_received = on_received
        self._on_calls = on_calls

    async def receive(self, update: ReceivedUpdate, traceparent: str) -> bool:
        statement = (
            insert(InboxRow)
            .values(
                bot_id=self._bot_id,
                update_id=update.update_id,
                chat_id=update.chat_id,
                type=update.type,
                payload=dict(update.payload),
                traceparent=traceparent,
            )
            .on_conflict_do_nothing()
            .returning(InboxRow.update_id)
        )
        async with self._database.transaction() as connection:
            is_new = await connection.scalar(statement) is not None
        self._on_received()
        return is_new

    async def claim(self, limit: int) -> Sequence[ClaimedUpdate]:
        claimant = self._presence.number
        parameters = {"bot_id": self._bot_id, "limit": limit, "claimant": claimant}
        try:
            async with self._database.transaction() as connection:
                rows = (await connection.execute(CLAIM, parameters)).mappings().all()
        except IntegrityError:
            # Another process claimed from the same chat in the same instant.
            return ()
        return [claimed(dict(row), claimant) for row in rows]

    async def finish(
        self, update: ClaimedUpdate, state: InboxState, calls: Sequence[OutgoingCall], sign: ChatSign
    ) -> None:
        async with self._database.transaction() as connection:
            await self._close(connection, update, state)
            await apply_sign(connection, update.chat_id, sign)
            await write_calls(connection, cause_of(update), calls)
        self._on_calls()

    async def dead_letter(
        self, update: ClaimedUpdate, error: str, incident: str, calls: Sequence[OutgoingCall]
    ) -> None:
        async with self._database.transaction() as connection:
            await self._close(connection, update, InboxState.DEAD, error, incident)
            await write_calls(connection, f"{cause_of(update)}/gave-up/{incident}", calls)
        self._on_calls()

    async def postpone(
        self,
        update: ClaimedUpdate,
        after: timedelta,
        error: str,
        *,
        is_failure: bool,
        calls: Sequence[OutgoingCall] = (),
    ) -> None:
        counts = {"failures": int(is_failure), "deferrals": int(not is_failure)}
        async with self._database.transaction() as connection:
            postponed = await connection.execute(
                POSTPONE, {**key_of(update), "after": after, "error": error, **counts}
            )
            if not postponed.rowcount:
                raise ClaimLostError
            await write_calls(connection, f"{cause_of(update)}/takes-longer", calls)
        if calls:
            self._on_calls()

    async def release(self, update: ClaimedUpdate) -> None:
        async with self._database.transaction() as connection:
            await connection.execute(RELEASE, key_of(update))

    async def replay(self, update_id: int) -> bool:
        async with self._database.transaction() as connection:
            parameters = {"bot_id": self._bot_id, "update_id": update_id}
            return bool((await connection.execute(REPLAY, parameters)).rowcount)

    async def _close(
        self,
        connection: AsyncConnection,
        update: ClaimedUpdate,
        state: InboxState,
        error: str = "",
        incident: str = "",
    ) -> None:
        parameters = {**key_of(update), "state": state, "error": error, "incident": incident}
        if not (await connection.execute(FINISH, parameters)).rowcount:
            raise ClaimLostError


def claimed(row: dict[str, Any], claimant: int) -> ClaimedUpdate:
    key = UpdateKey(bot_id=row.pop("bot_id"), update_id=row.pop("update_id"))
    return ClaimedUpdate(key=key, claimant=claimant, **row)


def key_of(update: ClaimedUpdate) -> dict[str, Any]:
    return {"bot_id": update.key.bot_id, "update_id": update.key.update_id, "claimant": update.claimant}


def cause_of(update: ClaimedUpdate) -> str:
    return update_cause(update.key.bot_id, update.key.update_id)
