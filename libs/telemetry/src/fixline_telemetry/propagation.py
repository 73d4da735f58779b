"""Carries a trace through rows and messages."""

from collections.abc import Iterator, Mapping
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


@contextmanager
def consumer_span(
    name: str,
    *,
    traceparent: str,
    attributes: Mapping[str, AttributeValue] | None = None,
    link_current: bool = True,
    new_trace: bool = False,
) -> Iterator[Span]:
    """Process one stored message in the trace that made it.

    Its parent is `traceparent`; `link_current` links to the span that picked the message up. Minutes later
    (a retry) pass `new_trace`: the span starts a trace of its own and links back to `traceparent`.
    """
    parent = context_from(traceparent)
    linked = []
    if link_current:
        linked.append(trace.get_current_span().get_span_context())
    if new_trace:
        linked.append(trace.get_current_span(parent).get_span_context())
        parent = Context()
    with _TRACER.start_as_current_span(
        name,
        context=parent,
        kind=SpanKind.CONSUMER,
        attributes=attributes,
        links=[Link(context) for context in linked if context.is_valid],
    ) as span:
        yield span
