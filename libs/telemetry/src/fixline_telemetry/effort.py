"""What one piece of work took of others: of a call, an update or a delivery, for the line that tells of it."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final


@dataclass(slots=True)
class Effort:
    database_calls: int = 0
    """Statements that were sent, its share of one that was sent for several among them."""
    cache_hits: int = 0
    """Look-ups that a cache answered."""
    ticket: int | None = None
    """The first that another service was asked about."""


_EFFORT: Final[ContextVar[Effort | None]] = ContextVar("fixline_effort", default=None)


def begin_effort() -> Effort:
    """Return what from here on counts in this task, and in those that it starts."""
    effort = Effort()
    _EFFORT.set(effort)
    return effort


def note_ticket(number: int) -> None:
    effort = _EFFORT.get()
    if effort is not None and effort.ticket is None:
        effort.ticket = number


def count_cache_hit() -> None:
    effort = _EFFORT.get()
    if effort is not None:
        effort.cache_hits += 1


def count_database_call() -> None:
    effort = _EFFORT.get()
    if effort is not None:
        effort.database_calls += 1
