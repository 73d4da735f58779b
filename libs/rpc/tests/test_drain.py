"""Shutting down without losing what is under way."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue
from grpc import aio
from sentry_sdk.types import Event
from structlog.typing import EventDict

from fixline_rpc.authentication import CallerTokens
from fixline_rpc.client.channel import create_channel
from fixline_rpc.errors import failure_of
from fixline_rpc.server import server as server_module
from fixline_rpc.server.in_flight import InFlight
from fixline_rpc.server.served_method import ServedMethod
from fixline_rpc.server.server import RpcServer, ServerConfig
from fixline_telemetry.metrics import decision_counters

from .calls import SHAPES, EchoCall, answers, begin, failure, next_answer
from .conftest import TOKEN, Serve, Served, eventually, no_bug
from .echo_service import SERVICE, Context, Echo

GENEROUS = 30.0


async def test_a_call_under_way_is_finished(served: Served) -> None:
    calling = asyncio.create_task(answers(begin(served.channel, "UnaryUnary", "wait", timeout=GENEROUS)))
    await asyncio.wait_for(served.echo.started.wait(), 10)
    draining = asyncio.create_task(served.server.drain(GENEROUS))
    await asyncio.wait({draining}, timeout=0.1)
    assert not draining.done()
    served.echo.release.set()
    assert await calling == ["wait"]
    await asyncio.wait_for(draining, 10)


async def test_an_idle_server_drains_at_once(served: Served) -> None:
    await answers(begin(served.channel, "UnaryUnary", "hello"))
    began = time.monotonic()
    await served.server.drain(GENEROUS)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("shape", SHAPES)
async def test_after_the_grace_calls_end_with_unavailable(
    served: Served, shape: str, events: list[Event]
) -> None:
    calling = asyncio.create_task(failure(begin(served.channel, shape, "wait", timeout=GENEROUS)))
    await eventually(lambda: served.echo.seen)
    await served.server.drain(0.2)
    assert served.echo.ended.is_set()
    error = await calling
    assert error.code() is grpc.StatusCode.UNAVAILABLE
    assert events == []


async def broken(call: EchoCall) -> aio.AioRpcError:
    with pytest.raises(aio.AioRpcError) as caught:
        await call.read()
    return caught.value


class Ticker(Echo):
    def __init__(self) -> None:
        super().__init__()
        self.steps: list[str] = []

    async def UnaryStream(self, request: StringValue, context: Context) -> AsyncIterator[StringValue]:  # noqa: ARG002, N802
        try:
            yield StringValue(value="tick")
            await asyncio.Event().wait()
        finally:
            self.steps.append("cleaning")
            await self._cleaned_up()
            self.steps.append("clean")

    async def _cleaned_up(self) -> None:
        await self.release.wait()


class Stubborn(Ticker):
    async def _cleaned_up(self) -> None:
        while not self.release.is_set():
            with contextlib.suppress(asyncio.CancelledError):
                await self.release.wait()


async def test_a_long_lived_stream_ends_at_once_and_cleans_up(serve: Serve, lines: list[EventDict]) -> None:
    ticker = Ticker()
    served = await serve(servicer=ticker, long_lived_methods=frozenset({f"{SERVICE}/UnaryStream"}))
    call = begin(served.channel, "UnaryStream", "hello")
    assert await next_answer(call) == "tick"
    draining = asyncio.create_task(served.server.drain(GENEROUS))
    await eventually(lambda: ticker.steps == ["cleaning"])
    assert not draining.done()
    ticker.release.set()
    await asyncio.wait_for(draining, 10)
    assert ticker.steps == ["cleaning", "clean"]
    ended = failure_of(await broken(call))
    assert (ended.code, ended.reason, ended.retry_after) == (
        grpc.StatusCode.UNAVAILABLE,
        "SHUTTING_DOWN",
        0,
    )
    assert [line["status"] for line in lines] == ["UNAVAILABLE"]


async def test_the_finally_blocks_of_ended_handlers_are_awaited(serve: Serve) -> None:
    ticker = Ticker()
    served = await serve(servicer=ticker)
    call = begin(served.channel, "UnaryStream", "hello")
    await call.read()
    draining = asyncio.create_task(served.server.drain(0.1))
    await eventually(lambda: ticker.steps == ["cleaning"])
    assert not draining.done()
    ticker.release.set()
    await asyncio.wait_for(draining, 10)
    assert ticker.steps == ["cleaning", "clean"]
    assert failure_of(await broken(call)).reason == "SHUTTING_DOWN"


async def test_a_handler_that_never_ends_holds_up_no_shutdown(
    serve: Serve, lines: list[EventDict], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "CLEANUP_SECONDS", 0.1)
    ticker = Stubborn()
    served = await serve(servicer=ticker)
    call = begin(served.channel, "UnaryStream", "hello")
    await call.read()
    await asyncio.wait_for(served.server.drain(0.1), 10)
    (line,) = [line for line in lines if line["event"] == "rpc.drain_incomplete"]
    assert line["methods"] == [f"{SERVICE}/UnaryStream"]
    ticker.release.set()
    await eventually(lambda: ticker.steps == ["cleaning", "clean"])


async def test_draining_again_awaits_the_same_drain(served: Served) -> None:
    await asyncio.gather(served.server.drain(1), served.server.drain(GENEROUS))


async def test_a_server_that_never_started_drains() -> None:
    server = RpcServer(
        ServerConfig(listen="127.0.0.1:0", error_domain="test", method_scopes={}),
        tokens=CallerTokens({}),
        translate_error=lambda _error: None,
        services=[],
        report_bug=no_bug,
        decision_counters=decision_counters,
    )
    await server.drain(1)


async def test_a_long_lived_call_that_arrives_during_the_drain_is_ended_too() -> None:
    in_flight = InFlight()
    in_flight.begin_drain()
    method = replace(ServedMethod.unknown(), long_lived=True)

    async def serve() -> bool:
        with in_flight.tracked(method):
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                return in_flight.claim_interruption()
        return False

    assert await asyncio.wait_for(asyncio.create_task(serve()), 10)
    assert await in_flight.wait_until_empty(0)


async def test_a_cancellation_by_the_client_is_not_the_drains() -> None:
    in_flight = InFlight()

    async def serve() -> bool:
        with in_flight.tracked(ServedMethod.unknown()):
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                return in_flight.claim_interruption()
        return True

    serving = asyncio.create_task(serve())
    await eventually(lambda: in_flight.methods() == ["_OTHER"])
    serving.cancel()
    assert not await asyncio.wait_for(serving, 10)


@pytest.mark.parametrize("long_lived", [frozenset(), frozenset({f"{SERVICE}/UnaryStream"})])
async def test_a_client_that_does_not_read_holds_up_no_drain(
    serve: Serve, lines: list[EventDict], long_lived: frozenset[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "CLEANUP_SECONDS", 0.5)
    served = await serve(servicer=Flood(), long_lived_methods=long_lived)
    call = begin(served.channel, "UnaryStream", "hello")
    await call.read()
    await asyncio.wait_for(served.server.drain(0.5), 10)
    assert [line["status"] for line in lines if line["event"] == "rpc.served"] == ["UNAVAILABLE"]
    call.cancel()


class Flood(Echo):
    async def UnaryStream(self, request: StringValue, context: Context) -> AsyncIterator[StringValue]:  # noqa: ARG002, N802
        while True:
            yield StringValue(value="x" * 1_000_000)


async def test_streams_that_are_busy_end_with_their_reason(serve: Serve) -> None:
    busy = Busy()
    served = await serve(servicer=busy, long_lived_methods=frozenset({f"{SERVICE}/UnaryStream"}))

    async def watch() -> str:
        error = await failure(begin(served.channel, "UnaryStream", "hello"))
        return failure_of(error).reason

    watching = [asyncio.create_task(watch()) for _ in range(20)]
    await asyncio.wait_for(busy.started.wait(), 10)
    await asyncio.wait_for(served.server.drain(GENEROUS), 20)
    reasons = await asyncio.gather(*watching)
    assert set(reasons) <= {"SHUTTING_DOWN", "UNAVAILABLE"}  # those that had no answer yet tried again
    assert "SHUTTING_DOWN" in reasons


class Busy(Echo):
    async def UnaryStream(self, request: StringValue, context: Context) -> AsyncIterator[StringValue]:  # noqa: ARG002, N802
        self.started.set()
        while True:
            yield StringValue(value="tick")
            await asyncio.sleep(0)


async def test_no_call_of_a_busy_client_fails_when_another_server_goes_on(serve: Serve) -> None:
    staying, leaving = await serve(), await serve()
    target = f"ipv4:127.0.0.1:{staying.port},127.0.0.1:{leaving.port}"
    stop = asyncio.Event()

    async def work(channel: aio.Channel) -> int:
        done = 0
        while not stop.is_set():
            assert await answers(begin(channel, "UnaryUnary", "hello", timeout=GENEROUS)) == ["hello"]
            done += 1
        return done

    async with create_channel(target, token=TOKEN) as channel:
        working = [asyncio.create_task(work(channel)) for _ in range(16)]
        await eventually(lambda: len(leaving.echo.seen) > 50)
        await asyncio.wait_for(leaving.server.drain(GENEROUS), 20)
        before = len(staying.echo.seen)
        await eventually(lambda: len(staying.echo.seen) > before + 50)
        stop.set()
        assert sum(await asyncio.gather(*working)) == len(staying.echo.seen) + len(leaving.echo.seen)
