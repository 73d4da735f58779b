"""The deliveries in PostgreSQL."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import TextClause, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.chat_signs import apply_sign
from bot_service.adapters.outbound.sqlalchemy.database import Database
from bot_service.adapters.outbound.sqlalchemy.links import write_appearance, write_links
from bot_service.adapters.outbound.sqlalchemy.presence import ABANDON_CALLS, Presence
from bot_service.adapters.outbound.sqlalchemy.rows import DeliveryRow
from bot_service.application.ports.deliveries import Delivery, DeliveryState, LiveCard
from bot_service.domain.appearance import changed_message
from bot_service.domain.chat_sign import MovedTo, Reachability
from bot_service.domain.outgoing import MessageRole, OutgoingCall, Urgency
from bot_service.domain.repetition import Repeat

# Chats first, by hopping from one to the next in the index, then the first call of each: what one chat has piled up
# costs the others nothing. What is more urgent, or as urgent and older, goes first, also while it waits for a retry.
CLAIM: Final = text(
    """
    WITH RECURSIVE chats AS (
        SELECT min(chat_id) AS chat_id FROM deliveries WHERE state = 'PENDING'
        UNION ALL
        SELECT (SELECT min(chat_id) FROM deliveries WHERE state = 'PENDING' AND chat_id > chats.chat_id)
        FROM chats WHERE chats.chat_id IS NOT NULL
    ), first AS (
        SELECT id FROM chats CROSS JOIN LATERAL (
            SELECT id, urgency, claimed_by, not_before FROM deliveries
            WHERE chat_id = chats.chat_id AND state = 'PENDING'
            ORDER BY urgency, id LIMIT 1
        ) AS head
        WHERE claimed_by IS NULL AND not_before <= now() AND NOT EXISTS (
            SELECT FROM deliveries AS other
            WHERE other.chat_id = chats.chat_id AND other.claimed_by IS NOT NULL
        )
        ORDER BY urgency, id LIMIT :limit
    ), next AS (
        SELECT id FROM deliveries
        WHERE id IN (SELECT id FROM first) AND state = 'PENDING' AND claimed_by IS NULL AND not_before <= now()
        FOR UPDATE SKIP LOCKED
    )
    UPDATE deliveries AS d SET claimed_by = :claimant, claimed_at = now()
    FROM next WHERE d.id = next.id
    RETURNING d.id, d.method, d.chat_id, d.arguments, d.urgency, d.ticket, d.role, d.edits_card, d.traceparent,
              d.attempts, d.resent, now() - d.created_at AS age
    """
).columns(arguments=DeliveryRow.__table__.c.arguments.type)
MINE: Final = "id = :id AND claimed_by = :claimant AND state = 'PENDING'"
FREED: Final = "claimed_by = NULL, claimed_at = NULL, started_at = NULL"
START: Final = text(
    f"UPDATE deliveries SET started_at = now(), claimed_at = now(), repeat = :repeat WHERE {MINE}"  # noqa: S608  # our own
)
CLOSE: Final = text(
    f"""
    UPDATE deliveries SET
        {FREED}, state = :state, finished_at = now(), error = :error, incident = :incident
    WHERE {MINE}
    """  # noqa: S608  # our own constants
)
POSTPONE: Final = text(
    f"""
    UPDATE deliveries SET
        {FREED}, not_before = now() + CAST(:after AS interval), error = :error,
        attempts = attempts + :attempts, resent = resent OR :resent
    WHERE {MINE}
    """  # noqa: S608  # our own constants
)
SET_SENT: Final = f"""
    UPDATE deliveries SET {FREED}, state = 'SENT', finished_at = now(), error = '', message_id = :message_id
"""  # noqa: S608  # our own constants
SENT: Final = text(f"{SET_SENT} WHERE {MINE}")
# That a message was sent stays true, even if this process was thought dead meanwhile.
SENT_ALL_THE_SAME: Final = text(
    f"{SET_SENT} WHERE id = :id AND state IN ('PENDING', 'UNKNOWN') AND claimed_by IS NULL"
)
RELEASE: Final = text(f"{ABANDON_CALLS} WHERE {MINE}")
FREE: Final = text(f"UPDATE deliveries SET {FREED} WHERE {MINE}")  # noqa: S608  # our own constants
CARD: Final = text(
    """
    SELECT message_id, appearance FROM message_links
    WHERE chat_id = :chat_id AND ticket = :ticket AND role = 'card'
    """
)
FORGET_CARD: Final = text(
    """
    UPDATE message_links SET role = 'other', appearance = NULL
    WHERE chat_id = :chat_id AND ticket = :ticket AND role = 'card'
    """
)


class SqlDeliveries:
    """`on_calls` is called when a call may wait that could not go out before."""

    def __init__(self, database: Database, presence: Presence, *, on_calls: Callable[[], None]) -> None:
        self._database = database
        self._presence = presence
        self._on_calls = on_calls

    async def claim(self, limit: int) -> Sequence[Delivery]:
        claimant = self._presence.number
        try:
            async with self._database.transaction() as connection:
                rows = await connection.execute(CLAIM, {"limit": limit, "claimant": claimant})
                claimed = [delivery_of(dict(row), claimant) for row in rows.mappings()]
        except IntegrityError:
            # Another process claimed from the same chat in the same instant.
            return ()
        return sorted(claimed, key=lambda delivery: (delivery.call.urgency, delivery.id))

    async def card_of(self, chat_id: int, ticket: int) -> LiveCard | None:
        async with self._database.transaction() as connection:
            found = await connection.execute(CARD, {"chat_id": chat_id, "ticket": ticket})
            row = found.one_or_none()
            return None if row is None else LiveCard(*row)

    async def start(self, delivery: Delivery, repeat: Repeat, *, changes: int | None = None) -> bool:
        async with self._database.transaction() as connection:
            is_mine = await self._mine(connection, START, delivery, repeat=repeat)
            if is_mine and changes is not None:
                await write_appearance(connection, delivery.call.chat_id, [changes], None)
            return is_mine

    async def sent(
        self, delivery: Delivery, message_ids: Sequence[int], *, appearance: str | None = None
    ) -> None:
        call = delivery.call
        async with self._database.transaction() as connection:
            first = message_ids[0] if message_ids else None
            is_mine = await self._mine(connection, SENT, delivery, message_id=first)
            # Whoever took over may have drawn something else: before our call or after it, nobody knows.
            shown = appearance if is_mine else None
            is_recorded = is_mine or await self._mine(
                connection, SENT_ALL_THE_SAME, delivery, message_id=first
            )
            if is_recorded and call.ticket is not None:
                await write_links(connection, call.chat_id, message_ids, call.ticket, call.role, shown)
            elif not is_mine or changed_message(call) is not None:
                await write_appearance(connection, call.chat_id, message_ids, shown)

    async def postpone(
        self, delivery: Delivery, after: timedelta, error: str, *, is_attempt: bool, resent: bool = False
    ) -> None:
        async with self._database.transaction() as connection:
            await self._mine(
                connection,
                POSTPONE,
                delivery,
                after=after,
                error=error,
                attempts=int(is_attempt),
                resent=resent,
            )

    async def close(self, delivery: Delivery, state: DeliveryState, error: str, incident: str = "") -> None:
        async with self._database.transaction() as connection:
            await self._mine(connection, CLOSE, delivery, state=state, error=error, incident=incident)

    async def park(self, delivery: Delivery, error: str) -> None:
        async with self._database.transaction() as connection:
            if await self._mine(connection, FREE, delivery):
                await apply_sign(connection, delivery.call.chat_id, Reachability.UNREACHABLE, error)

    async def migrate(self, delivery: Delivery, new_chat_id: int) -> None:
        async with self._database.transaction() as connection:
            if await self._mine(connection, FREE, delivery):
                await apply_sign(connection, delivery.call.chat_id, MovedTo(new_chat_id))
        self._on_calls()

    async def forget_card(self, delivery: Delivery) -> None:
        async with self._database.transaction() as connection:
            if await self._mine(connection, FREE, delivery):
                chat_and_ticket = {"chat_id": delivery.call.chat_id, "ticket": delivery.call.ticket}
                await connection.execute(FORGET_CARD, chat_and_ticket)
        self._on_calls()

    async def release(self, delivery: Delivery) -> None:
        async with self._database.transaction() as connection:
            await self._mine(connection, RELEASE, delivery)

    async def _mine(
        self, connection: AsyncConnection, statement: TextClause, delivery: Delivery, **values: Any
    ) -> bool:
        parameters = {"id": delivery.id, "claimant": delivery.claimant, **values}
        return bool((await connection.execute(statement, parameters)).rowcount)


def delivery_of(row: dict[str, Any], claimant: int) -> Delivery:
    call = OutgoingCall(
        method=row["method"],
        chat_id=row["chat_id"],
        arguments=row["arguments"],
        urgency=Urgency(row["urgency"]),
        ticket=row["ticket"],
        role=MessageRole(row["role"]),
        edits_card=row["edits_card"],
    )
    return Delivery(
        id=row["id"],
        call=call,
        traceparent=row["traceparent"],
        age=row["age"],
        attempts=row["attempts"],
        resent=row["resent"],
        claimant=claimant,
    )
