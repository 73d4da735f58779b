import time

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from fixline_telemetry.spans.propagation import consumer_span, context_from, current_traceparent, taken_up
from fixline_testing.spans import parent_id

tracer = trace.get_tracer("test")


def finished(spans: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    return {span.name: span for span in spans.get_finished_spans()}


def test_there_is_no_traceparent_outside_a_span() -> None:
    assert current_traceparent() == ""


def test_a_stored_message_is_processed_in_the_trace_that_made_it(spans: InMemorySpanExporter) -> None:
    with tracer.start_as_current_span("made"):
        stored = current_traceparent()
    began_at = time.time_ns()
    taken_in = taken_up("claim", traceparent=stored, began_at=began_at)
    with (
        tracer.start_as_current_span("polling"),
        consumer_span("process", traceparent=stored, taken_in=[taken_in], attributes={"a": 1}),
        tracer.start_as_current_span("inner"),
    ):
        pass

    made, claim, process = (finished(spans)[name] for name in ("made", "claim", "process"))
    assert (parent_id(claim), claim.start_time) == (made.context.span_id, began_at)
    assert process.parent is not None
    assert (process.parent.trace_id, process.parent.span_id) == (made.context.trace_id, made.context.span_id)
    assert process.kind is SpanKind.CONSUMER
    assert process.attributes == {"a": 1}
    assert [link.context.span_id for link in process.links] == [claim.context.span_id]
    assert parent_id(finished(spans)["inner"]) == process.context.span_id


def test_what_is_processed_as_one_links_to_each(spans: InMemorySpanExporter) -> None:
    stored = []
    for name in ("first", "second"):
        with tracer.start_as_current_span(name):
            stored.append(current_traceparent())
    with consumer_span("process", traceparent=stored[0], taken_in=stored):
        pass
    links = finished(spans)["process"].links
    assert [link.context.span_id for link in links] == [
        finished(spans)[name].context.span_id for name in ("first", "second")
    ]


def test_nothing_is_told_in_a_trace_that_is_not_sampled(spans: InMemorySpanExporter) -> None:
    unsampled = f"00-{'a' * 32}-{'b' * 16}-00"
    assert taken_up("claim", traceparent=unsampled, began_at=1) == ""
    assert spans.get_finished_spans() == ()


def test_a_late_retry_starts_a_trace_and_links_back(spans: InMemorySpanExporter) -> None:
    with tracer.start_as_current_span("made"):
        stored = current_traceparent()
    with consumer_span("retry", traceparent=stored, new_trace=True):
        pass

    made, retry = finished(spans)["made"], finished(spans)["retry"]
    assert retry.parent is None
    assert retry.context.trace_id != made.context.trace_id
    assert [link.context.span_id for link in retry.links] == [made.context.span_id]


@pytest.mark.parametrize("garbage", ["", "x", "00-0-0-00", f"00-{'0' * 32}-{'0' * 16}-01", "00-\n-\x00"])
def test_garbage_makes_a_root_even_within_another_span(spans: InMemorySpanExporter, garbage: str) -> None:
    assert not context_from(garbage)
    with (
        tracer.start_as_current_span("polling"),
        consumer_span("process", traceparent=garbage, taken_in=[garbage]),
    ):
        pass

    assert taken_up("claim", traceparent=garbage, began_at=1) == ""
    assert "claim" not in finished(spans)
    process = finished(spans)["process"]
    assert process.parent is None
    assert process.links == ()


def test_a_failure_marks_the_span_and_passes_on(spans: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match="wrong"), consumer_span("process", traceparent=""):
        raise ValueError("wrong")

    assert finished(spans)["process"].status.status_code is StatusCode.ERROR
