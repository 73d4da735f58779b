"""When what was done may be worked on again."""

from datetime import datetime, timedelta
from typing import Final

from tickets_service.domain.errors import InvalidArgumentError, Violation
from tickets_service.domain.state import State

REOPEN_WINDOW: Final = timedelta(days=14)
"""How long after RESOLVED the reporter may reopen."""
CONFIRMED_AFTER: Final = timedelta(days=7)
"""How long after RESOLVED silence counts as the reporter's confirmation."""


def window_over(resolved_at: datetime | None, now: datetime) -> bool:
    return resolved_at is not None and now - resolved_at > REOPEN_WINDOW


def require_reason(reason: str, state: State) -> None:
    """Raise `InvalidArgumentError` when nothing is said on why a terminal state is left."""
    if not reason:
        raise InvalidArgumentError([Violation("reason", f"must not be empty to reopen what is {state}")])
