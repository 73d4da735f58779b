"""The calls that an instrumented channel hands out, one class per shape."""

import asyncio
from collections.abc import AsyncIterator, Callable, Generator
from typing import Any, Final

import grpc
from grpc import aio

from fixline_rpc.client.call_story import CallStory
from fixline_rpc.client.sending import Sending

Decode = Callable[[bytes], Any] | None


class Undecodable:
    """Stands for an answer that cannot be decoded, until the caller takes it."""


UNDECODABLE: Final = Undecodable()


def undecodable_error() -> aio.AioRpcError:
    return aio.AioRpcError(
        grpc.StatusCode.INTERNAL, aio.Metadata(), aio.Metadata(), "the answer cannot be decoded"
    )


def deciding_decoder(decode: Decode, story: CallStory) -> Callable[[bytes], Any]:
    """Return a decoder of a call's only answer that ends the story; gRPC would turn its errors into None."""

    def decided(raw: bytes) -> Any:
        try:
            answer = raw if decode is None else decode(raw)
        except Exception:  # noqa: BLE001  # a parser may raise anything; the caller gets INTERNAL
            story.end(grpc.StatusCode.INTERNAL)
            return UNDECODABLE
        story.end(grpc.StatusCode.OK)
        return answer

    return decided


class _Call:
    """What is the same for every shape: gRPC's own call answers."""

    def __init__(self, inner: Any, sending: Sending) -> None:
        self._inner = inner
        self._sending = sending

    def cancelled(self) -> bool:
        return bool(self._inner.cancelled())

    def done(self) -> bool:
        return bool(self._inner.done())

    def time_remaining(self) -> float | None:
        remaining: float | None = self._inner.time_remaining()
        return remaining

    def cancel(self) -> bool:
        return bool(self._inner.cancel())

    def add_done_callback(self, callback: Callable[[Any], None]) -> None:
        self._inner.add_done_callback(lambda _inner: callback(self))

    async def initial_metadata(self) -> Any:
        return await self._inner.initial_metadata()

    async def trailing_metadata(self) -> Any:
        return await self._inner.trailing_metadata()

    async def code(self) -> grpc.StatusCode:
        return grpc.StatusCode(await self._inner.code())

    async def details(self) -> str:
        return str(await self._inner.details())

    async def wait_for_connection(self) -> None:
        await self._inner.wait_for_connection()


class _OneAnswer(_Call):
    def __await__(self) -> Generator[Any, None, Any]:
        try:
            answer = yield from self._inner.__await__()
        except asyncio.CancelledError:
            self._sending.raise_failure()
            raise
        if answer is UNDECODABLE:
            raise undecodable_error()
        return answer


class _ManyAnswers(_Call):
    def __init__(self, inner: Any, sending: Sending, decode: Decode, story: CallStory) -> None:
        super().__init__(inner, sending)
        self._decode = decode
        self._story = story
        self._answers: AsyncIterator[Any] | None = None

    def __aiter__(self) -> AsyncIterator[Any]:
        if self._answers is None:
            self._answers = _answers(self._inner, self._decode, self._story, self._sending)
        return self._answers

    async def read(self) -> Any:
        try:
            raw = await self._inner.read()
        except asyncio.CancelledError:
            self._sending.raise_failure()
            raise
        return raw if raw is aio.EOF else _decoded(raw, self._inner, self._decode, self._story)


class _ManyRequests(_Call):
    async def write(self, request: Any) -> None:
        await self._inner.write(self._sending.encoded(request))

    async def done_writing(self) -> None:
        await self._inner.done_writing()


class UnaryUnaryCall(_OneAnswer, aio.UnaryUnaryCall[Any, Any]):
    pass


class StreamUnaryCall(_ManyRequests, _OneAnswer, aio.StreamUnaryCall[Any, Any]):
    pass


class UnaryStreamCall(_ManyAnswers, aio.UnaryStreamCall[Any, Any]):
    pass


class StreamStreamCall(_ManyRequests, _ManyAnswers, aio.StreamStreamCall[Any, Any]):
    pass


async def _answers(inner: Any, decode: Decode, story: CallStory, sending: Sending) -> AsyncIterator[Any]:
    # Not a method: the loop that iterates is then the only one to hold this generator, and leaving it early
    # cancels the call at once instead of when the garbage collector finds the cycle.
    try:
        async for raw in inner:
            yield _decoded(raw, inner, decode, story)
    except asyncio.CancelledError:
        sending.raise_failure()
        raise
    finally:
        inner.cancel()


def _decoded(raw: bytes, inner: Any, decode: Decode, story: CallStory) -> Any:
    try:
        return raw if decode is None else decode(raw)
    except Exception as error:
        story.own_failure = grpc.StatusCode.INTERNAL
        inner.cancel()
        raise undecodable_error() from error
