"""Port: the Bot API, and all that may come of one call."""

from dataclasses import dataclass
from typing import Protocol

from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.domain.deliveries.outgoing import OutgoingCall


@dataclass(frozen=True, slots=True)
class Accepted:
    message_ids: tuple[int, ...] = ()
    """Of the messages that the call made or changed; empty for calls about something else."""
    thread_id: int | None = None
    """The topic that was made, or that the message went to."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The message already looks like that."""


@dataclass(frozen=True, slots=True)
class TooMany:
    retry_after: float
    """Seconds."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """Nothing happened, and later it may: Telegram is down or was never reached."""

    error: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The request was written and no answer came: it may have happened or not."""

    error: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The person blocked the bot or is gone, or the bot was removed from the chat, or the chat is gone."""

    error: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup with this id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class NothingToEdit:
    """The message to edit is gone, or is of a kind that cannot be edited so."""

    error: str


@dataclass(frozen=True, slots=True)
class NoTopic:
    """The topic that it goes to, or is about, is gone."""

    error: str


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """In this group the bot lacks the right, or there are no topics: its administrators can change that."""

    error: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Wrong, and will stay wrong."""

    error: str


ApiOutcome = (
    Accepted
    | Unchanged
    | TooMany
    | NotNow
    | Uncertain
    | Unreachable
    | Moved
    | NothingToEdit
    | NoTopic
    | NotAllowed
    | Refused
)


class TelegramApi(Protocol):
    async def __call__(self, delivery: Delivery, call: OutgoingCall) -> ApiOutcome:
        """Make the call that became of the delivery's, as part of the trace that decided it.

        Of one that `is_late` that trace has ended, and the call gets one that links there. Whatever happens is an
        outcome; raises only cancellation.
        """
        ...
