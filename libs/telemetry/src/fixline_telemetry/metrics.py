"""Prometheus metrics of the library itself, and what other modules need to define theirs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, Info, Metric
from prometheus_client.core import CounterMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from fixline_telemetry.effort import count_cache_hit

OPENMETRICS: Final = "application/openmetrics-text; version=1.0.0"

CALL_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds, for calls between processes."""

QUERY_BUCKETS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds, for single statements and cache operations."""


def counter(name: str, documentation: str, label: str, *, values: Iterable[str]) -> Counter:
    """Return a counter with one label whose series are there from the start, at 0.

    One that appears with its first event has no increase then, and an alert on rare events would miss it.
    """
    made = Counter(name, documentation, [label])
    for value in values:
        made.labels(value)
    return made


Labelled = TypeVar("Labelled", Counter, Gauge, Histogram)


def children_of(metric: Labelled) -> Callable[..., Labelled]:
    """Return what finds the metric's child of some label values, as `labels` does, which checks them anew each time."""
    return lru_cache(maxsize=1024)(metric.labels)


BUILD: Final = Info("app_build", "What runs here.")
SCHEMA_REVISION: Final = Info("app_schema_revision", "The newest migration that the database has.")
CHECK_PASSES: Final = Gauge(
    "readiness_check_passes", "Whether a readiness check passed last: 1 or 0.", ["check"]
)
CHECK_CHANGED: Final = Gauge(
    "readiness_check_changed_timestamp_seconds", "Since when a readiness check passes, or fails.", ["check"]
)
LOOP_LAG: Final = Histogram(
    "asyncio_event_loop_lag_seconds",
    "How much later than asked the event loop woke up.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0),
)
STATEMENT_SECONDS: Final = Histogram(
    "db_client_operation_duration_seconds",
    "Time from sending a statement to its result.",
    ["db_operation_name", "error_type"],
    buckets=QUERY_BUCKETS,
)
CONNECTIONS: Final = Gauge("db_client_connection_count", "Connections of the pool.", ["pool", "state"])
CONNECTIONS_MAX: Final = Gauge("db_client_connection_max", "Largest size of the pool.", ["pool"])
CONNECTION_TIMEOUTS: Final = Counter(
    "db_client_connection_timeouts", "Times that no connection of the pool became free in time."
)
SPANS: Final = counter(
    "otel_sdk_processor_span_processed",
    "Spans handed to the exporter; error_type is empty for those that arrived.",
    "error_type",
    values=("", "export_failed"),
)
CRASH_REPORTS: Final = Counter(
    "crash_reports",
    "Pieces of work that ended in a bug, each once, whether there is a server to report it to or not.",
)
CRASH_REPORTS_DROPPED: Final = counter(
    "sentry_events_dropped",
    "Crash reports that never reached the server.",
    "reason",
    values=("network_error", "queue_overflow", "ratelimit_backoff"),
)

RATE_LIMIT_DECISIONS: Final = Counter(
    "rate_limit_decisions", "What a limiter said to those who asked it.", ["scope", "decision"]
)


@dataclass(slots=True)
class CacheCounter:
    """Counts the look-ups of one cache, for which no other thread asks: some are made dozens of times per update."""

    hits: int = 0
    misses: int = 0

    def count(self, *, hit: bool) -> None:
        if hit:
            self.hits += 1
            count_cache_hit()
        else:
            self.misses += 1


class CacheRequests(Collector):
    """Tells at each scrape what the counters of all caches say."""

    def __init__(self) -> None:
        self.counters: Final[dict[str, CacheCounter]] = {}

    def collect(self) -> Iterator[Metric]:
        words = "Look-ups in a cache, by result: each hit saved what the cache stands for."
        family = CounterMetricFamily("cache_requests", words, labels=["cache", "result"])
        for cache, counter in self.counters.items():
            family.add_metric([cache, "hit"], counter.hits)
            family.add_metric([cache, "miss"], counter.misses)
        yield family


CACHE_REQUESTS: Final = CacheRequests()
REGISTRY.register(CACHE_REQUESTS)


def cache_counter(cache: str) -> CacheCounter:
    """Return the counter of a cache's look-ups, which are there from the start."""
    return CACHE_REQUESTS.counters.setdefault(cache, CacheCounter())


def decision_counters(scope: str, decisions: Iterable[str]) -> Mapping[str, Counter]:
    """Return a counter for each decision of a limiter, there from the start; `scope`: what it limits, of whom."""
    return {decision: RATE_LIMIT_DECISIONS.labels(scope, decision) for decision in decisions}


def exposition(registry: CollectorRegistry, accept: str) -> tuple[bytes, str]:
    """Return the registry and its content type: OpenMetrics, with exemplars, unless `accept` rules it out."""
    encode, content_type = choose_encoder(accept if accept.startswith("text/plain") else OPENMETRICS)
    return encode(registry), content_type
