"""What is kept of traces that are not sampled, and what the spans of failed work say."""

import asyncio
import time
from collections.abc import Sequence

import pytest
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import Link, NonRecordingSpan, SpanContext, SpanKind, StatusCode, TraceFlags

from fixline_telemetry import attributes as names
from fixline_telemetry.settings import TelemetryConfig
from fixline_telemetry.spans.late_spans import SLOW_SECONDS
from fixline_telemetry.spans.traces import create_tracer_provider

WORDS = "what somebody wrote"


class Traced:
    def __init__(self, sample_ratio: float) -> None:
        config = TelemetryConfig(
            service="x", version="1", environment="production", sample_ratio=sample_ratio
        )
        self.provider = provider = create_tracer_provider(config)
        self._kept = InMemorySpanExporter()
        provider.add_span_processor(SimpleSpanProcessor(self._kept))
        self.tracer = provider.get_tracer("test")

    def kept(self) -> Sequence[ReadableSpan]:
        return self._kept.get_finished_spans()


@pytest.fixture
def unsampled() -> Traced:
    return Traced(0.0)


def test_what_ends_well_and_in_time_is_forgotten(unsampled: Traced) -> None:
    with (
        unsampled.tracer.start_as_current_span("update", kind=SpanKind.SERVER) as span,
        unsampled.tracer.start_as_current_span("call", kind=SpanKind.CLIENT) as inner,
    ):
        assert not span.is_recording()
        inner.set_attribute("a", 1)

    assert unsampled.kept() == ()


def test_what_failed_is_kept_with_all_that_it_said_and_its_place_in_the_trace(unsampled: Traced) -> None:
    link = Link(SpanContext(1, 2, is_remote=True))
    with unsampled.tracer.start_as_current_span("update") as root:
        call = unsampled.tracer.start_span(
            "call", kind=SpanKind.CLIENT, attributes={"a": [1, 2]}, links=[link]
        )
        call.set_attribute("b", "later")
        call.set_status(StatusCode.ERROR, "gone")
        call.end()
        call.end()

    (kept,) = unsampled.kept()
    assert (kept.name, kept.kind, dict(kept.attributes or {})) == (
        "call",
        SpanKind.CLIENT,
        {"a": (1, 2), "b": "later"},
    )
    assert kept.parent == root.get_span_context()
    assert kept.context is not None
    assert kept.context.span_id == call.get_span_context().span_id
    assert kept.context.trace_flags.sampled
    assert (list(kept.links), kept.status.description) == ([link], "gone")
    assert kept.instrumentation_scope is not None
    assert kept.instrumentation_scope.name == "test"


def test_a_call_hears_that_its_trace_is_not_sampled(unsampled: Traced) -> None:
    with unsampled.tracer.start_as_current_span("update"):
        assert not trace.get_current_span().get_span_context().trace_flags.sampled


@pytest.mark.parametrize("kind", SLOW_SECONDS)
def test_what_takes_long_is_kept(unsampled: Traced, kind: SpanKind) -> None:
    longest = round(SLOW_SECONDS[kind] * 1e9)
    for name, took in (("late", longest), ("in time", longest - 1_000_000)):
        began_at = time.time_ns()
        unsampled.tracer.start_span(name, kind=kind, start_time=began_at).end(began_at + took)

    assert [span.name for span in unsampled.kept()] == ["late"]


def test_a_stream_lasts_as_long_as_it_has_something_to_carry(unsampled: Traced) -> None:
    began_at = time.time_ns()
    span = unsampled.tracer.start_span(
        "watch", kind=SpanKind.SERVER, attributes={names.STREAMING: True}, start_time=began_at
    )
    span.end(began_at + 10**12)

    assert unsampled.kept() == ()


def test_who_was_called_from_an_unsampled_trace_keeps_what_failed(unsampled: Traced) -> None:
    caller = SpanContext(7, 8, is_remote=True, trace_flags=TraceFlags())
    parent = trace.set_span_in_context(NonRecordingSpan(caller), Context())
    span = unsampled.tracer.start_span("serve", parent, kind=SpanKind.SERVER)
    span.set_status(StatusCode.ERROR)
    span.end()

    (kept,) = unsampled.kept()
    assert kept.parent == caller
    assert kept.context is not None
    assert kept.context.trace_id == 7


@pytest.mark.parametrize("ratio", [0.0, 1.0])
def test_an_error_is_told_by_type_and_place_and_never_by_its_text(ratio: float) -> None:
    traced = Traced(ratio)

    def fails(said: str) -> None:
        try:
            int(said)
        except ValueError as error:
            raise LookupError(said) from error

    with pytest.raises(LookupError), traced.tracer.start_as_current_span("work"):
        fails(WORDS)

    (kept,) = traced.kept()
    assert (kept.status.status_code, kept.status.description) == (StatusCode.ERROR, "LookupError")
    assert (kept.attributes or {})[names.ERROR_TYPE] == "LookupError"
    (event,) = kept.events
    stack = str((event.attributes or {})[names.EXCEPTION_STACKTRACE])
    assert "in fails" in stack
    assert stack.count("ValueError") == 1
    assert stack.endswith("LookupError")
    assert WORDS not in stack


@pytest.mark.parametrize("ratio", [0.0, 1.0])
async def test_work_that_was_cancelled_says_so(ratio: float) -> None:
    """OpenTelemetry's own tracer leaves such a span looking well (1.45.2)."""
    traced = Traced(ratio)
    begun = asyncio.Event()

    async def hang() -> None:
        with traced.tracer.start_as_current_span("hang"):
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    (kept,) = traced.kept()
    assert (kept.status.status_code, kept.status.description) == (StatusCode.ERROR, "cancelled")
    assert (kept.attributes or {})[names.ERROR_TYPE] == "cancelled"


def test_one_trace_in_so_many_is_sampled_by_its_id_and_the_rest_of_it_with_it() -> None:
    traced = Traced(0.25)
    spans = [traced.tracer.start_span("update", Context()) for _ in range(4_000)]
    ids = [span.get_span_context().trace_id for span in spans]
    assert len(set(ids)) == len(ids)
    # As every other service would decide that samples at the same ratio.
    sampled = [trace_id % 2**64 < 2**64 // 4 for trace_id in ids]
    assert [span.is_recording() for span in spans] == sampled
    assert [span.get_span_context().trace_flags.sampled for span in spans] == sampled
    assert 800 < sum(sampled) < 1_200

    within = [
        traced.tracer.start_span("call", trace.set_span_in_context(span, Context())) for span in spans[:50]
    ]
    assert [span.get_span_context().trace_id for span in within] == ids[:50]
    assert [span.is_recording() for span in within] == sampled[:50]


@pytest.mark.parametrize("ratio", [0.0, 1.0])
def test_no_two_traces_have_one_id(ratio: float) -> None:
    traced = Traced(ratio)
    span = traced.tracer.start_span("update", Context())
    # As the SDK asks for one.
    assert traced.provider.id_generator.generate_trace_id() != span.get_span_context().trace_id
