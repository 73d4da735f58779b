"""With nothing to hide, the spans are those of OpenTelemetry's own encoder."""

from collections.abc import Sequence

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import Link, SpanContext, SpanKind, Status, StatusCode, TraceFlags, TraceState

from fixline_telemetry.redaction import MASK, Redactor
from fixline_telemetry.settings import TelemetryConfig
from fixline_telemetry.spans.span_encoding import SpanEncoder
from fixline_telemetry.spans.traces import create_tracer_provider

CONFIG = TelemetryConfig(service="tickets", version="1.2.3", environment="local", sample_ratio=1.0)
REMOTE = SpanContext(7, 8, is_remote=True, trace_flags=TraceFlags(1), trace_state=TraceState([("a", "b")]))


def made(provider: TracerProvider) -> Sequence[ReadableSpan]:
    kept = InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    parent = trace.set_span_in_context(trace.NonRecordingSpan(REMOTE))
    plain, versioned = provider.get_tracer("plain"), provider.get_tracer("versioned", "2", "schema", {"a": 1})
    for kind in SpanKind:
        span = plain.start_span(f"of kind {kind.name}", parent, kind=kind, links=[Link(REMOTE, {"why": "x"})])
        span.set_attributes(
            {"text": "a", "number": 1, "share": 1.0, "yes": True, "many": [1, 2], "no": False}
        )
        span.set_attributes({"one": 1, "also one": True, "texts": ["a", "b"], "flags": (True,), "empty": []})
        span.add_event("happened", {"at": "work", "times": 3})
        span.set_status(Status(StatusCode.ERROR, "failed"))
        span.end()
    versioned.start_span("a root").end()
    plain.start_span("a second time", attributes={"number": True, "share": 1, "many": (True, True)}).end()
    return kept.get_finished_spans()


def test_nothing_is_lost_on_the_way() -> None:
    spans = made(create_tracer_provider(CONFIG))

    encoded = SpanEncoder(Redactor()).request(spans)

    assert encoded == encode_spans(spans)
    assert len(encoded.resource_spans[0].scope_spans) == 2


def test_an_attribute_is_known_by_its_name_and_its_type_too() -> None:
    provider = create_tracer_provider(CONFIG)
    spans, encoder = made(provider), SpanEncoder(Redactor())

    assert [encoder.request([span]) for span in spans] == [encode_spans([span]) for span in spans]


def test_secrets_are_hidden_the_second_time_too() -> None:
    provider = create_tracer_provider(CONFIG)
    kept = InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    for _ in range(2):
        attributes = {"token": "abc", "said": "the hidden-value", "all": ["hidden-value"]}
        provider.get_tracer("x").start_span("hidden-value", attributes=attributes).end()

    encoded = SpanEncoder(Redactor(["hidden-value"])).request(kept.get_finished_spans())

    assert "hidden-value" not in str(encoded)
    assert "abc" not in str(encoded)
    assert str(encoded).count(MASK) == 2 * 4


def test_no_spans_are_no_request() -> None:
    assert SpanEncoder(Redactor()).request([]) == encode_spans([])
