"""Calls to the echo service, whatever their shape."""

from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Generator, Mapping
from typing import Protocol, cast

import pytest
from google.protobuf.wrappers_pb2 import StringValue
from grpc import StatusCode, aio

from .echo_service import SERVICE

SHAPES = ("UnaryUnary", "UnaryStream", "StreamUnary", "StreamStream")


class EchoCall(Protocol):
    """A call of any shape; of awaiting, iterating, reading and writing, each shape has its own."""

    def __await__(self) -> Generator[None, None, StringValue]: ...
    def __aiter__(self) -> AsyncIterator[StringValue]: ...
    async def read(self) -> object: ...
    async def write(self, request: object, /) -> None: ...
    async def done_writing(self) -> None: ...
    async def wait_for_connection(self) -> None: ...
    async def initial_metadata(self) -> Mapping[str, str | bytes]: ...
    async def trailing_metadata(self) -> Mapping[str, str | bytes]: ...
    async def code(self) -> StatusCode: ...
    async def details(self) -> str: ...
    def add_done_callback(self, callback: Callable[[object], None], /) -> None: ...
    def time_remaining(self) -> float | None: ...
    def cancel(self) -> bool: ...
    def cancelled(self) -> bool: ...
    def done(self) -> bool: ...


def multicallable(
    channel: aio.Channel,
    shape: str,
    serialise: Callable[[StringValue], bytes] | None = None,
    deserialise: Callable[[bytes], StringValue] | None = None,
) -> Callable[..., EchoCall]:
    make: Callable[..., object] = {
        "UnaryUnary": channel.unary_unary,
        "UnaryStream": channel.unary_stream,
        "StreamUnary": channel.stream_unary,
        "StreamStream": channel.stream_stream,
    }[shape]
    # The stubs have one class per shape; what all of them can do is nobody's type.
    return cast("Callable[..., EchoCall]", make(f"/{SERVICE}/{shape}", serialise, deserialise))


def begin(channel: aio.Channel, shape: str, *wishes: str, **options: object) -> EchoCall:
    """Make a call with these requests (one for a unary method)."""
    messages = [StringValue(value=wish) for wish in wishes]
    method = multicallable(channel, shape, StringValue.SerializeToString, StringValue.FromString)
    return method(messages[0] if shape.startswith("Unary") else iter(messages), **options)


async def answers(call: EchoCall) -> list[str]:
    if hasattr(call, "__aiter__"):
        return [answer.value async for answer in call]
    return [(await call).value]


async def next_answer(call: EchoCall) -> str:
    answer = await call.read()
    assert isinstance(answer, StringValue)
    return answer.value


async def failure(call: Awaitable[object] | AsyncIterable[object]) -> aio.AioRpcError:
    with pytest.raises(aio.AioRpcError) as caught:
        await _end(call)
    return caught.value


async def _end(call: Awaitable[object] | AsyncIterable[object]) -> None:
    if isinstance(call, AsyncIterable):
        async for _ in call:
            pass
    else:
        await call
