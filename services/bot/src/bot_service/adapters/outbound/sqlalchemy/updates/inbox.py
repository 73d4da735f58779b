"""The inbox in PostgreSQL."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.chats.chat_signs import apply_sign
from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import write_calls
from bot_service.adapters.outbound.sqlalchemy.queues.by_key import PENDING
from bot_service.adapters.outbound.sqlalchemy.queues.claims import next_in
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.updates.claimed_updates import ClaimedUpdates
from bot_service.adapters.outbound.sqlalchemy.updates.inbox_statements import (
    CLAIM,
    FOLLOWING,
    NEXT,
    RELEASE,
    RELEASE_CALLS,
)
from bot_service.adapters.outbound.sqlalchemy.updates.update_endings import Ending, UpdateEndings, is_plain
from bot_service.adapters.outbound.sqlalchemy.updates.update_receipts import UpdateReceipts
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.queues.workers import Workers
from bot_service.application.ports.updates.inbox import (
    ClaimedUpdate,
    ClaimLostError,
    InboxState,
    MeanwhileAnswer,
    ReceivedUpdate,
    Reception,
    WaitingUpdate,
)
from bot_service.domain.chats.chat_sign import ChatSign, Reachability
from bot_service.domain.deliveries.outgoing import OutgoingCall, update_cause
from fixline_telemetry.spans.propagation import current_traceparent

MINE: Final = "bot_id = :bot_id AND update_id = :update_id AND claimed_by = :claimant"
CLOSE: Final = text(
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
# Nobody can have claimed them: the chat has one that is.
CLOSE_PARTS: Final = text(
    f"""
    UPDATE inbox SET state = :state, finished_at = now()
    WHERE bot_id = :bot_id AND update_id = ANY(CAST(:update_ids AS bigint[]))
      AND {PENDING} AND claimed_by IS NULL
    """  # noqa: S608  # our own constant
)


class SqlInbox:
    """Hands `workers` what it receives and `senders` what is to be said, where both can be begun at once."""

    def __init__(
        self,
        database: Database,
        presence: Presence,
        bot_id: int,
        *,
        chats: SqlChats,
        workers: Workers[ClaimedUpdate],
        senders: Workers[Delivery],
    ) -> None:
        self._database = database
        self._presence = presence
        self._bot_id = bot_id
        self._workers = workers
        self._senders = senders
        self._claimed = ClaimedUpdates(database, bot_id, chats)
        self._receipts = UpdateReceipts(
            database=database, presence=presence, bot_id=bot_id, claimed=self._claimed, workers=workers
        )
        self._endings = UpdateEndings(database=database, presence=presence, bot_id=bot_id, senders=senders)

    async def receive(self, update: ReceivedUpdate, traceparent: str) -> Reception:
        return await self._receipts.keep(update, traceparent)

    async def claim(self, limit: int) -> Sequence[ClaimedUpdate]:
        claimant, began_at = self._presence.number, time.time_ns()
        try:
            rows = await self._database.rows(CLAIM, bot_id=self._bot_id, most=limit, claimant=claimant)
        except asyncpg.UniqueViolationError:
            # Another process claimed from the same chat in the same instant.
            return ()
        return [self._claimed.begun(row, claimant, began_at) for row in rows]

    async def next_in(self) -> float | None:
        (row,) = await self._database.rows(NEXT, bot_id=self._bot_id)
        return next_in(row)

    async def following(self, update: ClaimedUpdate, limit: int) -> Sequence[WaitingUpdate]:
        rows = await self._database.rows(
            FOLLOWING,
            bot_id=self._bot_id,
            chat_id=update.chat_id,
            update_id=update.key.update_id,
            most=limit,
        )
        return [WaitingUpdate(update_id=row["update_id"], payload=row["payload"]) for row in rows]

    async def finish(
        self,
        update: ClaimedUpdate,
        state: InboxState,
        calls: Sequence[OutgoingCall],
        sign: ChatSign,
        *,
        with_parts: Sequence[int] = (),
    ) -> None:
        with self._ending(update):
            if is_plain(calls, sign) and not with_parts:
                is_reachable = sign is Reachability.REACHABLE
                await self._finish_plainly(update, state, calls, is_reachable=is_reachable)
                return
            async with self._database.transaction() as connection:
                await self._close(connection, update, state)
                if with_parts:
                    parts = {"bot_id": self._bot_id, "update_ids": list(with_parts), "state": state}
                    await connection.execute(CLOSE_PARTS, parts)
                await apply_sign(connection, update.chat_id, sign)
                await write_calls(connection, cause_of(update), calls)
            self._workers.wake_up()
            self._senders.wake_up()

    async def dead_letter(
        self, update: ClaimedUpdate, error: str, incident: str, calls: Sequence[OutgoingCall]
    ) -> None:
        with self._ending(update):
            async with self._database.transaction() as connection:
                await self._close(connection, update, InboxState.DEAD, error, incident)
                await write_calls(connection, f"{cause_of(update)}/gave-up/{incident}", calls)
            self._workers.wake_up()
            self._senders.wake_up()

    async def say_meanwhile(self, update: ClaimedUpdate, calls: Sequence[OutgoingCall]) -> None:
        async with self._database.transaction() as connection:
            await write_calls(connection, meanwhile_cause(update), calls)
        self._senders.wake_up()

    async def postpone(
        self,
        update: ClaimedUpdate,
        after: timedelta,
        error: str,
        *,
        is_failure: bool,
        calls: Sequence[OutgoingCall] = (),
        meanwhile: Sequence[MeanwhileAnswer] = (),
    ) -> None:
        counts = {"failures": int(is_failure), "deferrals": int(not is_failure)}
        with self._ending(update):
            async with self._database.transaction() as connection:
                postponed = await connection.execute(
                    POSTPONE, {**key_of(update), "after": after, "error": error, **counts}
                )
                if not postponed.rowcount:
                    raise ClaimLostError
                await write_calls(connection, meanwhile_cause(update), calls)
                for answer in meanwhile:
                    await self._answer(connection, answer)
            self._workers.wake_up()
            if calls or meanwhile:
                self._senders.wake_up()

    async def _answer(self, connection: AsyncConnection, answer: MeanwhileAnswer) -> None:
        cause = update_cause(self._bot_id, answer.update_id)
        if answer.is_all:
            done = {
                "bot_id": self._bot_id,
                "update_ids": [answer.update_id],
                "state": InboxState.DONE,
            }
            await connection.execute(CLOSE_PARTS, done)
        await write_calls(connection, cause if answer.is_all else f"{cause}/meanwhile", answer.calls)

    async def release(self, update: ClaimedUpdate) -> None:
        await self._database.rows(
            RELEASE, bot_id=self._bot_id, update_ids=[update.key.update_id], claimant=update.claimant
        )
        await self._release_calls(update)
        with self._ending(update):
            self._workers.wake_up()

    async def _finish_plainly(
        self, update: ClaimedUpdate, state: InboxState, calls: Sequence[OutgoingCall], *, is_reachable: bool
    ) -> None:
        ending = Ending(update, state, is_reachable, calls, current_traceparent() if calls else "")
        try:
            ended = await self._endings.record(ending)
        except ClaimLostError:
            # Perhaps it was recorded after all, and only the answer was lost.
            await self._release_calls(update)
            raise
        if ended.has_more:
            self._workers.wake_up()

    async def _release_calls(self, update: ClaimedUpdate) -> None:
        """Give back what was claimed for the senders by a statement whose answer was lost."""
        if await self._database.rows(RELEASE_CALLS, cause=cause_of(update), claimant=update.claimant):
            self._senders.wake_up()

    @contextmanager
    def _ending(self, update: ClaimedUpdate) -> Iterator[None]:
        """Forget the update once that is recorded, or it is somebody else's; not while neither is known."""
        try:
            yield
        except ClaimLostError:
            self._claimed.ended(update)
            raise
        self._claimed.ended(update)

    async def _close(
        self,
        connection: AsyncConnection,
        update: ClaimedUpdate,
        state: InboxState,
        error: str = "",
        incident: str = "",
    ) -> None:
        parameters = {**key_of(update), "state": state, "error": error, "incident": incident}
        if not (await connection.execute(CLOSE, parameters)).rowcount:
            raise ClaimLostError


def key_of(update: ClaimedUpdate) -> dict[str, Any]:
    return {"bot_id": update.key.bot_id, "update_id": update.key.update_id, "claimant": update.claimant}


def cause_of(update: ClaimedUpdate) -> str:
    return update_cause(update.key.bot_id, update.key.update_id)


def meanwhile_cause(update: ClaimedUpdate) -> str:
    return f"{cause_of(update)}/takes-longer"
