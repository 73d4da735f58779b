"""How a span says that its work failed: by the error's type and place, never by its text, which may quote people."""

import asyncio
import traceback
from typing import Final

from opentelemetry.trace import Span, Status, StatusCode

from fixline_telemetry import attributes as names

EVENT: Final = "exception"
CANCELLED: Final = "cancelled"


def mark_failed(span: Span, error: BaseException) -> None:
    """Set status and `error.type`, and add where it was raised, unless the work was cancelled from outside."""
    if isinstance(error, asyncio.CancelledError):
        span.set_attribute(names.ERROR_TYPE, CANCELLED)
        span.set_status(Status(StatusCode.ERROR, CANCELLED))
        return
    kind = type(error).__name__
    span.add_event(EVENT, {names.EXCEPTION_TYPE: kind, names.EXCEPTION_STACKTRACE: stack_of(error)})
    span.set_attribute(names.ERROR_TYPE, kind)
    span.set_status(Status(StatusCode.ERROR, kind))


def stack_of(error: BaseException) -> str:
    """Return the frames of the error, and of what it came from, innermost last, without their texts."""
    came_from = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{stack_of(came_from)}\nfrom it:\n" if came_from is not None and came_from is not error else ""
    return f"{before}{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}"
