"""Traces of what a worker does by itself."""

from collections.abc import Mapping
from contextlib import AbstractContextManager

from opentelemetry.trace import Span

from fixline_telemetry import attributes as names
from fixline_telemetry.spans.propagation import consumer_span


def own_trace(destination: str, about: Mapping[str, str | int] | None = None) -> AbstractContextManager[Span]:
    """Begin a trace of its own for a piece of work that nobody asked for: `destination` is where it waited."""
    return consumer_span(
        f"process {destination}",
        traceparent="",
        attributes={
            names.MESSAGING_SYSTEM: "fixline",
            names.MESSAGING_DESTINATION_NAME: destination,
            names.MESSAGING_OPERATION_TYPE: "process",
            **(about or {}),
        },
    )
