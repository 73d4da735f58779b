"""How many calls a server works on at once."""

from typing import Final

import grpc

from fixline_rpc.errors import RpcFailure
from fixline_rpc.metrics import ALLOWED, REFUSED, DecisionCounters
from fixline_rpc.refusal import Refusal

RETRY_AFTER_SECONDS: Final = 1.0


class Load:
    """Counts the calls with one answer. More than `most` would only wait for each other until nobody waits for them."""

    __slots__ = ("_decisions", "_most", "_now")

    def __init__(self, most: int, counters: DecisionCounters) -> None:
        self._most = most
        self._decisions = counters("server_calls", (ALLOWED, REFUSED))
        self._now = 0

    def take(self) -> None:
        """Take a place, to be given back. Raises Refusal (RESOURCE_EXHAUSTED) when all are taken."""
        if self._now >= self._most:
            self._decisions[REFUSED].inc()
            raise Refusal(
                RpcFailure(
                    code=grpc.StatusCode.RESOURCE_EXHAUSTED,
                    reason="TOO_MANY_CALLS",
                    message="the server is working on too many calls",
                    metadata={"limit": str(self._most)},
                    retry_after=RETRY_AFTER_SECONDS,
                )
            )
        self._decisions[ALLOWED].inc()
        self._now += 1

    def give_back(self) -> None:
        self._now -= 1
