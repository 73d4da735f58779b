"""Carries a trace through rows and messages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Link, Span, SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from opentelemetry.util.types import AttributeValue

_W3C: Final = TraceContextTextMapPropagator()
_TRACER: Final = trace.get_tracer("fixline.telemetry")


def current_traceparent() -> str:
    """Return the W3C `traceparent` of the current span, `""` outside of one."""
    carrier: dict[str, str] = {}
    _W3C.inject(carrier)
    return carrier.get("traceparent", "")


def context_from(traceparent: str) -> Context:
    """Return a context with `traceparent` as its remote parent; an empty one for anything malformed."""
    return _W3C.extract({"traceparent": traceparent}, context=Context())


@contextmanager
def within(traceparent: str) -> Iterator[None]:
    """Let log lines, reports and spans belong to the trace that `traceparent` names; to none where it is malformed."""
    token = contexts.attach(context_from(traceparent))
    try:
        yield
    finally:
        contexts.detach(token)


def traceparent_of(span: Span) -> str:
    """Return the W3C `traceparent` of a span."""
    context = span.get_span_context()
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"


def links_to(traceparents: Iterable[str]) -> list[Link]:
    """Return links to the spans of these traceparents; none for what is empty or malformed."""
    linked = (trace.get_current_span(context_from(each)).get_span_context() for each in traceparents if each)
    return [Link(context) for context in linked if context.is_valid]


def taken_up(
    name: str, *, traceparent: str, began_at: int, attributes: Mapping[str, AttributeValue] | None = None
) -> str:
    """Tell, in the trace of a stored message, that this process took it up, from `began_at` (nanoseconds) until now.

    Return the span's `traceparent` for `consumer_span` to link to; "", and no span, where the trace is not sampled.
    """
    made_in = context_from(traceparent)
    if not trace.get_current_span(made_in).get_span_context().trace_flags.sampled:
        return ""
    span = _TRACER.start_span(
        name, made_in, kind=SpanKind.CONSUMER, attributes=attributes, start_time=began_at
    )
    span.end()
    return traceparent_of(span)


@contextmanager
def consumer_span(
    name: str,
    *,
    traceparent: str,
    taken_in: Sequence[str] = (),
    attributes: Mapping[str, AttributeValue] | None = None,
    new_trace: bool = False,
) -> Iterator[Span]:
    """Process one stored message in the trace that made it.

    Its parent is `traceparent`, and it links to the spans that it was taken up in, by their traceparents (several, of
    messages that are processed as one). Minutes later (a retry) pass `new_trace`: the span starts a trace of its own,
    and links back to `traceparent` too.
    """
    parent = Context() if new_trace else context_from(traceparent)
    links = links_to((traceparent, *taken_in) if new_trace else taken_in)
    with _TRACER.start_as_current_span(
        name, context=parent, kind=SpanKind.CONSUMER, attributes=attributes, links=links
    ) as span:
        yield span
