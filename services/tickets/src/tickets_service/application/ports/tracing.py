"""Port: the trace that the current work belongs to."""

from typing import Protocol


class Tracing(Protocol):
    def traceparent(self) -> str:
        """Return the W3C `traceparent` of the current span, or an empty string outside of any."""
        ...
