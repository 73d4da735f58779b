"""The deliveries in PostgreSQL."""

import json
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import asyncpg
from sqlalchemy import TextClause
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.chats.chat_signs import apply_sign
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.claimed_deliveries import claimed_delivery
from bot_service.adapters.outbound.sqlalchemy.deliveries.delivery_progress import DeliveryProgress
from bot_service.adapters.outbound.sqlalchemy.deliveries.delivery_statements import (
    ALBUM_OF,
    CLAIM,
    LIVE_MESSAGE,
    MESSAGE_OF,
    NEXT,
    TICKETS_WAITING,
)
from bot_service.adapters.outbound.sqlalchemy.deliveries.outcome_statements import (
    CLOSE,
    DRAW_AGAIN,
    FORGET_CARD,
    FREE,
    POSTPONE,
    RELEASE,
    SENT_ALL_THE_SAME,
    SENT_WITH_LINKS,
    START_EDIT,
    SUCCEED,
)
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import write_calls
from bot_service.adapters.outbound.sqlalchemy.queues.claims import next_in
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.tickets.message_links import (
    LinkedTo,
    topic_of,
    write_appearance,
    write_links,
    write_start,
)
from bot_service.adapters.outbound.sqlalchemy.topics.topics import FORGET_TOPIC
from bot_service.application.ports.deliveries.deliveries import Delivery, DeliveryState, LiveCard
from bot_service.application.ports.queues.workers import Workers
from bot_service.domain.chats.chat_sign import MovedTo, Reachability
from bot_service.domain.deliveries.appearance import changed_message
from bot_service.domain.deliveries.opened_rows import OpenedRows, opened_by
from bot_service.domain.deliveries.outgoing import (
    THREAD,
    MessageRole,
    OutgoingCall,
    cause_instead,
    unsaid_cause,
)
from bot_service.domain.deliveries.repetition import Repeat


class SqlDeliveries:
    """Wakes `senders` when a call may wait that could not go out before."""

    def __init__(self, database: Database, presence: Presence, *, senders: Workers[Delivery]) -> None:
        self._database = database
        self._presence = presence
        self._senders = senders
        self._progress = DeliveryProgress(database, senders)

    async def claim(self, limit: int) -> Sequence[Delivery]:
        claimant, began_at = self._presence.number, time.time_ns()
        try:
            rows = await self._database.rows(CLAIM, most=limit, claimant=claimant)
        except asyncpg.UniqueViolationError:
            # Another process claimed from the same chat in the same instant.
            return ()
        claimed = [claimed_delivery(row, claimant, began_at) for row in rows]
        return sorted(claimed, key=lambda delivery: (delivery.call.urgency, delivery.id))

    async def next_in(self) -> float | None:
        (row,) = await self._database.rows(NEXT)
        return next_in(row)

    async def card_of(
        self, chat_id: int, ticket: int, role: MessageRole = MessageRole.CARD
    ) -> LiveCard | None:
        row = await self._database.row(LIVE_MESSAGE[role], chat_id=chat_id, ticket=ticket)
        if row is None:
            return None
        opened = None if row["opened"] is None else OpenedRows(**row["opened"])
        return LiveCard(row["message_id"], row["appearance"], row["thread_id"], opened)

    async def message_of(self, chat_id: int, cause: str, n: int) -> int | None:
        row = await self._database.row(MESSAGE_OF, chat_id=chat_id, cause=cause, n=n)
        return None if row is None else row["message_id"]

    async def album_of(self, chat_id: int, message_id: int) -> Sequence[int]:
        rows = await self._database.rows(ALBUM_OF, chat_id=chat_id, message_id=message_id)
        return [row["message_id"] for row in rows] or [message_id]

    async def start(
        self,
        delivery: Delivery,
        repeat: Repeat,
        *,
        changes: int | None = None,
        opened: OpenedRows | None = None,
    ) -> bool:
        if changes is None:
            return await self._progress.started(delivery, repeat)
        async with self._database.transaction() as connection:
            is_mine = await self._mine(connection, START_EDIT, delivery, repeat=repeat)
            if is_mine:
                only_opens = opened_by(delivery.call) is not None
                await write_start(connection, delivery.call.chat_id, changes, opened, only_opens=only_opens)
            return is_mine

    async def sent(
        self,
        delivery: Delivery,
        message_ids: Sequence[int],
        *,
        appearance: str | None = None,
        then: Sequence[OutgoingCall] = (),
        thread_id: int | None = None,
    ) -> None:
        call = delivery.call
        first = message_ids[0] if message_ids else None
        if (
            call.ticket is None
            and changed_message(call) is None
            and await self._progress.sent(delivery, first)
        ):
            return
        async with self._database.transaction() as connection:
            is_mine = await self._mine(connection, SENT_WITH_LINKS, delivery, message_id=first)
            # Whoever took over may have drawn something else: before our call or after it, nobody knows.
            shown = appearance if is_mine else None
            is_recorded = is_mine or await self._mine(
                connection, SENT_ALL_THE_SAME, delivery, message_id=first
            )
            if is_recorded and call.ticket is not None:
                about = LinkedTo(call.ticket, call.role, shown, thread_id)
                await write_links(connection, call.chat_id, message_ids, about)
            elif not is_mine or (changed_message(call) is not None and opened_by(call) is None):
                await write_appearance(connection, call.chat_id, message_ids, shown)
            if is_recorded and then:
                cause = f"deliveries/{delivery.id}/then/{first}"
                await write_calls(connection, cause, then, traceparent=delivery.traceparent)
        self._senders.wake_up()

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
        self._senders.wake_up()  # for what is more urgent in the same chat

    async def close(
        self,
        delivery: Delivery,
        state: DeliveryState,
        error: str,
        incident: str = "",
        calls: Sequence[OutgoingCall] = (),
    ) -> None:
        closed = {"state": state, "error": error, "incident": incident}
        async with self._database.transaction() as connection:
            if await self._mine(connection, CLOSE, delivery, **closed):
                cause = unsaid_cause(delivery.cause, delivery.call.chat_id)
                await write_calls(connection, cause, calls, traceparent=delivery.traceparent)
        self._senders.wake_up()

    async def tickets_waiting(self, chat_id: int) -> Sequence[int]:
        rows = await self._database.rows(TICKETS_WAITING, chat_id=chat_id)
        return [row["ticket"] for row in rows]

    async def park(self, delivery: Delivery, error: str, calls: Sequence[OutgoingCall] = ()) -> None:
        async with self._database.transaction() as connection:
            if await self._mine(connection, FREE, delivery):
                await apply_sign(connection, delivery.call.chat_id, Reachability.UNREACHABLE, error)
                await write_calls(connection, f"deliveries/{delivery.id}/unheard", calls)
        self._senders.wake_up()

    async def migrate(self, delivery: Delivery, new_chat_id: int) -> None:
        async with self._database.transaction() as connection:
            if await self._mine(connection, FREE, delivery):
                await apply_sign(connection, delivery.call.chat_id, MovedTo(new_chat_id))
        self._senders.wake_up()

    async def forget_card(self, delivery: Delivery) -> None:
        async with self._database.transaction() as connection:
            if await self._mine(connection, FREE, delivery):
                call = delivery.call
                forgotten = {"chat_id": call.chat_id, "ticket": call.ticket, "role": call.role}
                await connection.execute(FORGET_CARD, forgotten)
        self._senders.wake_up()

    async def forget_topic(
        self, delivery: Delivery, thread_id: int, after: timedelta, stray: Sequence[OutgoingCall] = ()
    ) -> None:
        call = delivery.call
        gone = {"chat_id": call.chat_id, "ticket": call.ticket, "thread_id": thread_id}
        given_back = {"after": after, "error": "its topic is gone", "attempts": 1, "resent": False}
        async with self._database.transaction() as connection:
            if await self._mine(connection, POSTPONE, delivery, **given_back):
                await connection.execute(FORGET_TOPIC, gone)
                await connection.execute(FORGET_CARD, gone | {"role": MessageRole.CARD})
                await connection.execute(DRAW_AGAIN, gone | {"id": delivery.id})
                cause = f"deliveries/{delivery.id}/stray/{thread_id}"
                await write_calls(connection, cause, stray, traceparent=delivery.traceparent)
        self._senders.wake_up()

    async def say_anew(
        self, delivery: Delivery, call: OutgoingCall, *, instead_of: int | None = None
    ) -> None:
        async with self._database.transaction() as connection:
            if await self._mine(connection, FREE, delivery):
                thread_id = await topic_of(connection, call.chat_id, instead_of)
                call = call if thread_id is None else call.with_arguments({THREAD: thread_id})
                changes = {
                    "id": delivery.id,
                    "chat_id": call.chat_id,
                    "message_id": instead_of,
                    "method": call.method,
                    "arguments": json.dumps(call.arguments),
                }
                await connection.execute(SUCCEED, changes)
        self._senders.wake_up()

    async def replace(self, delivery: Delivery, error: str) -> None:
        async with self._database.transaction() as connection:
            closed = {"state": DeliveryState.SUPERSEDED, "error": error, "incident": ""}
            if await self._mine(connection, CLOSE, delivery, **closed):
                cause = cause_instead(delivery.cause, delivery.id)
                await write_calls(
                    connection, cause, delivery.call.otherwise, traceparent=delivery.traceparent
                )
        self._senders.wake_up()

    async def release(self, delivery: Delivery) -> None:
        async with self._database.transaction() as connection:
            await self._mine(connection, RELEASE, delivery)

    async def _mine(
        self, connection: AsyncConnection, statement: TextClause, delivery: Delivery, **values: Any
    ) -> bool:
        parameters = {"id": delivery.id, "claimant": delivery.claimant, **values}
        return bool((await connection.execute(statement, parameters)).rowcount)
