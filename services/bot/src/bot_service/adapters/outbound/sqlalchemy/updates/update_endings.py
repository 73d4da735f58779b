"""Records that updates are dealt with and what is to be said, many in one statement; what can go out is handed on."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

import asyncpg

from bot_service.adapters.outbound.batches import Batches
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.updates.inbox_statements import FINISH
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.queues.workers import Workers
from bot_service.application.ports.updates.inbox import ClaimedUpdate, ClaimLostError, InboxState
from bot_service.domain.chats.chat_sign import ChatSign, Reachability
from bot_service.domain.deliveries.coalescing import edit_target
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency, update_cause
from bot_service.domain.deliveries.repetition import repeat_of
from fixline_chassis.driver.statements import Row

NOBODY: Final = 0
"""No process has this number."""


@dataclass(frozen=True, slots=True)
class Ending:
    update: ClaimedUpdate
    state: InboxState
    is_reachable: bool
    calls: Sequence[OutgoingCall]
    traceparent: str
    taken_in: str = ""
    """Of the statement, which takes up the calls that it claims."""

    @property
    def cause(self) -> str:
        return update_cause(self.update.key.bot_id, self.update.key.update_id)


@dataclass(frozen=True, slots=True)
class EndingCall:
    """A call of an ending, the n-th."""

    ending: Ending
    n: int
    call: OutgoingCall


@dataclass(frozen=True, slots=True)
class Ended:
    has_more: bool
    """Another update of the chat waits."""


def is_plain(calls: Sequence[OutgoingCall], sign: ChatSign) -> bool:
    """Say whether nothing but the update, its calls and that its chat can be reached has to be recorded."""
    return sign in {None, Reachability.REACHABLE} and not any(
        edit_target(call) or call.waits_for_quiet or call.otherwise or call.urgency is not Urgency.ANSWER
        for call in calls
    )


@dataclass(slots=True, kw_only=True)
class UpdateEndings:
    """For endings that are plain (`is_plain`)."""

    database: Database
    presence: Presence
    bot_id: int
    senders: Workers[Delivery]
    _batches: Batches[Ending, Ended] = field(init=False)

    def __post_init__(self) -> None:
        self._batches = Batches(self._record)

    async def record(self, ending: Ending) -> Ended:
        """Return when it is durable. Raises `ClaimLostError`; then nothing was recorded."""
        with self.database.shared(FINISH) as statement:
            return await self._batches(replace(ending, taken_in=statement.traceparent))

    async def _record(self, endings: Sequence[Ending]) -> Sequence[Ended | Exception]:
        said = [EndingCall(ending, n, call) for ending in endings for n, call in enumerate(ending.calls)]
        foremost = foremost_of_their_chats(said)
        claimant = self.presence.number if self.presence.is_there else NOBODY
        places = 0 if claimant == NOBODY else self.senders.reserve(len(foremost))
        begun: list[Delivery] = []
        try:
            rows = await self._written(endings, said, claimant, foremost[:places])
            by_key = {(each.ending.cause, each.n): each for each in said}
            begun = [
                begun_at_once(by_key[row["cause"], row["n"]], row, claimant)
                for row in rows
                if row["is_claimed"]
            ]
        finally:
            self.senders.hand_over(begun, places)
        if any(row["is_revived"] or (row["id"] is not None and not row["is_claimed"]) for row in rows):
            self.senders.wake_up(again=True)
        closed = {row["update_id"]: Ended(has_more=row["is_followed"]) for row in rows}
        return [closed.get(ending.update.key.update_id) or ClaimLostError() for ending in endings]

    async def _written(
        self,
        endings: Sequence[Ending],
        said: Sequence[EndingCall],
        claimant: int,
        wanted: Sequence[EndingCall],
    ) -> Sequence[Row]:
        try:
            return await self._write(endings, said, claimant, wanted)
        except asyncpg.UniqueViolationError:
            # Another process claimed a call to one of the chats in the same instant.
            return await self._write(endings, said, claimant, ())

    async def _write(
        self,
        endings: Sequence[Ending],
        said: Sequence[EndingCall],
        claimant: int,
        wanted: Sequence[EndingCall],
    ) -> Sequence[Row]:
        return await self.database.rows(
            FINISH,
            bot_id=self.bot_id,
            claimant=claimant,
            update_ids=[ending.update.key.update_id for ending in endings],
            claimants=[ending.update.claimant for ending in endings],
            states=[ending.state for ending in endings],
            causes=[ending.cause for ending in endings],
            reachable=[ending.is_reachable for ending in endings],
            **columns_of(said, wanted),
        )


def columns_of(said: Sequence[EndingCall], wanted: Sequence[EndingCall]) -> dict[str, list[Any]]:
    calls = [each.call for each in said]
    first = {id(each) for each in wanted}
    return {
        "call_causes": [each.ending.cause for each in said],
        "ns": [each.n for each in said],
        "traceparents": [each.ending.traceparent for each in said],
        "wanted": [id(each) in first for each in said],
        "chat_ids": [call.chat_id for call in calls],
        "methods": [call.method for call in calls],
        "arguments": [json.dumps(call.arguments) for call in calls],
        "urgencies": [int(call.urgency) for call in calls],
        "tickets": [call.ticket for call in calls],
        "roles": [call.role for call in calls],
        "repeats": [repeat_of(call) for call in calls],
    }


def foremost_of_their_chats(said: Sequence[EndingCall]) -> list[EndingCall]:
    """Return the call that each chat is to get first."""
    by_chat: dict[int, list[EndingCall]] = defaultdict(list)
    for each in said:
        by_chat[each.call.chat_id].append(each)
    return [min(calls, key=lambda each: (each.call.urgency, each.n)) for calls in by_chat.values()]


def begun_at_once(said: EndingCall, row: Row, claimant: int) -> Delivery:
    return Delivery(
        id=row["id"],
        call=said.call,
        traceparent=said.ending.traceparent,
        age=timedelta(),
        attempts=0,
        resent=False,
        claimant=claimant,
        cause=said.ending.cause,
        user_name=row["user_name"] or "",
        taken_in=said.ending.taken_in,
    )
