"""A service with one method per shape whose requests say what it shall do."""

# ruff: noqa: N802  # gRPC methods are named so

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypedDict

import grpc
from google.protobuf.wrappers_pb2 import StringValue
from grpc import aio

from fixline_rpc.context import current_actor, current_caller, remaining_seconds
from fixline_rpc.errors import FieldViolation, RpcFailure

SERVICE = "test.v1.EchoService"
SECRET = "postgresql://user:hunter2@db"


class TicketStaleError(Exception):
    """An expected error, which the translator knows."""


RAISED: dict[str, type[Exception]] = {
    "raise": RuntimeError,
    "expected": TicketStaleError,
    "large": OverflowError,
    "translator": LookupError,
    "not_implemented": NotImplementedError,
}


def translate(error: Exception) -> RpcFailure | None:
    if isinstance(error, TicketStaleError):
        return RpcFailure(
            code=grpc.StatusCode.ABORTED,
            reason="TICKET_STALE",
            message="the ticket has changed",
            metadata={"ticket": "tickets/42"},
            violations=[FieldViolation(field="etag", description="is stale")],
            retry_after=1.5,
        )
    if isinstance(error, OverflowError):
        many = [FieldViolation(field=f"labels[{index}]", description="ж" * 100) for index in range(100)]
        return RpcFailure(
            code=grpc.StatusCode.INVALID_ARGUMENT, reason="LARGE", message="ж" * 9000, violations=many
        )
    if isinstance(error, LookupError):
        raise RuntimeError(f"the translator broke at {SECRET}")  # noqa: TRY004  # it shall be a bug
    return None


Context = aio.ServicerContext[StringValue, StringValue]


class Seen(NamedTuple):
    caller: str
    actor: str | None
    remaining: float | None


@dataclass
class Echo:
    """Does what the (last) request asks for; answers with what it was asked, twice when it streams."""

    started: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    seen: list[Seen] = field(default_factory=list)
    nested: Callable[[], Awaitable[str]] | None = None

    async def UnaryUnary(self, request: StringValue, context: Context) -> object:
        return await self._act([request.value], context)

    async def StreamUnary(self, requests: AsyncIterator[StringValue], context: Context) -> object:
        return await self._act(await self._all(requests), context)

    async def UnaryStream(self, request: StringValue, context: Context) -> AsyncIterator[object]:
        answer = await self._act([request.value], context)
        yield answer
        yield answer

    async def StreamStream(
        self, requests: AsyncIterator[StringValue], context: Context
    ) -> AsyncIterator[object]:
        answer = await self._act(await self._all(requests), context)
        yield answer
        yield answer

    async def _all(self, requests: AsyncIterator[StringValue]) -> list[str]:
        self.started.set()
        try:
            return [request.value async for request in requests]
        finally:
            self.ended.set()

    async def _act(self, requests: list[str], context: Context) -> object:
        wish = requests[-1]
        self.seen.append(Seen(current_caller().name, current_actor(), remaining_seconds()))
        self.started.set()
        self.ended.clear()
        try:
            if wish in RAISED:
                raise RAISED[wish](SECRET)
            match wish:
                case "abort":
                    await context.abort(grpc.StatusCode.NOT_FOUND, "no such ticket")
                case "set_code":
                    context.set_code(grpc.StatusCode.FAILED_PRECONDITION)
                    context.set_details("not now")
                case "unserialisable":
                    return SECRET
                case "wait":
                    await self.release.wait()
                case "nested" if self.nested is not None:
                    wish = await self.nested()
            return StringValue(value=wish)
        finally:
            self.ended.set()


class Codec(TypedDict, total=False):
    request_deserializer: Callable[[bytes], StringValue]
    response_serializer: Callable[[StringValue], bytes]


CODEC: Codec = {
    "request_deserializer": StringValue.FromString,
    "response_serializer": StringValue.SerializeToString,
}


class EchoServicer(Protocol):
    """As generated servicers are: what handlers take and return is between them and the codec."""

    @property
    def UnaryUnary(self) -> Callable[..., object]: ...
    @property
    def UnaryStream(self) -> Callable[..., object]: ...
    @property
    def StreamUnary(self) -> Callable[..., object]: ...
    @property
    def StreamStream(self) -> Callable[..., object]: ...


def add_echo_to_server(servicer: EchoServicer, server: aio.Server, codec: Codec = CODEC) -> None:
    """Register as generated code does."""
    handlers = {
        "UnaryUnary": grpc.unary_unary_rpc_method_handler(servicer.UnaryUnary, **codec),
        "UnaryStream": grpc.unary_stream_rpc_method_handler(servicer.UnaryStream, **codec),
        "StreamUnary": grpc.stream_unary_rpc_method_handler(servicer.StreamUnary, **codec),
        "StreamStream": grpc.stream_stream_rpc_method_handler(servicer.StreamStream, **codec),
    }
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, handlers),))
    server.add_registered_method_handlers(SERVICE, handlers)
