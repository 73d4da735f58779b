"""Port: how long reporters wait until staff respond."""

from datetime import timedelta
from typing import Protocol


class ResponseTimes(Protocol):
    def first_response(self, after: timedelta) -> None:
        """Staff responded to a ticket for the first time, so long after it came in; told once that is committed."""
        ...
