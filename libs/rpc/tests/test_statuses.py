"""Every shape of call, every way to end: one status, told alike to client, span, metric, log and Sentry."""

import asyncio
from dataclasses import dataclass

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from prometheus_client import REGISTRY
from sentry_sdk.types import Event
from structlog.typing import EventDict

from fixline_rpc.errors import failure_of
from fixline_rpc.statuses import SERVER_FAULTS, UNSERVED
from fixline_testing.spans import attributes, parent_id

from .calls import SHAPES, answers, begin, failure, multicallable
from .conftest import Serve, Served, eventually
from .echo_service import SECRET, SERVICE, Context

CODE = grpc.StatusCode


@dataclass(frozen=True)
class Told:
    """What server and client tell about one call."""

    spans: InMemorySpanExporter
    lines: list[EventDict]
    method: str

    def counts(self, status: str) -> list[float]:
        labels = {"rpc_method": self.method, "rpc_response_status_code": status}
        return [
            REGISTRY.get_sample_value(f"rpc_{side}_call_duration_seconds_count", labels) or 0.0
            for side in ("server", "client")
        ]

    async def expect(self, *, server: grpc.StatusCode, client: grpc.StatusCode) -> None:
        """Wait for both spans: a cancelled call ends on the two sides in its own time."""
        await eventually(lambda: len(self.spans.get_finished_spans()) == 2)
        by_kind = {span.kind: span for span in self.spans.get_finished_spans()}
        for kind, code, faulty in (
            (SpanKind.SERVER, server, server in SERVER_FAULTS),
            (SpanKind.CLIENT, client, client is not CODE.OK),
        ):
            span = by_kind[kind]
            assert span.name == self.method
            assert attributes(span)["rpc.system.name"] == "grpc"
            assert attributes(span)["rpc.method"] == self.method
            assert attributes(span)["rpc.response.status_code"] == code.name
            assert attributes(span).get("error.type") == (code.name if faulty else None)
            assert span.status.status_code is (StatusCode.ERROR if faulty else StatusCode.UNSET)
        assert parent_id(by_kind[SpanKind.SERVER]) == by_kind[SpanKind.CLIENT].context.span_id
        (line,) = [line for line in self.lines if line["event"] == "rpc.served"]
        assert (line["rpc_method"], line["status"]) == (self.method, server.name)
        assert (line["caller"], line["actor"]) == ("bot", None)
        assert line["duration_ms"] >= 0
        level = "warning" if server in UNSERVED else "info"
        assert line["log_level"] == ("error" if "exc_info" in line else level)


@pytest.fixture(params=SHAPES)
def shape(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def told(spans: InMemorySpanExporter, lines: list[EventDict], shape: str) -> Told:
    return Told(spans, lines, f"{SERVICE}/{shape}")


async def test_a_call_that_goes_well(served: Served, shape: str, told: Told, events: list[Event]) -> None:
    before = told.counts("OK")
    expected = ["hello", "hello"] if shape.endswith("Stream") else ["hello"]
    assert await answers(begin(served.channel, shape, "hello")) == expected
    await told.expect(server=CODE.OK, client=CODE.OK)
    assert told.counts("OK") == [count + 1 for count in before]
    assert events == []


@pytest.mark.parametrize(
    ("wish", "code", "reason", "message"),
    [
        ("abort", CODE.NOT_FOUND, "NOT_FOUND", "no such ticket"),
        ("set_code", CODE.FAILED_PRECONDITION, "FAILED_PRECONDITION", "not now"),
        ("expected", CODE.ABORTED, "TICKET_STALE", "the ticket has changed"),
    ],
)
async def test_an_expected_failure_is_no_event(
    served: Served,
    shape: str,
    told: Told,
    events: list[Event],
    wish: str,
    code: grpc.StatusCode,
    reason: str,
    message: str,
) -> None:
    before = told.counts(code.name)
    received = failure_of(await failure(begin(served.channel, shape, wish)))
    assert (received.code, received.reason, received.message) == (code, reason, message)
    await told.expect(server=code, client=code)
    assert told.counts(code.name) == [count + 1 for count in before]
    assert events == []


@pytest.mark.parametrize("wish", ["raise", "unserialisable", "not_implemented", "translator"])
async def test_a_bug_is_one_event_and_its_text_stays_here(
    served: Served, shape: str, told: Told, events: list[Event], wish: str
) -> None:
    error = await failure(begin(served.channel, shape, wish))
    received = failure_of(error)
    assert (received.code, received.reason, received.message) == (CODE.INTERNAL, "INTERNAL", "internal error")
    assert SECRET not in f"{error!r} {tuple(error.trailing_metadata() or ())} {error.initial_metadata()}"
    await told.expect(server=CODE.INTERNAL, client=CODE.INTERNAL)
    (event,) = events
    assert event["transaction"] == told.method
    assert event["tags"]["rpc_method"] == told.method
    (line,) = [line for line in told.lines if line["event"] == "rpc.served"]
    assert line["log_level"] == "error"
    assert isinstance(line["exc_info"], Exception)


async def test_a_method_that_the_servicer_lacks(
    serve: Serve, shape: str, told: Told, events: list[Event]
) -> None:
    def base(_request: object, context: Context) -> None:  # what generated servicers do
        context.set_code(CODE.UNIMPLEMENTED)
        context.set_details("Method not implemented!")
        raise NotImplementedError("Method not implemented!")

    class Lacking:
        UnaryUnary = UnaryStream = StreamUnary = StreamStream = staticmethod(base)

    lacking = await serve(servicer=Lacking())
    received = failure_of(await failure(begin(lacking.channel, shape, "hello")))
    assert (received.code, received.reason) == (CODE.UNIMPLEMENTED, "METHOD_NOT_IMPLEMENTED")
    await told.expect(server=CODE.UNIMPLEMENTED, client=CODE.UNIMPLEMENTED)
    assert events == []


async def test_a_cancelled_call_stops_the_server(
    served: Served, shape: str, told: Told, events: list[Event]
) -> None:
    calling = asyncio.create_task(answers(begin(served.channel, shape, "wait", timeout=60)))
    await asyncio.wait_for(served.echo.started.wait(), 10)
    await eventually(lambda: served.echo.seen)
    calling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await calling
    await asyncio.wait_for(served.echo.ended.wait(), 10)
    await told.expect(server=CODE.CANCELLED, client=CODE.CANCELLED)
    assert events == []


async def test_a_deadline_stops_both(served: Served, shape: str, told: Told, events: list[Event]) -> None:
    error = await failure(begin(served.channel, shape, "wait", timeout=0.5))
    assert error.code() is CODE.DEADLINE_EXCEEDED
    await asyncio.wait_for(served.echo.ended.wait(), 10)
    await told.expect(server=CODE.DEADLINE_EXCEEDED, client=CODE.DEADLINE_EXCEEDED)
    assert events == []


async def test_undecodable_bytes(served: Served, shape: str, told: Told, events: list[Event]) -> None:
    method = multicallable(served.channel, shape, None, StringValue.FromString)
    call = method(b"\xff\xff" if shape.startswith("Unary") else iter([b"\xff\xff"]))
    received = failure_of(await failure(call))
    assert (received.code, received.reason) == (CODE.INVALID_ARGUMENT, "REQUEST_UNDECODABLE")
    await told.expect(server=CODE.INVALID_ARGUMENT, client=CODE.INVALID_ARGUMENT)
    assert events == []


@pytest.mark.parametrize(
    "metadata",
    [[("x-name", "Иван")], [("x-name", "a\nb")], [("X-Name", "a")], [("x-bin", "text")], [("x", b"b")]],
)
async def test_bad_metadata_raises_at_once(
    served: Served, shape: str, spans: InMemorySpanExporter, metadata: list[tuple[str, str | bytes]]
) -> None:
    with pytest.raises(ValueError, match="metadata"):
        await answers(begin(served.channel, shape, "hello", metadata=metadata))
    (span,) = spans.get_finished_spans()
    assert attributes(span)["error.type"] == "INTERNAL"
    assert served.echo.seen == []
