"""More calls at once than a server can work on."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue
from grpc import aio
from grpc_health.v1 import health_pb2, health_pb2_grpc
from prometheus_client import REGISTRY
from structlog.typing import EventDict

from fixline_rpc.client.channel import create_channel
from fixline_rpc.errors import failure_of

from .calls import begin
from .conftest import OTHER_TOKEN, TOKEN, Serve
from .echo_service import SERVICE

CALLS = 3_000


async def outcome(call: object) -> object:
    try:
        await call  # type: ignore[misc]
    except aio.AioRpcError as error:
        failure = failure_of(error)
        return failure.code, failure.reason, failure.retry_after
    return grpc.StatusCode.OK


def decided(decision: str, scope: str = "server_calls") -> float:
    labels = {"scope": scope, "decision": decision}
    return REGISTRY.get_sample_value("rate_limit_decisions_total", labels) or 0.0


@pytest.fixture
async def channels(serve: Serve) -> AsyncIterator[list[aio.Channel]]:
    served = await serve()
    opened = [create_channel(served.target, token=TOKEN) for _ in range(4)]
    yield opened
    for channel in opened:
        await channel.close()


async def test_none_of_3000_calls_at_once_is_cancelled(channels: list[aio.Channel]) -> None:
    """GRPC's core cancels some of them by default, and nothing of ours hears of it."""
    calls = (
        outcome(begin(channels[number % 4], "UnaryUnary", "hello", timeout=60)) for number in range(CALLS)
    )
    assert Counter(await asyncio.gather(*calls)) == {grpc.StatusCode.OK: CALLS}


@pytest.mark.parametrize("shape", ["UnaryUnary", "StreamUnary"])
async def test_what_is_too_much_is_refused_and_told_when_to_come_again(
    serve: Serve, lines: list[EventDict], shape: str
) -> None:
    served = await serve(max_calls=20)
    before = [decided(decision) for decision in ("allowed", "refused")]
    calls = [
        asyncio.create_task(outcome(begin(served.channel, shape, "wait", timeout=60))) for _ in range(100)
    ]
    done: list[asyncio.Task[object]] = []
    while len(done) < 80:
        done = [call for call in calls if call.done()]
        await asyncio.sleep(0.01)
    assert {call.result() for call in done} == {(grpc.StatusCode.RESOURCE_EXHAUSTED, "TOO_MANY_CALLS", 1.0)}
    # Seen: there is a line for each.
    assert sum(line.get("status") == "RESOURCE_EXHAUSTED" for line in lines) == 80
    assert [decided("allowed") - before[0], decided("refused") - before[1]] == [20, 80]
    async with aio.insecure_channel(served.target) as channel:
        health = health_pb2_grpc.HealthStub(channel)
        answer = await health.Check(health_pb2.HealthCheckRequest(), timeout=20)
        assert answer.status == health_pb2.HealthCheckResponse.SERVING
    served.echo.release.set()
    assert Counter(await asyncio.gather(*calls))[grpc.StatusCode.OK] == 20
    assert await outcome(begin(served.channel, shape, "hello")) is grpc.StatusCode.OK


async def test_a_stream_takes_no_place_of_a_call(serve: Serve) -> None:
    served = await serve(max_calls=1)
    stream = begin(served.channel, "UnaryStream", "wait", timeout=60)
    reading = asyncio.create_task(stream.read())
    await served.echo.started.wait()
    assert await outcome(begin(served.channel, "UnaryUnary", "hello")) is grpc.StatusCode.OK
    served.echo.release.set()
    assert await reading == StringValue(value="wait")


async def test_what_the_core_cancels_is_repeated() -> None:
    """A server of somebody else's, which says so before it has done anything."""
    tries: list[bytes] = []

    async def cancelled_at_first(request: bytes, context: aio.ServicerContext[bytes, bytes]) -> bytes:
        tries.append(request)
        if len(tries) < 3:
            await context.abort(grpc.StatusCode.CANCELLED, "cancelled")
        return StringValue(value="done").SerializeToString()

    server = aio.server()
    handler: grpc.RpcMethodHandler[bytes, bytes] = grpc.unary_unary_rpc_method_handler(cancelled_at_first)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, {"UnaryUnary": handler}),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with create_channel(f"127.0.0.1:{port}", token=TOKEN) as channel:
        assert await begin(channel, "UnaryUnary", "hello", timeout=30) == StringValue(value="done")
    assert len(tries) == 3
    await server.stop(0)


async def test_one_caller_leaves_room_for_the_others(serve: Serve) -> None:
    served = await serve(max_calls=20, max_calls_per_caller=15)
    before = decided("refused", "caller_calls")
    calls = [
        asyncio.create_task(outcome(begin(served.channel, "UnaryUnary", "wait", timeout=60)))
        for _ in range(18)
    ]
    done: list[asyncio.Task[object]] = []
    while len(done) < 3:
        done = [call for call in calls if call.done()]
        await asyncio.sleep(0.01)
    assert {call.result() for call in done} == {(grpc.StatusCode.RESOURCE_EXHAUSTED, "TOO_MANY_CALLS", 1.0)}
    assert decided("refused", "caller_calls") - before == 3
    async with create_channel(served.target, token=OTHER_TOKEN) as other:
        assert await outcome(begin(other, "UnaryUnary", "hello")) is grpc.StatusCode.OK
    served.echo.release.set()
    assert Counter(await asyncio.gather(*calls))[grpc.StatusCode.OK] == 15
    assert await outcome(begin(served.channel, "UnaryUnary", "hello")) is grpc.StatusCode.OK
