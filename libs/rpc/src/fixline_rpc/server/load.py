"""How many calls a server works on at once."""

from collections import Counter
from typing import Final

import grpc

from fixline_rpc.errors import RpcFailure
from fixline_rpc.metrics import ALLOWED, REFUSED, DecisionCounters
from fixline_rpc.refusal import Refusal

RETRY_AFTER_SECONDS: Final = 1.0


class Load:
    """Counts the calls with one answer. More than `most` would only wait for each other until nobody waits for them.

    Of them one caller may have `most_per_caller`: there is always room for the others.
    """

    __slots__ = ("_by_caller", "_by_caller_decisions", "_decisions", "_most", "_most_per_caller", "_now")

    def __init__(self, most: int, most_per_caller: int, counters: DecisionCounters) -> None:
        self._most = most
        self._most_per_caller = most_per_caller
        self._decisions = counters("server_calls", (ALLOWED, REFUSED))
        self._by_caller_decisions = counters("caller_calls", (ALLOWED, REFUSED))
        self._by_caller: Counter[str] = Counter()
        self._now = 0

    def take(self, caller: str) -> None:
        """Take a place, to be given back. Raises Refusal (RESOURCE_EXHAUSTED) when there is none for the caller."""
        if self._by_caller[caller] >= self._most_per_caller:
            self._by_caller_decisions[REFUSED].inc()
            raise too_many("the server is working on too many calls of the caller", self._most_per_caller)
        self._by_caller_decisions[ALLOWED].inc()
        if self._now >= self._most:
            self._decisions[REFUSED].inc()
            raise too_many("the server is working on too many calls", self._most)
        self._decisions[ALLOWED].inc()
        self._by_caller[caller] += 1
        self._now += 1

    def give_back(self, caller: str) -> None:
        self._by_caller[caller] -= 1
        self._now -= 1


def too_many(message: str, limit: int) -> Refusal:
    return Refusal(
        RpcFailure(
            code=grpc.StatusCode.RESOURCE_EXHAUSTED,
            reason="TOO_MANY_CALLS",
            message=message,
            metadata={"limit": str(limit)},
            retry_after=RETRY_AFTER_SECONDS,
        )
    )
