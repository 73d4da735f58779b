"""Clients that do not read, and clients that open streams without end."""

from collections.abc import AsyncIterator

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue
from grpc import aio
from prometheus_client import REGISTRY
from structlog.typing import EventDict

from fixline_rpc.errors import failure_of

from .calls import EchoCall, begin, failure, multicallable
from .conftest import TOKEN, Serve, eventually
from .echo_service import Context, Echo

SMALL_WINDOW = (("grpc.http2.bdp_probe", 0), ("grpc.http2.lookahead_bytes", 65_536))
BEARER = (("authorization", f"Bearer {TOKEN}"),)


class Torrent(Echo):
    """Streams 1 MiB and counts how far it came."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = 0
        self.open = 0

    async def UnaryStream(self, request: StringValue, context: Context) -> AsyncIterator[StringValue]:  # noqa: ARG002, N802  # gRPC's names
        self.open += 1
        try:
            for _ in range(1024):
                yield StringValue(value="x" * 1024)
                self.sent += 1
        finally:
            self.open -= 1


async def read_on(call: EchoCall) -> None:
    while await call.read() is not aio.EOF:
        pass


async def test_a_client_that_does_not_read_is_cut_off_and_told_so(
    serve: Serve, lines: list[EventDict]
) -> None:
    torrent = Torrent()
    served = await serve(servicer=torrent, slow_consumer_seconds=1)
    async with aio.insecure_channel(served.target, options=SMALL_WINDOW) as channel:
        call = begin(channel, "UnaryStream", "go", metadata=BEARER)
        await call.read()
        await eventually(lambda: lines)
        assert torrent.open == 0
        assert torrent.sent < 1024
        assert lines[0]["status"] == "RESOURCE_EXHAUSTED"
        with pytest.raises(aio.AioRpcError) as caught:
            await read_on(call)
    told = failure_of(caught.value)
    assert (told.code, told.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "CONSUMER_TOO_SLOW")
    assert told.retry_after is not None


async def test_the_handler_does_not_wait_for_its_status_to_be_taken(serve: Serve) -> None:
    torrent = Torrent()
    served = await serve(servicer=torrent, slow_consumer_seconds=0.2)
    async with aio.insecure_channel(served.target, options=SMALL_WINDOW) as channel:
        call = begin(channel, "UnaryStream", "go", metadata=BEARER)
        await call.read()
        await eventually(lambda: not served.server._in_flight.methods() and torrent.sent)
        with pytest.raises(aio.AioRpcError) as caught:
            await read_on(call)
    assert failure_of(caught.value).reason == "CONSUMER_TOO_SLOW"


async def test_others_are_served_meanwhile(serve: Serve) -> None:
    served = await serve(servicer=Torrent(), slow_consumer_seconds=30)
    async with aio.insecure_channel(served.target, options=SMALL_WINDOW) as channel:
        stuck = begin(channel, "UnaryStream", "go", metadata=BEARER)
        await stuck.read()
        other = [answer async for answer in begin(served.channel, "UnaryStream", "go")]
        assert len(other) == 1024
        stuck.cancel()


async def test_a_caller_has_so_many_streams_at_once(serve: Serve) -> None:
    served = await serve(max_streams_per_caller=2)
    open_ones = [begin(served.channel, "UnaryStream", "wait", timeout=60) for _ in range(2)]
    await eventually(lambda: len(served.echo.seen) == 2)
    refused = failure_of(await failure(begin(served.channel, "UnaryStream", "hello")))
    assert (refused.code, refused.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "TOO_MANY_STREAMS")
    assert refused.metadata == {"limit": "2"}
    counted = {"scope": "caller_streams", "decision": "refused"}
    assert REGISTRY.get_sample_value("rate_limit_decisions_total", counted) == 1
    unary = multicallable(served.channel, "UnaryUnary", StringValue.SerializeToString, StringValue.FromString)
    assert (await unary(StringValue(value="hello"))).value == "hello"
    for call in open_ones:
        call.cancel()
    await eventually(lambda: not served.server._in_flight.methods())
    assert [answer async for answer in begin(served.channel, "UnaryStream", "hello")]
