"""Port: how many requests a person may send."""

from datetime import timedelta
from typing import Final, Protocol

MOST_REQUESTS: Final = 20
WITHIN: Final = timedelta(hours=1)


class RequestAllowance(Protocol):
    """`MOST_REQUESTS` per person in any time of `WITHIN`, whichever replica is asked."""

    async def take(self, person: str, draft: int) -> timedelta | None:
        """Count the draft, once however often it is asked for; return None where it may be sent, else after how long.

        Raises `UnavailableError`.
        """
        ...
