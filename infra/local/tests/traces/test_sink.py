"""The sink over its real protocols."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import grpc
import pytest
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2_grpc import TraceServiceStub
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue, KeyValueList
from opentelemetry.proto.trace.v1 import trace_pb2 as wire
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Link, SpanKind, Status, StatusCode, Tracer

from fixline_local.pages.serving import SHARED
from fixline_local.traces.sink import TraceSink
from fixline_local.traces.store import SpanStore
from fixline_local.traces.web import PAGE
from fixline_telemetry.http.server import ListenError

from .conftest import MakeSpan


@pytest.fixture
def provider(sink: TraceSink) -> Iterator[TracerProvider]:
    provider = TracerProvider(
        resource=Resource.create({"service.name": "tickets", "service.instance.id": "host:7"}),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=sink.endpoint)))
    yield provider
    provider.shutdown()


@pytest.fixture
def tracer(provider: TracerProvider) -> Tracer:
    return provider.get_tracer("test")


async def get(sink: TraceSink, path: str) -> tuple[int, str, dict[str, str]]:
    def fetch() -> tuple[int, str, dict[str, str]]:
        try:
            answer = urlopen(sink.url + path)  # noqa: S310  # our own address
        except HTTPError as refused:
            answer = refused
        with answer:
            return answer.status, answer.read().decode(), dict(answer.headers)

    return await asyncio.to_thread(fetch)


async def get_json(sink: TraceSink, path: str) -> Any:
    code, body, _ = await get(sink, path)
    assert code == 200, body
    return json.loads(body)


async def test_what_is_exported_arrives_whole(
    sink: TraceSink, provider: TracerProvider, tracer: Tracer
) -> None:
    with tracer.start_as_current_span("earlier") as earlier:
        pass
    link = Link(earlier.get_span_context(), {"why": "retry"})
    with tracer.start_as_current_span("served", kind=SpanKind.SERVER, links=[link]) as root:
        root.set_attributes({"text": "x", "number": 7, "share": 0.5, "flag": True, "list": ["a", "b"]})
        root.add_event("noticed", {"what": "y"})
        with tracer.start_as_current_span("called", kind=SpanKind.CLIENT) as child:
            child.set_status(Status(StatusCode.ERROR, "no"))
    await asyncio.to_thread(provider.force_flush)

    trace = await sink.wait_for(lambda trace: len(trace.spans) == 2)
    served, called = trace.spans
    assert trace.trace_id == f"{root.get_span_context().trace_id:032x}"
    assert (served.span_id, served.parent_id) == (f"{root.get_span_context().span_id:016x}", "")
    assert (served.service, served.instance, served.kind, served.status) == (
        "tickets",
        "host:7",
        "server",
        "unset",
    )
    assert served.attributes == {"text": "x", "number": 7, "share": 0.5, "flag": True, "list": ["a", "b"]}
    assert (served.events[0].name, served.events[0].attributes) == ("noticed", {"what": "y"})
    assert served.links[0].span_id == f"{earlier.get_span_context().span_id:016x}"
    assert served.links[0].attributes == {"why": "retry"}
    assert (called.parent_id, called.kind) == (served.span_id, "client")
    assert (called.status, called.status_message) == ("error", "no")
    assert served.start_ns <= called.start_ns <= called.end_ns <= served.end_ns


async def test_the_api_lists_traces_and_shows_one(
    sink: TraceSink, provider: TracerProvider, tracer: Tracer
) -> None:
    with tracer.start_as_current_span("first") as first:
        pass
    with tracer.start_as_current_span("second", links=[Link(first.get_span_context())]) as second:
        second.set_attribute("fixline.ticket.name", "tickets/42")
    await asyncio.to_thread(provider.force_flush)
    first_id, second_id = (f"{span.get_span_context().trace_id:032x}" for span in (first, second))

    listed = await get_json(sink, "/api/traces")
    assert [trace["name"] for trace in listed["traces"]] == ["second", "first"]
    assert listed["services"] == ["tickets"]
    assert (listed["dropped_traces"], listed["dropped_spans"]) == (0, 0)
    assert [t["name"] for t in (await get_json(sink, "/api/traces?text=tickets/42"))["traces"]] == ["second"]
    assert (await get_json(sink, "/api/traces?service=bot"))["traces"] == []
    assert len((await get_json(sink, "/api/traces?limit=1"))["traces"]) == 1

    shown = await get_json(sink, f"/api/traces/{second_id}")
    (span,) = shown["spans"]
    assert shown | {"spans": [], "linked_by": []} == listed["traces"][0] | {"spans": [], "linked_by": []}
    assert span["attributes"] == {"fixline.ticket.name": "tickets/42"}
    assert (span["offset_ns"], span["duration_ns"]) == (0, span["end_ns"] - span["start_ns"])
    assert (span["links"][0]["trace_id"], span["links"][0]["name"]) == (first_id, "first")
    linked_by = (await get_json(sink, f"/api/traces/{first_id}"))["linked_by"]
    assert [(link["trace_id"], link["name"]) for link in linked_by] == [(second_id, "second")]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/traces/" + "0" * 32, 404),
        ("/api/traces?limit=0", 422),
        ("/api/traces?limit=x", 422),
        ("/secret.py", 404),
        ("/..%2fsink.py", 404),
        ("/docs", 404),
    ],
)
async def test_what_is_not_there_is_refused(sink: TraceSink, path: str, code: int) -> None:
    assert (await get(sink, path))[0] == code


async def test_the_page_needs_nothing_from_elsewhere(sink: TraceSink) -> None:
    code, page, headers = await get(sink, "/")

    assert code == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["content-security-policy"].startswith("default-src 'self'")
    for path in (*SHARED.iterdir(), *PAGE.iterdir()):
        code, body, _ = await get(sink, f"/{path.name}")
        assert code == 200
        assert "https://" not in body
    assert "//" not in page.replace("<!doctype", "")


async def test_a_sender_is_told_what_did_not_fit() -> None:
    spans = [wire.Span(trace_id=b"t" * 16, span_id=bytes([number] * 8), name="x") for number in (1, 2, 3)]
    spans[0].attributes.extend(
        [
            KeyValue(key="bytes", value=AnyValue(bytes_value=b"\x01\xff")),
            KeyValue(key="none", value=AnyValue()),
            KeyValue(
                key="map",
                value=AnyValue(
                    kvlist_value=KeyValueList(values=[KeyValue(key="a", value=AnyValue(string_value="b"))])
                ),
            ),
        ]
    )
    malformed = wire.Span(name="without ids")
    request = ExportTraceServiceRequest(
        resource_spans=[wire.ResourceSpans(scope_spans=[wire.ScopeSpans(spans=[*spans, malformed])])]
    )
    async with (
        TraceSink(store=SpanStore(max_spans_per_trace=2)) as sink,
        grpc.aio.insecure_channel(f"127.0.0.1:{sink.ports.grpc}") as channel,
    ):
        stub = TraceServiceStub(channel)  # type: ignore[no-untyped-call]
        first = await stub.Export(request)
        kept = await stub.Export(ExportTraceServiceRequest())

        assert first.partial_success.rejected_spans == 1
        assert not kept.HasField("partial_success")
        assert (await get_json(sink, "/api/traces"))["dropped_spans"] == 1
        assert sink.traces()[0].services == ("unknown",)
        assert sink.traces()[0].spans[0].attributes == {"bytes": "01ff", "none": None, "map": {"a": "b"}}


async def test_waiting_ends_as_soon_as_the_trace_is_there(sink: TraceSink, make_span: MakeSpan) -> None:
    waiting = asyncio.create_task(sink.wait_for(lambda trace: trace.root.name == "wanted", timeout=30))
    for name in ("other", "wanted"):
        await asyncio.sleep(0)
        sink._receive([make_span(name, trace_id=name)])

    assert (await waiting).trace_id == "wanted"


async def test_waiting_in_vain_tells_what_arrived(sink: TraceSink, make_span: MakeSpan) -> None:
    with pytest.raises(TimeoutError, match="these arrived:\nnothing"):
        await sink.wait_for(lambda _: True, timeout=0.01)
    sink._receive([make_span("other")])
    with pytest.raises(TimeoutError, match="bot  other"):
        await sink.wait_for(lambda _: False, timeout=0.01)


async def test_a_taken_port_is_an_error_in_words(sink: TraceSink) -> None:
    http, grpc = f"127.0.0.1:{sink.ports.http}", f"127.0.0.1:{sink.ports.grpc}"
    for other, listen in ((TraceSink(http_listen=http), http), (TraceSink(grpc_listen=grpc), grpc)):
        with pytest.raises(ListenError, match=f"cannot listen on {listen}: Address already in use"):
            await other.start()
