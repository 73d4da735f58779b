"""Spans of traces that are not sampled: forgotten, but for what failed or took long (decision 32).

Nothing is recorded of them while they run. One that ends with an error, or late, is made into a span of the same ids
then, and exported like those of sampled traces.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from opentelemetry import trace
from opentelemetry.attributes import BoundedAttributes
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Event, ReadableSpan, SpanLimits, Tracer, TracerProvider
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
)
from opentelemetry.util._decorator import _agnosticcontextmanager as context_manager
from opentelemetry.util.types import Attributes, AttributeValue

from fixline_telemetry.attributes import STREAMING
from fixline_telemetry.spans.current_spans import current_span
from fixline_telemetry.spans.failed_spans import mark_failed

SLOW_SECONDS: Final[Mapping[SpanKind, float]] = {
    SpanKind.SERVER: 1.0,
    SpanKind.CLIENT: 1.0,
    SpanKind.CONSUMER: 2.0,
}
"""What takes longer is kept. An update has two seconds by its objective, and no part of it should take one."""
LONGEST_TEXT: Final = 4096
SAMPLED: Final = TraceFlags(TraceFlags.SAMPLED)
DROPPED: Final = TraceFlags(TraceFlags.RANDOM_TRACE_ID)

Keep = Callable[[ReadableSpan], None]


class LateSpan(NonRecordingSpan):
    """Says that it records nothing, so that nobody takes the trouble; remembers how it began, and whether it failed."""

    def __init__(
        self,
        context: SpanContext,
        tracer: "KeepingTracer",
        parent: SpanContext | None,
        began: Mapping[str, Any],
    ) -> None:
        super().__init__(context)
        self._tracer = tracer
        self._parent = parent
        self._began = began
        self._began_at: int = began["start_time"] or time.time_ns()
        self._later: dict[str, Any] = {}
        self._events: list[Event] | None = None
        self._status: Status | None = None
        self._ended = False

    def set_attribute(self, key: str, value: Any) -> None:
        self._later[key] = value

    def set_attributes(self, attributes: Mapping[str, Any]) -> None:
        self._later.update(attributes)

    def add_event(self, name: str, attributes: Attributes = None, timestamp: int | None = None) -> None:
        self._events = self._events or []
        self._events.append(Event(name, bounded(attributes), timestamp or time.time_ns()))

    def set_status(self, status: Status | StatusCode, description: str | None = None) -> None:
        self._status = status if isinstance(status, Status) else Status(status, description)

    def end(self, end_time: int | None = None) -> None:
        if self._ended:
            return
        self._ended = True
        ended_at = end_time or time.time_ns()
        if self._has_failed() or self._is_slow((ended_at - self._began_at) / 1e9):
            self._tracer.keep(self._made(ended_at))

    def _has_failed(self) -> bool:
        return self._status is not None and self._status.status_code is StatusCode.ERROR

    def _is_slow(self, seconds: float) -> bool:
        attributes: Mapping[str, AttributeValue] = self._began["attributes"] or {}
        return seconds >= SLOW_SECONDS.get(self._began["kind"], float("inf")) and STREAMING not in attributes

    def _made(self, ended_at: int) -> ReadableSpan:
        own = self.get_span_context()
        return ReadableSpan(
            name=self._began["name"],
            # Marked as sampled, or it would not be exported; whoever was called heard that it is not.
            context=SpanContext(own.trace_id, own.span_id, own.is_remote, SAMPLED, own.trace_state),
            parent=self._parent,
            resource=self._tracer.inner.resource,
            attributes=bounded({**(self._began["attributes"] or {}), **self._later}),
            events=self._events or (),
            links=self._began["links"] or (),
            kind=self._began["kind"],
            status=self._status or Status(),
            start_time=self._began_at,
            end_time=ended_at,
            instrumentation_scope=self._tracer.scope,
        )


def bounded(attributes: Mapping[str, Any] | None) -> BoundedAttributes:
    """Return them as the SDK keeps those of a span that is recorded."""
    return BoundedAttributes(attributes=attributes, max_value_len=LONGEST_TEXT)


class KeepingTracer(trace.Tracer):
    """The SDK's, but for what is not sampled, and for what is cancelled: the SDK leaves that looking well."""

    def __init__(self, inner: Tracer, keep: Keep, ids: "DecidedIds") -> None:
        self.inner = inner
        self.keep = keep
        self._ids = ids
        self.scope = inner._instrumentation_scope  # noqa: SLF001  # has no accessor

    def start_span(
        self,
        name: str,
        context: Context | None = None,
        kind: SpanKind = SpanKind.INTERNAL,
        attributes: Attributes = None,
        links: Sequence[Link] | None = None,
        start_time: int | None = None,
        record_exception: bool = True,
        set_status_on_exception: bool = True,
    ) -> Span:
        parent = (current_span() if context is None else trace.get_current_span(context)).get_span_context()
        began: dict[str, Any] = {
            "name": name,
            "kind": kind,
            "attributes": attributes,
            "links": links,
            "start_time": start_time,
        }
        # Decided here, as the SDK would: nine of ten spans need none of what it does for each.
        if not parent.is_valid:
            trace_id, is_sampled = self._ids.draw()
            if not is_sampled:
                own = SpanContext(
                    trace_id, self._ids.generate_span_id(), is_remote=False, trace_flags=DROPPED
                )
                return LateSpan(own, self, None, began)
        elif not parent.trace_flags.sampled:
            own = SpanContext(
                parent.trace_id,
                self._ids.generate_span_id(),
                is_remote=False,
                trace_flags=parent.trace_flags,
                trace_state=parent.trace_state,
            )
            return LateSpan(own, self, parent, began)
        return self.inner.start_span(
            context=context,
            record_exception=record_exception,
            set_status_on_exception=set_status_on_exception,
            **began,
        )

    @context_manager
    def start_as_current_span(
        self,
        name: str,
        context: Context | None = None,
        kind: SpanKind = SpanKind.INTERNAL,
        attributes: Attributes = None,
        links: Sequence[Link] | None = None,
        start_time: int | None = None,
        record_exception: bool = True,  # noqa: ARG002  # OpenTelemetry's; an error is told with the status
        set_status_on_exception: bool = True,
        end_on_exit: bool = True,
    ) -> Iterator[Span]:
        span = self.start_span(name, context, kind, attributes, links, start_time)
        with trace.use_span(span, end_on_exit, record_exception=False, set_status_on_exception=False):
            try:
                yield span
            except GeneratorExit:
                raise
            except BaseException as error:
                if set_status_on_exception:
                    mark_failed(span, error)
                raise


class DecidedIds(RandomIdGenerator):
    """Draws the ids of traces before the SDK asks for them: whether one is sampled is in its id."""

    def __init__(self, root: TraceIdRatioBased) -> None:
        self._bound = root.bound
        self._drawn = threading.local()

    def draw(self) -> tuple[int, bool]:
        """Return a new trace's id, and whether it is sampled: then the SDK gets it, which asks next in this thread."""
        trace_id = super().generate_trace_id()
        is_sampled = trace_id & TraceIdRatioBased.TRACE_ID_LIMIT < self._bound
        if is_sampled:
            self._drawn.trace_id = trace_id
        return trace_id, is_sampled

    def generate_trace_id(self) -> int:
        trace_id: int | None = self._drawn.__dict__.pop("trace_id", None)
        return super().generate_trace_id() if trace_id is None else trace_id


class KeepingTracerProvider(TracerProvider):
    """Samples one trace in so many, and those that a caller sampled.

    Hands out tracers whose failed and slow spans reach the span processors whether sampled or not.
    """

    def __init__(self, *, resource: Resource, sample_ratio: float, span_limits: SpanLimits) -> None:
        root = TraceIdRatioBased(sample_ratio)
        self._ids = DecidedIds(root)
        super().__init__(
            resource=resource,
            sampler=ParentBased(root),
            id_generator=self._ids,
            span_limits=span_limits,
            # An exit hook would wait 30 s for a collector that is down; Telemetry.shutdown does not.
            shutdown_on_exit=False,
        )

    def get_tracer(
        self,
        instrumenting_module_name: str,
        instrumenting_library_version: str | None = None,
        schema_url: str | None = None,
        attributes: Attributes = None,
    ) -> trace.Tracer:
        inner = super().get_tracer(
            instrumenting_module_name, instrumenting_library_version, schema_url, attributes
        )
        return (
            KeepingTracer(inner, self._active_span_processor.on_end, self._ids)
            if isinstance(inner, Tracer)
            else inner
        )
