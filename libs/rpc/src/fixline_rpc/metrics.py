"""Durations of calls, served and made, with the trace as exemplar."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from opentelemetry.trace import Span
from prometheus_client import Counter, Histogram

BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.3, 0.5, 1, 2.5, 5, 10)
"""Seconds; 0.3 is what reads are promised (infra/prometheus/README.md)."""
LABELS: Final = ("rpc_method", "rpc_response_status_code")
DecisionCounters = Callable[[str, Sequence[str]], Mapping[str, Counter]]
"""Makes the counters of a limiter, by decision, from the scope of its limit."""
ALLOWED: Final = "allowed"
REFUSED: Final = "refused"

SERVED: Final = Histogram(
    "rpc_server_call_duration_seconds",
    "Time from a call's arrival to its status; streams count to their end.",
    LABELS,
    buckets=BUCKETS,
)
MADE: Final = Histogram(
    "rpc_client_call_duration_seconds",
    "Time from making a call to its status, retries included; streams count to their end.",
    LABELS,
    buckets=BUCKETS,
)


def observe(histogram: Histogram, *, method: str, status: str, seconds: float, span: Span) -> None:
    trace = span.get_span_context()
    exemplar = {"trace_id": f"{trace.trace_id:032x}"} if trace.trace_flags.sampled else None
    _child(histogram, method, status).observe(seconds, exemplar)


@lru_cache(maxsize=4096)
def _child(histogram: Histogram, method: str, status: str) -> Histogram:
    """Return what `labels` looks up anew for each call, at the price of the observation itself."""
    return histogram.labels(method, status)
