"""Carries a trace through rows and messages."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import (
    INVALID_SPAN_CONTEXT,
    Link,
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    TraceFlags,
)
from opentelemetry.util.types import AttributeValue

from fixline_telemetry.spans.current_spans import CurrentSpan, WithinContext, current_span

_TRACEPARENT: Final = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")
_TRACER: Final = trace.get_tracer("fixline.telemetry")


def current_traceparent() -> str:
    """Return the W3C `traceparent` of the current span, `""` outside of one."""
    span = current_span()
    return traceparent_of(span) if span.get_span_context().is_valid else ""


@lru_cache(maxsize=1024)
def context_from(traceparent: str) -> Context:
    """Return a context with `traceparent` as its remote parent; an empty one for anything malformed.

    An update is dealt with, and its answer made, within the same one: it is remembered.
    """
    parent = span_context_from(traceparent)
    return trace.set_span_in_context(NonRecordingSpan(parent), Context()) if parent.is_valid else Context()


def span_context_from(traceparent: str) -> SpanContext:
    """Return what `traceparent` names; an invalid one for anything malformed.

    Not by OpenTelemetry's propagator, which takes half as long again: rows hold what `traceparent_of` wrote.
    """
    found = _TRACEPARENT.fullmatch(traceparent)
    if found is None:
        return INVALID_SPAN_CONTEXT
    trace_id, span_id, flags = (int(part, 16) for part in found.groups())
    return SpanContext(trace_id, span_id, is_remote=True, trace_flags=TraceFlags(flags))


def within(traceparent: str) -> WithinContext:
    """Let log lines, reports and spans belong to the trace that `traceparent` names; to none where it is malformed."""
    return WithinContext(context_from(traceparent))


def traceparent_of(span: Span) -> str:
    """Return the W3C `traceparent` of a span."""
    context = span.get_span_context()
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"


def links_to(traceparents: Iterable[str]) -> list[Link]:
    """Return links to the spans of these traceparents; none for what is empty or malformed."""
    linked = (span_context_from(each) for each in traceparents if each)
    return [Link(context) for context in linked if context.is_valid]


def taken_up(
    name: str, *, traceparent: str, began_at: int, attributes: Mapping[str, AttributeValue] | None = None
) -> str:
    """Tell, in the trace of a stored message, that this process took it up, from `began_at` (nanoseconds) until now.

    Return the span's `traceparent` for `consumer_span` to link to; "", and no span, where the trace is not sampled.
    """
    made_in = span_context_from(traceparent)
    if not made_in.is_valid or not made_in.trace_flags.sampled:
        return ""
    span = _TRACER.start_span(
        name,
        trace.set_span_in_context(NonRecordingSpan(made_in), Context()),
        kind=SpanKind.CONSUMER,
        attributes=attributes,
        start_time=began_at,
    )
    span.end()
    return traceparent_of(span)


def consumer_span(
    name: str,
    *,
    traceparent: str,
    taken_in: Sequence[str] = (),
    attributes: Mapping[str, AttributeValue] | None = None,
    new_trace: bool = False,
) -> CurrentSpan:
    """Process one stored message in the trace that made it.

    Its parent is `traceparent`, and it links to the spans that it was taken up in, by their traceparents (several, of
    messages that are processed as one). Minutes later (a retry) pass `new_trace`: the span starts a trace of its own,
    and links back to `traceparent` too.
    """
    parent = Context() if new_trace else context_from(traceparent)
    links = links_to((traceparent, *taken_in) if new_trace else taken_in)
    return CurrentSpan(
        _TRACER.start_span(name, parent, kind=SpanKind.CONSUMER, attributes=attributes, links=links)
    )
