"""Port: the updates that Telegram handed over, kept until they are dealt with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Protocol

from bot_service.application.ports.queues.trace_ends import TRACE_ENDS_AFTER
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.chats.chat_sign import ChatSign
from bot_service.domain.deliveries.outgoing import OutgoingCall


class ClaimLostError(Exception):
    """Somebody else took over: this process seemed dead. Whatever it did must not be recorded."""


class InboxState(StrEnum):
    PENDING = "PENDING"
    DONE = "DONE"
    SKIPPED = "SKIPPED"
    """Of a type that this release does not know."""
    DEAD = "DEAD"
    """Given up after too many failures; may be replayed."""


class Reception(StrEnum):
    """What became of an update that was handed over."""

    BEGUN = "begun"
    """Kept, and taken up at once."""
    WAITS = "waits"
    """Kept: its chat, or whoever could deal with it, is busy."""
    REPEATED = "repeated"
    """It was there already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedUpdate:
    update_id: int
    chat_id: int
    """The chat whose order the update belongs to: its chat, or the person's id, or 0."""
    type: str
    """`message`, `callback_query`, …, or `unknown`."""
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedUpdate:
    """An update that this process, and nobody else, may deal with now."""

    key: UpdateKey
    chat_id: int
    type: str
    payload: Mapping[str, Any]
    traceparent: str
    age: timedelta
    """Since it was received."""
    failures: int
    """Tries that ended in an error of ours."""
    deferrals: int
    """Tries that ended because another service was down."""
    claimant: int
    user_name: str = ""
    """Whose private chat it is, `users/7`; empty of a group, and of somebody who comes for the first time."""
    taken_in: str = ""
    """Where this process took it up: the traceparent of the span of that; empty where there is none."""

    @property
    def is_late(self) -> bool:
        """Whether it is tried again minutes later: the trace that it began in has ended."""
        return self.failures + self.deferrals > 0 and self.age > TRACE_ENDS_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingUpdate:
    """An update that nobody deals with yet."""

    update_id: int
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MeanwhileAnswer:
    """What is said to an update while one before it in its chat waits; with `is_all` it is dealt with by that."""

    update_id: int
    calls: Sequence[OutgoingCall]
    is_all: bool


class Inbox(Protocol):
    """Every method raises `UnavailableError` while the database cannot be used."""

    async def receive(self, update: ReceivedUpdate, traceparent: str) -> Reception:
        """Keep the update; durable when this returns."""
        ...

    async def claim(self, limit: int) -> Sequence[ClaimedUpdate]:
        """Take the oldest update of up to `limit` chats that have none taken or waiting to be retried."""
        ...

    async def next_in(self) -> float | None:
        """Return in how many seconds an update may be claimed next; None when none waits, but those behind others."""
        ...

    async def following(self, update: ClaimedUpdate, limit: int) -> Sequence[WaitingUpdate]:
        """Return up to `limit` updates of the chat that came after this one and wait for it, the oldest first."""
        ...

    async def finish(
        self,
        update: ClaimedUpdate,
        state: InboxState,
        calls: Sequence[OutgoingCall],
        sign: ChatSign,
        *,
        with_parts: Sequence[int] = (),
    ) -> None:
        """Record in one transaction that the update is dealt with, what is to be said, and the chat's `sign`.

        So are those that followed it and were part of it, by their ids. Raises `ClaimLostError`; then nothing was
        recorded.
        """
        ...

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
        """Give the update back, to be claimed again `after` that time; its chat waits for it.

        `calls` go out once, however often the update is postponed, and so do those of each answer to another of its
        chat's `meanwhile`. Raises `ClaimLostError`.
        """
        ...

    async def say_meanwhile(self, update: ClaimedUpdate, calls: Sequence[OutgoingCall]) -> None:
        """Send `calls` while the update is being dealt with: the same that `postpone` would, once for both."""
        ...

    async def dead_letter(
        self, update: ClaimedUpdate, error: str, incident: str, calls: Sequence[OutgoingCall]
    ) -> None:
        """Give the update up; its chat moves on. Raises `ClaimLostError`."""
        ...

    async def release(self, update: ClaimedUpdate) -> None:
        """Give the update back as it was; does nothing when the claim is lost."""
        ...
