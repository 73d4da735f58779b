"""Lets go out what was held, and writes digests in its place."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.holding import preferences_of
from bot_service.adapters.outbound.sqlalchemy.deliveries.outgoing_rows import write_calls, write_row
from bot_service.adapters.outbound.sqlalchemy.queues.work_channel import NOTIFY
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.notifications.held_calls import DueDigest, HeldNews
from bot_service.application.ports.queues.workers import Workers
from bot_service.domain.deliveries.outgoing import OutgoingCall

MOST_RELEASED: Final = 500
MOST_DIGESTS: Final = 100
# Also what waits for a digest of somebody who wants none any more.
RELEASE: Final = text(
    """
    DELETE FROM held_calls WHERE id IN (
        SELECT held.id FROM held_calls AS held LEFT JOIN chats ON chats.chat_id = held.chat_id
        WHERE held.until <= :now OR (held.until IS NULL AND chats.digest_hour IS NULL)
        ORDER BY held.id LIMIT :most FOR UPDATE OF held
    )
    RETURNING id, delivery
    """
).bindparams(most=MOST_RELEASED)
# Whoever cannot be reached gets theirs once they can: one, however many days that took.
DUE: Final = text(
    """
    SELECT chat_id, user_name, language, quiet_begins, quiet_ends, urgent_anyway, digest_hour, next_digest FROM chats
    WHERE next_digest <= :now AND digest_hour IS NOT NULL AND reachable ORDER BY next_digest, chat_id LIMIT :most
    """
).bindparams(most=MOST_DIGESTS)
# Pictures that came along with words are no news of their own, unless they are all there is.
NEWS: Final = text(
    """
    SELECT chat_id, ticket, array_agg(id) AS held,
        coalesce(
            nullif(count(*) FILTER (WHERE NOT edits_card AND role <> 'other'), 0),
            least(count(*) FILTER (WHERE NOT edits_card), 1)
        ) AS calls
    FROM held_calls WHERE chat_id = ANY(:chat_ids) AND until IS NULL GROUP BY chat_id, ticket ORDER BY max(id) DESC
    """
)
SETTLE: Final = text(
    "UPDATE chats SET next_digest = :following, zone = :zone WHERE chat_id = :chat_id AND next_digest = :due"
)
SAID: Final = text("DELETE FROM held_calls WHERE chat_id = :chat_id AND id = ANY(:held)")


class SqlHeldCalls:
    """One process at a time releases (a lease): two would mix up the order."""

    def __init__(self, database: Database, *, senders: Workers[Delivery]) -> None:
        self._database = database
        self._senders = senders

    async def release(self, now: datetime) -> int:
        async with self._database.transaction() as connection:
            released = sorted(await connection.execute(RELEASE, {"now": now}), key=lambda row: row.id)
            for row in released:
                # How long messages take is counted from when they may go out.
                await write_row(connection, row.delivery)
            if released:
                await connection.execute(NOTIFY)
        if released:
            self._senders.wake_up(again=True)
        return len(released)

    async def due_digests(self, now: datetime) -> Sequence[DueDigest]:
        async with self._database.transaction() as connection:
            due = (await connection.execute(DUE, {"now": now})).all()
            news: dict[int, list[HeldNews]] = defaultdict(list)
            held: dict[int, list[int]] = defaultdict(list)
            chat_ids = [row.chat_id for row in due]
            for row in await connection.execute(NEWS, {"chat_ids": chat_ids}) if chat_ids else ():
                held[row.chat_id] += row.held
                if row.ticket is not None and row.calls:
                    news[row.chat_id].append(HeldNews(ticket=row.ticket, count=row.calls))
        return [
            DueDigest(
                chat_id=row.chat_id,
                user_name=row.user_name,
                language=row.language,
                chosen=preferences_of(row),
                due=row.next_digest,
                news=news[row.chat_id],
                held=held[row.chat_id],
            )
            for row in due
        ]

    async def finish(
        self, digest: DueDigest, following: datetime | None, zone: str, calls: Sequence[OutgoingCall]
    ) -> bool:
        settled = {"chat_id": digest.chat_id, "due": digest.due, "following": following, "zone": zone}
        async with self._database.transaction() as connection:
            if not (await connection.execute(SETTLE, settled)).rowcount:
                return False
            await connection.execute(SAID, {"chat_id": digest.chat_id, "held": list(digest.held)})
            cause = f"digests/{digest.chat_id}/{digest.due:%Y-%m-%dT%H:%M}"
            await write_calls(connection, cause, calls, holds=False)
            await connection.execute(NOTIFY)
        self._senders.wake_up(again=True)
        return True
