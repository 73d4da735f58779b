"""Port: telling the engineers of a bug."""

from typing import Protocol


class CrashReports(Protocol):
    def __call__(self, error: Exception, traceparent: str = "") -> str:
        """Report once and return the incident code that the person may quote.

        `traceparent` names the trace it belongs to where that is not the current one.
        """
        ...
