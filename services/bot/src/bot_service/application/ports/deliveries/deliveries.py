"""Port: the Bot API calls that wait to be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from bot_service.application.ports.queues.trace_ends import TRACE_ENDS_AFTER
from bot_service.domain.deliveries.opened_rows import OpenedRows
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, ticket_of_cause
from bot_service.domain.deliveries.repetition import Repeat


class DeliveryState(StrEnum):
    PENDING = "PENDING"
    SENT = "SENT"
    """The message is there, or shows already what was to be drawn."""
    UNKNOWN = "UNKNOWN"
    """The call was made and its outcome never heard of; it is not made again."""
    FAILED = "FAILED"
    """Telegram refuses it for good."""
    PARKED = "PARKED"
    """The chat cannot be reached; goes out when it can again."""
    SUPERSEDED = "SUPERSEDED"
    """A newer edit of the same message replaced it, or, after Telegram refused it, what is made otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A call that this process, and nobody else, may make now."""

    id: int
    call: OutgoingCall
    traceparent: str
    age: timedelta
    """Since it was decided."""
    attempts: int
    resent: bool
    """Made once already with unknown outcome."""
    claimant: int
    cause: str
    """What it answers or tells of: `updates/{bot}/{update}`, an event's name."""
    user_name: str = ""
    """Who is told, `users/7`; empty where that is a group, or not known."""
    taken_in: str = ""
    """Where this process took it up: the traceparent of the span of that; empty where there is none."""

    @property
    def ticket(self) -> int | None:
        """The ticket that it is about, or whose event brought it: what is drawn over a message links it to none."""
        return self.call.ticket if self.call.ticket is not None else ticket_of_cause(self.cause)

    @property
    def is_late(self) -> bool:
        """Whether the trace that decided it has ended by now."""
        return self.age > TRACE_ENDS_AFTER


@dataclass(frozen=True, slots=True)
class LiveCard:
    message_id: int
    appearance: str | None
    """Digest of what it shows for certain, where nothing is opened (`domain.appearance`); None when not known."""
    thread_id: int | None = None
    """The topic that it is in; None outside of them, and where that is not known."""
    opened: OpenedRows | None = None
    """What stands in place of its own buttons, where it has any."""


class Deliveries(Protocol):
    """Every method that takes a `Delivery` does nothing when its claim is lost.

    Every method raises `UnavailableError` while the database cannot be used.
    """

    async def claim(self, limit: int) -> Sequence[Delivery]:
        """Take the next call of up to `limit` chats: the most urgent, among those the oldest. One at a time a chat."""
        ...

    async def next_in(self) -> float | None:
        """Return in how many seconds a call may be claimed next; None when none waits, but those behind others."""
        ...

    async def card_of(
        self, chat_id: int, ticket: int, role: MessageRole = MessageRole.CARD
    ) -> LiveCard | None:
        """Return the chat's live message of the ticket, in one of the roles that are `LIVE`."""
        ...

    async def message_of(self, chat_id: int, cause: str, n: int) -> int | None:
        """Return the message that the `n`th call of `cause` sent to the chat; None where it sent none."""
        ...

    async def album_of(self, chat_id: int, message_id: int) -> Sequence[int]:
        """Return all that was sent with this message in one call, it being the first; of no ticket, only itself."""
        ...

    async def start(
        self,
        delivery: Delivery,
        repeat: Repeat,
        *,
        changes: int | None = None,
        opened: OpenedRows | None = None,
    ) -> bool:
        """Record, durably, that the call is about to be made; `repeat` says what to do should we die over it.

        What the message `changes` shows is not known from here on, until `sent` says so, unless the call only opens
        rows; `opened` is what it has open then. False when the call must not be made: the claim is lost.
        """
        ...

    async def sent(
        self,
        delivery: Delivery,
        message_ids: Sequence[int],
        *,
        appearance: str | None = None,
        then: Sequence[OutgoingCall] = (),
        thread_id: int | None = None,
    ) -> None:
        """Record success, which stays true when the claim is lost; messages about a ticket become findable.

        `appearance` is a digest of what the messages show now; `then` is to be made after it; `thread_id` is the
        topic that they are in, where that is known.
        """
        ...

    async def postpone(
        self, delivery: Delivery, after: timedelta, error: str, *, is_attempt: bool, resent: bool = False
    ) -> None:
        """Give it back, to be claimed again `after` that time."""
        ...

    async def close(
        self,
        delivery: Delivery,
        state: DeliveryState,
        error: str,
        incident: str = "",
        calls: Sequence[OutgoingCall] = (),
    ) -> None:
        """Record that the call will not be made (again); `calls` say so, once for all that has the same cause."""
        ...

    async def tickets_waiting(self, chat_id: int) -> Sequence[int]:
        """Return which tickets the calls are about that wait for the chat, at most 20."""
        ...

    async def park(self, delivery: Delivery, error: str, calls: Sequence[OutgoingCall] = ()) -> None:
        """Mark the chat unreachable and park everything that waits for it; `calls` tell others of it."""
        ...

    async def migrate(self, delivery: Delivery, new_chat_id: int) -> None:
        """Give the chat its new id wherever the old one stands, and give the call back."""
        ...

    async def forget_card(self, delivery: Delivery) -> None:
        """The live card cannot be edited any more: forget it and give the call back, so that it sends a new one."""
        ...

    async def forget_topic(
        self, delivery: Delivery, thread_id: int, after: timedelta, stray: Sequence[OutgoingCall] = ()
    ) -> None:
        """The topic of its ticket is gone: forget it and give the call back, so that it makes a new one.

        The card that was in it is drawn again, before what waits. `stray` takes back what went elsewhere.
        """
        ...

    async def say_anew(
        self, delivery: Delivery, call: OutgoingCall, *, instead_of: int | None = None
    ) -> None:
        """The message `instead_of`, or the topic, is gone: give it back as `call`, which sends a new one in its place.

        What the old message was about, the new one is about, in the same topic; the live card's successor is the live
        card.
        """
        ...

    async def replace(self, delivery: Delivery, error: str) -> None:
        """Telegram refuses it: record what is to be made otherwise, at the end of what waits for the chat."""
        ...

    async def release(self, delivery: Delivery) -> None:
        """Give it back as it was; of a call that was started, do what is done when its process dies."""
        ...
