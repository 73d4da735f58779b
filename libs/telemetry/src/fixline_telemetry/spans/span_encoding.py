"""Spans as OTLP carries them, without secrets.

Instead of the exporter's own encoder, before which each span had to be copied to leave its secrets behind: nearly all
attributes are the same few again and again, so each of them is looked at, and encoded, once.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, ArrayValue, KeyValue
from opentelemetry.proto.trace.v1 import trace_pb2
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import SpanContext, SpanKind, StatusCode
from opentelemetry.util.types import AttributeValue

from fixline_telemetry.redaction import Redactor

KINDS: Final = {
    SpanKind.INTERNAL: trace_pb2.Span.SPAN_KIND_INTERNAL,
    SpanKind.SERVER: trace_pb2.Span.SPAN_KIND_SERVER,
    SpanKind.CLIENT: trace_pb2.Span.SPAN_KIND_CLIENT,
    SpanKind.PRODUCER: trace_pb2.Span.SPAN_KIND_PRODUCER,
    SpanKind.CONSUMER: trace_pb2.Span.SPAN_KIND_CONSUMER,
}
CODES: Final = {
    StatusCode.UNSET: trace_pb2.Status.STATUS_CODE_UNSET,
    StatusCode.OK: trace_pb2.Status.STATUS_CODE_OK,
    StatusCode.ERROR: trace_pb2.Status.STATUS_CODE_ERROR,
}
KEPT_ATTRIBUTES: Final = 2048
"""Encoded ones; of those that are different each time, the oldest go."""


class SpanEncoder:
    """Encodes the spans of one tracer provider."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        # `typed`: 1, 1.0 and True are equal, and not the same.
        self._kept = lru_cache(maxsize=KEPT_ATTRIBUTES, typed=True)(self._attribute)

    def request(self, spans: Sequence[ReadableSpan]) -> ExportTraceServiceRequest:
        """Return what a collector takes; the spans share one resource."""
        request = ExportTraceServiceRequest()
        if not spans:
            return request
        resource = request.resource_spans.add(schema_url=spans[0].resource.schema_url)
        resource.resource.attributes.extend(self._attributes(spans[0].resource.attributes))
        scopes: dict[InstrumentationScope | None, trace_pb2.ScopeSpans] = {}
        for span in spans:
            scope = scopes.get(span.instrumentation_scope)
            if scope is None:
                scope = scopes[span.instrumentation_scope] = resource.scope_spans.add()
                self._begin(scope, span.instrumentation_scope)
            self._add(scope, span)
        return request

    def _begin(self, scope: trace_pb2.ScopeSpans, of: InstrumentationScope | None) -> None:
        if of is not None:
            scope.schema_url = of.schema_url or ""
            scope.scope.name, scope.scope.version = of.name, of.version or ""
            scope.scope.attributes.extend(self._attributes(of.attributes))

    def _add(self, scope: trace_pb2.ScopeSpans, span: ReadableSpan) -> None:
        context = span.get_span_context()
        if context is None:
            return
        encoded = scope.spans.add(
            trace_id=trace_id(context),
            span_id=span_id(context),
            trace_state=context.trace_state.to_header(),
            parent_span_id=span_id(span.parent) if span.parent else b"",
            name=self._redactor.text(span.name),
            kind=KINDS[span.kind],
            start_time_unix_nano=span.start_time,
            end_time_unix_nano=span.end_time,
            attributes=self._attributes(span.attributes),
            dropped_attributes_count=span.dropped_attributes,
            dropped_events_count=span.dropped_events,
            dropped_links_count=span.dropped_links,
            flags=flags(span.parent),
        )
        encoded.status.code = CODES[span.status.status_code]
        if span.status.description:
            encoded.status.message = self._redactor.text(span.status.description)
        for event in span.events:
            encoded.events.add(
                name=self._redactor.text(event.name),
                time_unix_nano=event.timestamp,
                attributes=self._attributes(event.attributes),
                dropped_attributes_count=event.dropped_attributes,
            )
        for link in span.links:
            encoded.links.add(
                trace_id=trace_id(link.context),
                span_id=span_id(link.context),
                attributes=self._attributes(link.attributes),
                dropped_attributes_count=link.dropped_attributes,
                flags=flags(link.context),
            )

    def _attributes(self, attributes: Mapping[str, AttributeValue] | None) -> list[KeyValue]:
        # The SDK has made lists tuples, so every value can be looked up; the types of what is in a tuple cannot.
        return [
            self._attribute(key, value) if type(value) is tuple else self._kept(key, value)
            for key, value in (attributes or {}).items()
        ]

    def _attribute(self, key: str, value: AttributeValue) -> KeyValue:
        ((name, clean),) = self._redactor.value({key: value}).items()
        return KeyValue(key=name, value=any_value(clean))


def any_value(value: Any) -> AnyValue:
    """Encode what the redactor makes of an attribute."""
    match value:
        case bool():
            return AnyValue(bool_value=value)
        case str():
            return AnyValue(string_value=value)
        case int():
            return AnyValue(int_value=value)
        case float():
            return AnyValue(double_value=value)
        case list():
            return AnyValue(array_value=ArrayValue(values=[any_value(each) for each in value]))
        case _:
            return AnyValue()


def trace_id(context: SpanContext) -> bytes:
    return context.trace_id.to_bytes(16, "big")


def span_id(context: SpanContext) -> bytes:
    return context.span_id.to_bytes(8, "big")


def flags(context: SpanContext | None) -> int:
    """Return whether a parent, or what a link leads to, is of another process."""
    known = trace_pb2.SPAN_FLAGS_CONTEXT_HAS_IS_REMOTE_MASK
    return known | (trace_pb2.SPAN_FLAGS_CONTEXT_IS_REMOTE_MASK if context and context.is_remote else 0)
