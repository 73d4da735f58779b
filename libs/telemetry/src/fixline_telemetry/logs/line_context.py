"""What all lines of one piece of work say: of a call, an update or a delivery.

One variable of the task's context: structlog's own has one per name, and looks through all that there are
for each line.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any, Final

from structlog.typing import EventDict

_COMMON: Final[ContextVar[Mapping[str, Any]]] = ContextVar(
    "fixline_line_context", default=MappingProxyType({})
)


def bind_lines(**common: Any) -> None:
    """Say this on every line from here on, in this task and in those that it starts; a line's own words win."""
    _COMMON.set({**_COMMON.get(), **common})


def common_to_lines() -> Mapping[str, Any]:
    """Return what was said so far for all lines of this task."""
    return _COMMON.get()


def with_line_context(_logger: object, _method: str, said: EventDict) -> EventDict:
    """Add it to a line, as one of structlog's processors."""
    common = _COMMON.get()
    return {**common, **said} if common else said
