"""What a handler can do with its context, all of it as with gRPC's own."""

# ruff: noqa: ARG001, ARG002, N802  # handlers have gRPC's names and arguments

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import SimpleNamespace

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue
from google.rpc import status_pb2
from grpc import aio
from sentry_sdk.types import Event

from fixline_rpc.context import remaining_seconds
from fixline_rpc.errors import DETAILS_KEY, failure_of

from .calls import answers, begin, failure, multicallable
from .conftest import TOKEN, Serve, Served
from .echo_service import SERVICE, Context

Handler = Callable[[object, Context], Awaitable[object]]


@dataclass
class Ended(grpc.Status):
    code: grpc.StatusCode
    details: str
    trailing_metadata: tuple[tuple[str, bytes], ...]


class Scripted:
    """Its unary methods do what the test says."""

    def __init__(self, act: Handler) -> None:
        self._act = act

    async def UnaryUnary(self, request: object, context: Context) -> object:
        return await self._act(request, context)

    async def StreamUnary(self, requests: object, context: Context) -> object:
        return await self._act(requests, context)

    def UnaryStream(self, request: object, context: Context) -> object:
        return 7

    StreamStream = UnaryStream


async def scripted(serve: Serve, act: Handler) -> Served:
    return await serve(servicer=Scripted(act))


async def test_what_the_context_knows(serve: Serve) -> None:
    seen = SimpleNamespace(done=[])

    async def act(request: object, context: Context) -> object:
        seen.name = dict(context.invocation_metadata() or ())["x-name"]
        seen.peer, seen.remaining = context.peer(), context.time_remaining()
        seen.auth = (context.auth_context(), context.peer_identity_key(), context.peer_identities())
        seen.state = (context.done(), context.cancelled(), context.code(), context.details())
        context.add_done_callback(seen.done.append)
        context.set_compression(grpc.Compression.Gzip)
        context.disable_next_message_compression()
        await context.send_initial_metadata((("x-kind", "initial"),))
        context.set_trailing_metadata((("x-kind", "trailing"),))
        seen.trailing = context.trailing_metadata()
        return request

    served = await scripted(serve, act)
    call = begin(served.channel, "UnaryUnary", "hello", metadata=[("x-name", "value")], timeout=20)
    assert await answers(call) == ["hello"]
    assert dict(await call.initial_metadata())["x-kind"] == "initial"
    assert dict(await call.trailing_metadata())["x-kind"] == "trailing"
    assert seen.trailing == (("x-kind", "trailing"),)
    assert (seen.name, seen.state) == ("value", (False, False, grpc.StatusCode.OK, ""))
    assert seen.peer.startswith("ipv4:127.0.0.1:")
    assert 10 < seen.remaining <= 20.2
    assert "security_level" in str(seen.auth) or seen.auth[0] == {}


async def test_a_failure_keeps_the_trailing_metadata(serve: Serve) -> None:
    async def act(request: object, context: Context) -> object:
        context.set_trailing_metadata((("x-kind", "kept"),))
        context.set_code(5)  # type: ignore[arg-type]  # gRPC's own context takes numbers too
        context.set_details("gone")
        return request

    error = await failure(begin((await scripted(serve, act)).channel, "UnaryUnary", "hello"))
    assert dict(error.trailing_metadata())["x-kind"] == "kept"
    assert (error.code(), error.details()) == (grpc.StatusCode.NOT_FOUND, "gone")
    assert failure_of(error).reason == "NOT_FOUND"


async def test_details_of_the_handlers_own_are_kept(serve: Serve) -> None:
    own = status_pb2.Status(code=9, message="its own").SerializeToString()

    async def act(request: object, context: Context) -> object:
        code = grpc.StatusCode.FAILED_PRECONDITION
        await context.abort_with_status(Ended(code, "its own", ((DETAILS_KEY, own),)))

    error = await failure(begin((await scripted(serve, act)).channel, "UnaryUnary", "hello"))
    assert (error.code(), error.details()) == (grpc.StatusCode.FAILED_PRECONDITION, "its own")
    assert [value for key, value in error.trailing_metadata() if key == DETAILS_KEY] == [own]


async def test_an_abort_cannot_be_undone(serve: Serve, events: list[Event]) -> None:
    async def act(request: object, context: Context) -> object:
        with contextlib.suppress(aio.AbortError):
            await context.abort(grpc.StatusCode.ABORTED, "first")
        with contextlib.suppress(aio.AbortError):
            await context.abort(grpc.StatusCode.NOT_FOUND, "second")
        with contextlib.suppress(aio.AbortError):
            await context.send_initial_metadata(())
        with contextlib.suppress(aio.AbortError):
            await context.write(StringValue())
        return request

    error = await failure(begin((await scripted(serve, act)).channel, "UnaryUnary", "hello"))
    assert (error.code(), error.details()) == (grpc.StatusCode.ABORTED, "first")
    assert events == []


async def test_aborting_with_ok_is_a_bug(serve: Serve, events: list[Event]) -> None:
    async def act(request: object, context: Context) -> object:
        await context.abort(grpc.StatusCode.OK)

    error = await failure(begin((await scripted(serve, act)).channel, "UnaryUnary", "hello"))
    assert error.code() is grpc.StatusCode.INTERNAL
    assert len(events) == 1


async def test_a_blocking_handler_is_a_bug(serve: Serve, events: list[Event]) -> None:
    served = await scripted(serve, lambda _request, _context: asyncio.sleep(0))
    error = await failure(begin(served.channel, "UnaryStream", "hello"))
    assert error.code() is grpc.StatusCode.INTERNAL
    assert len(events) == 1


async def test_a_nested_call_that_used_up_the_time_is_no_bug(serve: Serve, events: list[Event]) -> None:
    async def act(request: object, context: Context) -> object:
        await asyncio.sleep((remaining_seconds() or 0) - 0.01)
        raise aio.AioRpcError(grpc.StatusCode.DEADLINE_EXCEEDED, aio.Metadata(), aio.Metadata())

    served = await scripted(serve, act)
    error = await failure(begin(served.channel, "UnaryUnary", "hello", timeout=1))
    assert error.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    assert events == []


async def test_a_nested_call_that_was_too_slow_is_one(serve: Serve, events: list[Event]) -> None:
    async def act(request: object, context: Context) -> object:
        raise aio.AioRpcError(grpc.StatusCode.DEADLINE_EXCEEDED, aio.Metadata(), aio.Metadata())

    error = await failure(begin((await scripted(serve, act)).channel, "UnaryUnary", "hello", timeout=20))
    assert error.code() is grpc.StatusCode.INTERNAL
    assert len(events) == 1


async def test_bytes_pass_where_there_is_no_codec(serve: Serve) -> None:
    served = await serve(servicer=Scripted(_echo), codec={})
    assert await multicallable(served.channel, "UnaryUnary")(b"\x00raw") == b"\x00raw"
    error = await failure(multicallable(served.channel, "StreamUnary")(iter([b"x"])))
    assert error.code() is grpc.StatusCode.INTERNAL  # the answer is an iterator


async def _echo(request: object, _context: object) -> object:
    return request


def without_message(channel: aio.Channel, *, timeout: float) -> aio.StreamUnaryCall[StringValue, bytes]:
    """Call a unary method as a stream does: the same bytes on the wire, until it sends its message."""
    method: aio.StreamUnaryMultiCallable[StringValue, bytes] = channel.stream_unary(
        f"/{SERVICE}/UnaryUnary", StringValue.SerializeToString
    )
    return method(timeout=timeout, metadata=[("authorization", f"Bearer {TOKEN}")])


async def test_a_message_that_cannot_be_read_in_time(served: Served) -> None:
    """A unary method whose request never comes is no call of its handler's."""
    async with aio.insecure_channel(served.target) as channel:
        call = without_message(channel, timeout=0.5)
        with pytest.raises(aio.AioRpcError) as caught:
            await call
    assert caught.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    assert served.echo.seen == []


async def test_a_unary_request_that_never_comes_is_a_failure(served: Served) -> None:
    async with aio.insecure_channel(served.target) as channel:
        call = without_message(channel, timeout=20)
        await call.done_writing()
        with pytest.raises(aio.AioRpcError) as caught:
            await call
    assert failure_of(caught.value).reason == "REQUEST_MISSING"
    assert served.echo.seen == []
