"""The updates that this process deals with, and what it knows of their chats."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.queues.claims import claim_of
from bot_service.adapters.outbound.sqlalchemy.updates.inbox_statements import RELEASE
from bot_service.application.ports.updates.inbox import ClaimedUpdate, ReceivedUpdate
from bot_service.application.ports.updates.update_handler import UpdateKey
from fixline_chassis.driver.statements import Row


class ClaimedUpdates:
    def __init__(self, database: Database, bot_id: int, chats: SqlChats) -> None:
        self._database = database
        self._bot_id = bot_id
        self._chats = chats
        self._at_work: set[int] = set()

    def begun(self, row: Row, claimant: int, began_at: int) -> ClaimedUpdate:
        """Return what was claimed, from `began_at` on, among those that waited; `row` has all of it."""
        update = self._begun(
            row,
            claimant,
            payload=row["payload"],
            traceparent=row["traceparent"],
            age=row["age"],
            failures=row["failures"],
            deferrals=row["deferrals"],
            type=row["type"],
        )
        if update.is_late:
            return update
        return replace(update, taken_in=claim_of("telegram.updates", update.traceparent, began_at))

    def begun_at_once(
        self, row: Row, claimant: int, update: ReceivedUpdate, *, traceparent: str, taken_in: str
    ) -> ClaimedUpdate:
        """Return what was claimed as it came."""
        return self._begun(
            row,
            claimant,
            payload=update.payload,
            traceparent=traceparent,
            taken_in=taken_in,
            age=timedelta(),
            failures=0,
            deferrals=0,
            type=update.type,
        )

    def ended(self, update: ClaimedUpdate) -> None:
        self._at_work.discard(update.key.update_id)
        self._chats.put_away(update.chat_id)

    async def release_unknown(self, update_ids: Iterable[int], claimant: int) -> bool:
        """Give back those that are claimed by this process without its knowledge; say whether there were any.

        A statement had claimed them, and its answer was lost.
        """
        unknown = [update_id for update_id in update_ids if update_id not in self._at_work]
        if not unknown:
            return False
        return bool(
            await self._database.rows(RELEASE, bot_id=self._bot_id, update_ids=unknown, claimant=claimant)
        )

    def _begun(self, row: Row, claimant: int, **known: Any) -> ClaimedUpdate:
        update_id, chat_id = row["update_id"], row["chat_id"]
        self._at_work.add(update_id)
        self._chats.put_at_hand(chat_id, row)
        key = UpdateKey(bot_id=self._bot_id, update_id=update_id)
        user_name = row["user_name"] or ""
        return ClaimedUpdate(key=key, chat_id=chat_id, claimant=claimant, user_name=user_name, **known)
