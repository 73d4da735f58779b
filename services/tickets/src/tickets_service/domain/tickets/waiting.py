"""Waiting for the reporter: when they are reminded, and when nobody waits any longer."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

GAPS: Final = (timedelta(days=2), timedelta(days=3), timedelta(days=2))
"""How long it is silent before the first reminder, before the next, and before the ticket is resolved.

From the step before, not from the beginning: after an outage no two of them come at once.
"""
REMINDERS: Final = len(GAPS) - 1

UNANSWERED_RESOLUTION: Final = "The reporter did not answer."
"""The resolution of what is resolved so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """`reminders`: how many were sent since; `reminded_at`: when the last one was."""

    since: datetime
    reminders: int = 0
    reminded_at: datetime | None = None

    @property
    def exhausted(self) -> bool:
        """Nothing is left to remind of."""
        return self.reminders >= REMINDERS

    def reminded(self, now: datetime) -> "Waiting":
        return replace(self, reminders=self.reminders + 1, reminded_at=now)

    @property
    def ends_at(self) -> datetime:
        """When the ticket is resolved, if everything comes in time from now on."""
        return (self.reminded_at or self.since) + sum(GAPS[self.reminders :], timedelta())


def silent_before(now: datetime) -> tuple[datetime, ...]:
    """Return for every count of reminders the time since when it must have been silent for the next step."""
    return tuple(now - gap for gap in GAPS)
