"""The newest traces, in memory, within fixed bounds."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from fixline_local.traces.spans import Span, Trace
from fixline_local.traces.wanted import Wanted


@dataclass(slots=True)
class _Kept:
    spans: dict[str, Span] = field(default_factory=dict)
    dropped: int = 0


class SpanStore:
    """Keeps `max_traces` traces, those that grew last, with `max_spans_per_trace` spans each."""

    def __init__(self, *, max_traces: int = 1000, max_spans_per_trace: int = 2000) -> None:
        self._max_traces = max_traces
        self._max_spans = max_spans_per_trace
        self._traces: OrderedDict[str, _Kept] = OrderedDict()
        self._services: dict[str, None] = {}
        self.dropped_spans = 0
        """Spans that did not fit into their trace."""
        self.dropped_traces = 0
        """Traces that made room for newer ones."""

    def add(self, spans: Iterable[Span]) -> int:
        """Keep `spans` and return how many did not fit. A span sent twice counts once."""
        refused = 0
        for span in spans:
            kept = self._traces.setdefault(span.trace_id, _Kept())
            self._traces.move_to_end(span.trace_id)
            if span.span_id not in kept.spans and len(kept.spans) >= self._max_spans:
                kept.dropped += 1
                refused += 1
                continue
            kept.spans[span.span_id] = span
            self._services.setdefault(span.service)
            if len(self._traces) > self._max_traces:
                self._traces.popitem(last=False)
                self.dropped_traces += 1
        self.dropped_spans += refused
        return refused

    @property
    def services(self) -> tuple[str, ...]:
        """Every service that ever sent a span, in the order of their first ones."""
        return tuple(self._services)

    def traces(self) -> list[Trace]:
        """Return all traces, the one that started last first."""
        return sorted(
            (self._trace(trace_id, kept) for trace_id, kept in self._traces.items()),
            key=lambda trace: trace.start_ns,
            reverse=True,
        )

    def find(self, wanted: Wanted, limit: int = 100) -> list[Trace]:
        """Return at most `limit` traces that fit, newest first."""
        found = (trace for trace in self.traces() if wanted.fits(trace))
        return [trace for trace, _ in zip(found, range(limit), strict=False)]

    def get(self, trace_id: str) -> Trace | None:
        kept = self._traces.get(trace_id)
        return None if kept is None else self._trace(trace_id, kept)

    def span(self, trace_id: str, span_id: str) -> Span | None:
        kept = self._traces.get(trace_id)
        return None if kept is None else kept.spans.get(span_id)

    def linking_to(self, trace_id: str) -> list[Span]:
        """Return the spans of other traces that link to this one."""
        return [
            span
            for other, kept in self._traces.items()
            if other != trace_id
            for span in kept.spans.values()
            if any(link.trace_id == trace_id for link in span.links)
        ]

    def _trace(self, trace_id: str, kept: _Kept) -> Trace:
        ordered = sorted(kept.spans.values(), key=lambda span: (span.start_ns, -span.end_ns))
        return Trace(trace_id, tuple(ordered), kept.dropped)
