"""Positions in event feeds in PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import write_calls
from bot_service.adapters.outbound.sqlalchemy.queues.work_channel import NOTIFY
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.notifications.feed_positions import FeedStep, PositionMovedError
from bot_service.application.ports.queues.workers import Workers
from bot_service.domain.deliveries.outgoing import OutgoingCall

CURRENT: Final = text("SELECT resume_token FROM feed_positions WHERE feed = :feed")
# Only from where this notifier stood: one that lost its lease without noticing cannot move anything.
MOVE: Final = text(
    "UPDATE feed_positions SET resume_token = :after, updated_at = now() WHERE feed = :feed AND resume_token = :before"
)
BEGIN: Final = text(
    "INSERT INTO feed_positions (feed, resume_token) VALUES (:feed, :after) ON CONFLICT DO NOTHING"
)
DEAD_LETTER: Final = text(
    """
    INSERT INTO dead_events (feed, event, error, incident) VALUES (:feed, :event, :error, :incident)
    ON CONFLICT DO NOTHING
    """
)


class SqlFeedPositions:
    """Wakes `senders` when a call may wait that did not wait before."""

    def __init__(self, database: Database, *, senders: Workers[Delivery]) -> None:
        self._database = database
        self._senders = senders

    async def current(self, feed: str) -> str:
        async with self._database.transaction() as connection:
            return await connection.scalar(CURRENT, {"feed": feed}) or ""

    async def advance(self, step: FeedStep, calls: Sequence[OutgoingCall]) -> None:
        async with self._database.transaction() as connection:
            await move(connection, step)
            await write_calls(connection, step.event, calls)
            if calls:
                await connection.execute(NOTIFY)
        if calls:
            self._senders.wake_up(again=True)

    async def dead_letter(self, step: FeedStep, error: str, incident: str) -> None:
        async with self._database.transaction() as connection:
            await move(connection, step)
            await connection.execute(
                DEAD_LETTER, {"feed": step.feed, "event": step.event, "error": error, "incident": incident}
            )


async def move(connection: AsyncConnection, step: FeedStep) -> None:
    positions = {"feed": step.feed, "before": step.before, "after": step.after}
    moved = (await connection.execute(MOVE, positions)).rowcount
    if not moved and not step.before:
        moved = (await connection.execute(BEGIN, {"feed": step.feed, "after": step.after})).rowcount
    if not moved:
        raise PositionMovedError(step.feed)
