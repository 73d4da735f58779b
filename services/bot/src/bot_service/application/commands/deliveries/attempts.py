"""What became of one try to make a waiting call."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot_service.application.backoff import backoff
from bot_service.application.errors import UnavailableError


class RefusedCallError(Exception):
    """Telegram refuses a call of ours for good: a bug."""


class DeliveryOutcome(StrEnum):
    """What became of a delivery, for logs and metrics."""

    SENT = "sent"
    UNCHANGED = "unchanged"
    """Not made: the live card shows it already."""
    WAITING = "waiting"
    """For the budget."""
    RETRIED = "retried"
    GONE = "gone"
    """Nothing is left to do: the message that it takes something from is no longer there."""
    REPLACED = "replaced"
    """Telegram refused it, and something else is made in its place."""
    UNKNOWN = "unknown"
    FAILED = "failed"
    PARKED = "parked"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class DeliveryAttempt:
    outcome: DeliveryOutcome
    try_again_in: float = 0.0
    """Seconds, for what was given back."""
    answer: str = field(default="", compare=False)
    """What kind of answer it got, such as `NotNow`: an `ApiOutcome`'s name; empty where the call was not made."""


async def recorded(record: Callable[[], Awaitable[DeliveryAttempt]]) -> DeliveryAttempt:
    """Record what became of a call, however long the store is away."""
    failures = 0
    while True:
        try:
            return await record()
        except UnavailableError:
            await asyncio.sleep(backoff(failures, first=0.1, longest=2.0).total_seconds())
            failures += 1
