"""Streams that end early, on either side."""

# ruff: noqa: ARG002, N802  # handlers have gRPC's names and arguments

import asyncio
from collections.abc import AsyncIterator

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue
from grpc import aio
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from structlog.typing import EventDict

from fixline_testing.spans import attributes

from .calls import EchoCall, begin, failure, multicallable, next_answer
from .conftest import Serve, Served, eventually
from .echo_service import Context

CODEC = (StringValue.SerializeToString, StringValue.FromString)
STREAMING_REQUESTS = ("StreamUnary", "StreamStream")
STREAMING_ANSWERS = ("UnaryStream", "StreamStream")


def upload(served: Served, shape: str, *requests: object, **options: object) -> EchoCall:
    return multicallable(served.channel, shape, *CODEC)(*requests, **options)


@pytest.mark.parametrize("shape", STREAMING_REQUESTS)
async def test_a_cancelled_upload_is_no_complete_one(
    served: Served, lines: list[EventDict], shape: str
) -> None:
    call = upload(served, shape)
    await call.write(StringValue(value="the first half"))
    await asyncio.wait_for(served.echo.started.wait(), 10)
    call.cancel()
    await eventually(lambda: lines)
    assert lines[0]["status"] == "CANCELLED"
    assert served.echo.seen == []


@pytest.mark.parametrize("shape", STREAMING_REQUESTS)
async def test_an_upload_refused_on_its_way_has_the_servers_status(
    serve: Serve, spans: InMemorySpanExporter, shape: str
) -> None:
    async def refuse(_requests: object, context: Context) -> None:
        await context.abort(grpc.StatusCode.NOT_FOUND, "no such ticket")

    class Refusing:
        UnaryUnary = UnaryStream = StreamUnary = StreamStream = staticmethod(refuse)

    async def pieces() -> AsyncIterator[StringValue]:
        for _ in range(30):
            yield StringValue(value="x" * 5_000)

    served = await serve(servicer=Refusing())
    for _ in range(40):  # without true_status.py, some would be INTERNAL: which ones is chance
        assert (await failure(upload(served, shape, pieces()))).code() is grpc.StatusCode.NOT_FOUND
    await eventually(lambda: len(spans.get_finished_spans()) == 80)
    statuses = {attributes(span)["rpc.response.status_code"] for span in spans.get_finished_spans()}
    assert statuses == {"NOT_FOUND"}


@pytest.mark.parametrize("shape", STREAMING_REQUESTS)
async def test_an_upload_that_misses_its_deadline_is_no_complete_one(
    served: Served, lines: list[EventDict], shape: str
) -> None:
    call = upload(served, shape, timeout=0.5)
    await call.write(StringValue(value="the first half"))
    assert (await failure(call)).code() is grpc.StatusCode.DEADLINE_EXCEEDED
    await eventually(lambda: lines)
    assert lines[0]["status"] == "DEADLINE_EXCEEDED"
    assert served.echo.seen == []


@pytest.mark.parametrize("shape", STREAMING_REQUESTS)
async def test_the_sources_own_error_reaches_the_caller(
    served: Served, lines: list[EventDict], shape: str
) -> None:
    async def source() -> AsyncIterator[StringValue]:
        yield StringValue(value="the first half")
        await served.echo.started.wait()
        raise ConnectionResetError("the photo's source broke")

    with pytest.raises(ConnectionResetError):
        await _all(upload(served, shape, source()))
    await eventually(lambda: lines)
    assert lines[0]["status"] == "CANCELLED"
    assert served.echo.seen == []


@pytest.mark.parametrize("shape", STREAMING_REQUESTS)
async def test_an_unserialisable_request_in_a_stream(served: Served, shape: str) -> None:
    with pytest.raises(TypeError, match="str is no request"):
        await _all(upload(served, shape, iter(["not a message"])))
    call = upload(served, shape)
    with pytest.raises(TypeError, match="str is no request"):
        await call.write("not a message")
    call.cancel()


async def test_reading_after_the_source_failed_raises_its_error(served: Served) -> None:
    with pytest.raises(TypeError, match="str is no request"):
        await upload(served, "StreamStream", iter(["not a message"])).read()


@pytest.mark.parametrize("shape", ["UnaryUnary", "UnaryStream"])
async def test_an_unserialisable_request(served: Served, spans: InMemorySpanExporter, shape: str) -> None:
    with pytest.raises(TypeError, match="int is no request"):
        _ = multicallable(served.channel, shape, *CODEC)(7)
    with pytest.raises(TypeError, match="str is no request"):
        _ = multicallable(served.channel, shape)("text")
    assert [attributes(span)["error.type"] for span in spans.get_finished_spans()] == ["INTERNAL", "INTERNAL"]


@pytest.mark.parametrize("shape", ["UnaryUnary", "UnaryStream", "StreamUnary", "StreamStream"])
async def test_an_undecodable_answer(served: Served, spans: InMemorySpanExporter, shape: str) -> None:
    def broken(_raw: bytes) -> StringValue:
        raise ValueError("no such message")

    message = StringValue(value="hello")
    call = multicallable(served.channel, shape, CODEC[0], broken)(
        message if shape.startswith("Unary") else iter([message])
    )
    assert (await failure(call)).code() is grpc.StatusCode.INTERNAL
    await eventually(lambda: len(spans.get_finished_spans()) == 2)
    (client,) = [span for span in spans.get_finished_spans() if span.kind.name == "CLIENT"]
    if not shape.endswith("Stream"):
        assert attributes(client)["error.type"] == "INTERNAL"


@pytest.mark.parametrize("shape", STREAMING_ANSWERS)
async def test_leaving_a_loop_over_answers_cancels_the_server(
    serve: Serve, lines: list[EventDict], shape: str
) -> None:
    endless = Endless()
    served = await serve(servicer=endless)
    async for answer in begin(served.channel, shape, "hello"):
        assert answer.value == "tick"
        break
    await asyncio.wait_for(endless.closed.wait(), 10)
    await eventually(lambda: lines)
    assert lines[0]["status"] == "CANCELLED"


async def test_a_slow_reader_that_leaves_frees_the_server(serve: Serve, lines: list[EventDict]) -> None:
    endless = Endless("x" * 100_000)
    served = await serve(servicer=endless)
    call = begin(served.channel, "UnaryStream", "hello")
    await call.read()
    call.cancel()  # the server is stuck in a write: nobody reads
    await asyncio.wait_for(endless.closed.wait(), 10)
    await eventually(lambda: lines)
    assert lines[0]["status"] == "CANCELLED"


async def test_reading_and_writing_by_hand(served: Served) -> None:
    call = upload(served, "StreamStream")
    await call.wait_for_connection()
    await call.write(StringValue(value="one"))
    await call.write(StringValue(value="two"))
    await call.done_writing()
    assert [await next_answer(call), await next_answer(call)] == ["two", "two"]
    assert await call.read() is aio.EOF
    assert await call.code() is grpc.StatusCode.OK
    assert call.done()
    assert not call.cancelled()
    assert call.time_remaining() is None
    assert await call.details() == ""
    assert list(await call.trailing_metadata()) == []


class Endless:
    """Streams until the client goes, through the context: handlers may also be written so."""

    def __init__(self, text: str = "tick") -> None:
        self.closed = asyncio.Event()
        self._answer = StringValue(value=text)

    async def UnaryUnary(self, request: StringValue, context: Context) -> StringValue:
        return request

    StreamUnary = UnaryUnary

    async def UnaryStream(self, request: StringValue, context: Context) -> None:
        try:
            await context.send_initial_metadata((("x-kind", "ticks"),))
            while True:
                await context.write(self._answer)
                await asyncio.sleep(0)
        finally:
            self.closed.set()

    async def StreamStream(self, requests: object, context: Context) -> AsyncIterator[StringValue]:
        try:
            read: object = None
            while read is not aio.EOF:
                read = await context.read()
            while True:
                yield self._answer
                await asyncio.sleep(0)
        finally:
            self.closed.set()


async def test_the_initial_metadata_arrives(serve: Serve) -> None:
    served = await serve(servicer=Endless())
    call = begin(served.channel, "UnaryStream", "hello")
    assert dict(await call.initial_metadata())["x-kind"] == "ticks"
    call.cancel()


async def _all(call: EchoCall) -> list[StringValue]:
    return [answer async for answer in call] if hasattr(call, "__aiter__") else [await call]
