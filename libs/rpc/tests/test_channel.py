"""Channels: retries, recovery, what surrounds a call."""

import asyncio
import json
import time
from collections.abc import AsyncIterator

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue
from grpc import aio
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from fixline_rpc.client.channel import SERVICE_CONFIG, create_channel
from fixline_testing.spans import parent_id

from .calls import SHAPES, answers, begin, failure
from .conftest import TOKEN, Serve, Served, eventually
from .echo_service import Context, Echo


class Flaky(Echo):
    """Fails a number of times before it answers."""

    def __init__(self, code: grpc.StatusCode, failures: int) -> None:
        super().__init__()
        self._code = code
        self._failures = failures
        self.attempts = 0

    async def _act(self, requests: list[str], context: Context) -> object:
        self.attempts += 1
        if self.attempts <= self._failures:
            await context.abort(self._code, "not now")
        return await super()._act(requests, context)


@pytest.mark.parametrize("shape", ["UnaryUnary", "UnaryStream"])
async def test_unavailable_is_retried(serve: Serve, spans: InMemorySpanExporter, shape: str) -> None:
    flaky = Flaky(grpc.StatusCode.UNAVAILABLE, 2)
    served = await serve(servicer=flaky)
    assert (await answers(begin(served.channel, shape, "hello", timeout=20)))[0] == "hello"
    assert flaky.attempts == 3
    (client,) = [span for span in spans.get_finished_spans() if span.kind.name == "CLIENT"]
    servers = [span for span in spans.get_finished_spans() if span.kind.name == "SERVER"]
    assert [parent_id(span) for span in servers] == [client.context.span_id] * 3


async def test_four_attempts_are_enough(serve: Serve) -> None:
    flaky = Flaky(grpc.StatusCode.UNAVAILABLE, 100)
    served = await serve(servicer=flaky)
    error = await failure(begin(served.channel, "UnaryUnary", "hello", timeout=20))
    assert error.code() is grpc.StatusCode.UNAVAILABLE
    assert flaky.attempts == 4


@pytest.mark.parametrize(
    "code", [grpc.StatusCode.INTERNAL, grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.ABORTED]
)
async def test_nothing_else_is_retried(serve: Serve, code: grpc.StatusCode) -> None:
    flaky = Flaky(code, 100)
    served = await serve(servicer=flaky)
    await failure(begin(served.channel, "UnaryUnary", "hello"))
    assert flaky.attempts == 1


async def test_retries_dry_up_when_everything_fails(serve: Serve) -> None:
    flaky = Flaky(grpc.StatusCode.UNAVAILABLE, 1000)
    served = await serve(servicer=flaky)
    await asyncio.gather(*(failure(begin(served.channel, "UnaryUnary", "hello")) for _ in range(30)))
    assert flaky.attempts < 30 * 2


async def test_a_restarted_server_is_found_soon(serve: Serve) -> None:
    first = await serve()
    assert await answers(begin(first.channel, "UnaryUnary", "hello")) == ["hello"]
    await first.server.drain(0.1)
    assert (await failure(begin(first.channel, "UnaryUnary", "hello"))).code() is grpc.StatusCode.UNAVAILABLE
    await serve(listen=first.target)
    began = time.monotonic()
    waiting = begin(first.channel, "UnaryUnary", "hello", timeout=30, wait_for_ready=True)
    assert await answers(waiting) == ["hello"]
    assert time.monotonic() - began < 10


async def test_a_server_without_health_counts_as_healthy() -> None:
    async def echo(request: bytes, _context: object) -> bytes:
        return request

    server = aio.server()
    handlers: dict[str, grpc.RpcMethodHandler[bytes, bytes]] = {
        "Echo": grpc.unary_unary_rpc_method_handler(echo)
    }
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("foreign.Service", handlers),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with create_channel(f"127.0.0.1:{port}", token=TOKEN) as channel:
        method: aio.UnaryUnaryMultiCallable[bytes, bytes] = channel.unary_unary("/foreign.Service/Echo")
        assert await method(b"hello") == b"hello"
    await server.stop(None)


async def test_a_channel_shows_its_state(served: Served) -> None:
    channel = served.channel
    assert channel.get_state() is grpc.ChannelConnectivity.IDLE
    await asyncio.wait_for(channel.channel_ready(), 10)
    assert channel.get_state() is grpc.ChannelConnectivity.READY
    watching = asyncio.create_task(channel.wait_for_state_change(grpc.ChannelConnectivity.READY))
    await served.server.drain(0.1)
    await asyncio.wait_for(watching, 10)


@pytest.mark.parametrize("shape", SHAPES)
async def test_closing_the_channel_ends_its_calls(
    served: Served, spans: InMemorySpanExporter, shape: str
) -> None:
    calling = asyncio.create_task(answers(begin(served.channel, shape, "wait", timeout=60)))
    await eventually(lambda: served.echo.seen)
    await served.channel.close()
    with pytest.raises(asyncio.CancelledError):
        await calling
    await asyncio.wait_for(served.echo.ended.wait(), 10)
    await eventually(lambda: len(spans.get_finished_spans()) == 2)


async def test_a_call_that_nobody_awaits_still_ends(served: Served, spans: InMemorySpanExporter) -> None:
    _ = begin(served.channel, "UnaryUnary", "hello")
    await eventually(lambda: len(spans.get_finished_spans()) == 2)


async def test_done_callbacks_get_the_call(served: Served) -> None:
    finished: list[object] = []
    call = begin(served.channel, "UnaryUnary", "hello")
    call.add_done_callback(finished.append)
    await call
    assert finished == [call]
    assert isinstance(call, aio.UnaryUnaryCall)


async def test_an_asynchronous_source_of_requests(served: Served) -> None:
    async def source() -> AsyncIterator[StringValue]:
        yield StringValue(value="one")
        yield StringValue(value="two")

    path = "/test.v1.EchoService/StreamUnary"
    call = served.channel.stream_unary(path, StringValue.SerializeToString, StringValue.FromString)(source())
    assert (await call).value == "two"


def test_the_service_config_sets_no_timeout() -> None:
    assert "timeout" not in json.dumps(SERVICE_CONFIG)
