"""A collector for traces with a page to look at them: `python -m fixline_local.traces`."""

from fixline_local.traces.sink import TraceSink
from fixline_local.traces.spans import Span, SpanEvent, SpanLink, Trace
from fixline_local.traces.store import SpanStore
from fixline_local.traces.tree import missing_parents, render

__all__ = [
    "Span",
    "SpanEvent",
    "SpanLink",
    "SpanStore",
    "Trace",
    "TraceSink",
    "missing_parents",
    "render",
]
