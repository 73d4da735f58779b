"""What a handler may ask about the call it serves."""

import time
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Caller:
    """The service that called, as its token proves."""

    name: str
    scopes: frozenset[str]


CALLER: Final[ContextVar[Caller]] = ContextVar("fixline_rpc_caller")
ACTOR: Final[ContextVar[str | None]] = ContextVar("fixline_rpc_actor", default=None)
ENDS_AT: Final[ContextVar[float | None]] = ContextVar("fixline_rpc_ends_at", default=None)
"""`time.monotonic()` at which the served call must have ended."""


def current_caller() -> Caller:
    """Return who called. Raises LookupError outside a served call."""
    return CALLER.get()


def current_actor() -> str | None:
    """Return the user for whom the caller acts (`users/7`), or None: the calling service itself."""
    return ACTOR.get()


def remaining_seconds() -> float | None:
    """Return what is left of the served call's deadline (>= 0), or None without one."""
    ends_at = ENDS_AT.get()
    return None if ends_at is None else max(0.0, ends_at - time.monotonic())
