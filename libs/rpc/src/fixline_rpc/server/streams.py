"""What keeps the streams of one client from being felt by others."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import grpc

from fixline_rpc.errors import RpcFailure
from fixline_rpc.metrics import ALLOWED, REFUSED, DecisionCounters
from fixline_rpc.refusal import Refusal

RETRY_AFTER_SECONDS: Final = 1.0

CONSUMER_TOO_SLOW: Final = RpcFailure(
    code=grpc.StatusCode.RESOURCE_EXHAUSTED,
    reason="CONSUMER_TOO_SLOW",
    message="the client did not take an answer in time",
    retry_after=RETRY_AFTER_SECONDS,
)


class Streams:
    """Counts the open streams of each caller."""

    def __init__(self, most_per_caller: int, counters: DecisionCounters) -> None:
        self._most = most_per_caller
        self._decisions = counters("caller_streams", (ALLOWED, REFUSED))
        self._open: Counter[str] = Counter()

    @contextmanager
    def opened(self, caller: str) -> Iterator[None]:
        """Hold one of the caller's places. Raises Refusal (RESOURCE_EXHAUSTED) when all are taken."""
        if self._open[caller] >= self._most:
            self._decisions[REFUSED].inc()
            raise Refusal(
                RpcFailure(
                    code=grpc.StatusCode.RESOURCE_EXHAUSTED,
                    reason="TOO_MANY_STREAMS",
                    message="the caller has too many streams open",
                    metadata={"limit": str(self._most)},
                    retry_after=RETRY_AFTER_SECONDS,
                )
            )
        self._decisions[ALLOWED].inc()
        self._open[caller] += 1
        try:
            yield
        finally:
            self._open[caller] -= 1
            if not self._open[caller]:
                del self._open[caller]
