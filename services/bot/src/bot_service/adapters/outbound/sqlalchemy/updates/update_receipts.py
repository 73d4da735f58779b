"""Keeps what Telegram hands over, many updates in one statement; what can be dealt with now is handed on at once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import asyncpg

from bot_service.adapters.outbound.batches import Batches
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.updates.claimed_updates import ClaimedUpdates
from bot_service.adapters.outbound.sqlalchemy.updates.inbox_statements import RECEIVE
from bot_service.application.ports.queues.workers import Workers
from bot_service.application.ports.updates.inbox import ClaimedUpdate, ReceivedUpdate, Reception
from fixline_chassis.driver.statements import Row

NOBODY: Final = 0
"""No process has this number."""


@dataclass(frozen=True, slots=True)
class Receipt:
    update: ReceivedUpdate
    traceparent: str
    taken_in: str
    """Of the statement, which takes up what it claims."""


@dataclass(slots=True, kw_only=True)
class UpdateReceipts:
    database: Database
    presence: Presence
    bot_id: int
    claimed: ClaimedUpdates
    workers: Workers[ClaimedUpdate]
    _batches: Batches[Receipt, Reception] = field(init=False)

    def __post_init__(self) -> None:
        self._batches = Batches(self._keep)

    async def keep(self, update: ReceivedUpdate, traceparent: str) -> Reception:
        """Return when the update is durable."""
        with self.database.shared(RECEIVE) as statement:
            return await self._batches(Receipt(update, traceparent, statement.traceparent))

    async def _keep(self, receipts: Sequence[Receipt]) -> Sequence[Reception]:
        # In one order everywhere: two processes that are handed the same updates do not wait for each other.
        ordered = sorted(receipts, key=lambda receipt: receipt.update.update_id)
        claimant = self.presence.number if self.presence.is_there else NOBODY
        places = (
            0 if claimant == NOBODY else self.workers.reserve(len({each.update.chat_id for each in ordered}))
        )
        begun: list[ClaimedUpdate] = []
        try:
            rows = await self._written(ordered, claimant, places)
            by_id = {receipt.update.update_id: receipt for receipt in ordered}
            for row in rows:
                if row["is_claimed"]:
                    receipt = by_id[row["update_id"]]
                    begun.append(
                        self.claimed.begun_at_once(
                            row,
                            claimant,
                            receipt.update,
                            traceparent=receipt.traceparent,
                            taken_in=receipt.taken_in,
                        )
                    )
        finally:
            self.workers.hand_over(begun, places)
        if len(begun) < len(rows):
            self.workers.wake_up(again=True)
        new = {row["update_id"] for row in rows}
        known = [update_id for update_id in by_id if update_id not in new]
        if known and await self.claimed.release_unknown(known, claimant):
            self.workers.wake_up()
        at_once = {update.key.update_id for update in begun}
        return [reception_of(receipt.update.update_id, new, at_once) for receipt in receipts]

    async def _written(self, ordered: Sequence[Receipt], claimant: int, places: int) -> Sequence[Row]:
        try:
            return await self._write(ordered, claimant, first_of_their_chats(ordered, places))
        except asyncpg.UniqueViolationError:
            # Another process claimed in one of the chats in the same instant.
            return await self._write(ordered, claimant, [False] * len(ordered))

    async def _write(
        self, ordered: Sequence[Receipt], claimant: int, wanted: Sequence[bool]
    ) -> Sequence[Row]:
        updates = [receipt.update for receipt in ordered]
        return await self.database.rows(
            RECEIVE,
            bot_id=self.bot_id,
            claimant=claimant,
            update_ids=[update.update_id for update in updates],
            chat_ids=[update.chat_id for update in updates],
            types=[update.type for update in updates],
            payloads=[json.dumps(update.payload) for update in updates],
            traceparents=[receipt.traceparent for receipt in ordered],
            wanted=wanted,
            tells=self.presence.tells_now(),
        )


def first_of_their_chats(ordered: Sequence[Receipt], most: int) -> list[bool]:
    """Mark the first update of each of up to `most` chats."""
    chats: set[int] = set()
    marks = []
    for receipt in ordered:
        is_first = receipt.update.chat_id not in chats and len(chats) < most
        marks.append(is_first)
        if is_first:
            chats.add(receipt.update.chat_id)
    return marks


def reception_of(update_id: int, new: set[int], at_once: set[int]) -> Reception:
    """Say what became of the update: of two that are the same, one is `new`."""
    if update_id not in new:
        return Reception.REPEATED
    new.discard(update_id)
    return Reception.BEGUN if update_id in at_once else Reception.WAITS
