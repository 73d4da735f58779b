"""A service with one method per shape whose requests say what it shall do, and what watches it."""

# ruff: noqa: N802  # gRPC methods are named so

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any

import grpc
import pytest
import sentry_sdk
import structlog
from google.protobuf.wrappers_pb2 import StringValue
from grpc import aio
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from fixline_rpc.authentication import CallerConfig, CallerTokens
from fixline_rpc.channel import create_channel
from fixline_rpc.context import current_actor, current_caller, remaining_seconds
from fixline_rpc.errors import FieldViolation, RpcFailure
from fixline_rpc.server import RpcServer, ServerConfig

SERVICE = "test.v1.EchoService"
SHAPES = ("UnaryUnary", "UnaryStream", "StreamUnary", "StreamStream")
TOKEN = "the-token-of-the-bot"
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


@dataclass
class Echo:
    """Does what the (last) request asks for; answers with what it was asked, twice when it streams."""

    started: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    seen: list[Any] = field(default_factory=list)
    nested: Callable[[], Awaitable[str]] | None = None

    async def UnaryUnary(self, request: Any, context: Any) -> Any:
        return await self._act([request.value], context)

    async def StreamUnary(self, requests: Any, context: Any) -> Any:
        return await self._act(await self._all(requests), context)

    async def UnaryStream(self, request: Any, context: Any) -> AsyncIterator[Any]:
        answer = await self._act([request.value], context)
        yield answer
        yield answer

    async def StreamStream(self, requests: Any, context: Any) -> AsyncIterator[Any]:
        answer = await self._act(await self._all(requests), context)
        yield answer
        yield answer

    async def _all(self, requests: Any) -> list[str]:
        self.started.set()
        try:
            return [request.value async for request in requests]
        finally:
            self.ended.set()

    async def _act(self, requests: list[str], context: Any) -> Any:
        wish = requests[-1]
        self.seen.append((current_caller().name, current_actor(), remaining_seconds()))
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


CODEC = {"request_deserializer": StringValue.FromString, "response_serializer": StringValue.SerializeToString}


def add_echo_to_server(servicer: Any, server: aio.Server, codec: Mapping[str, Any] = CODEC) -> None:
    """Register as generated code does."""
    handlers = {
        "UnaryUnary": grpc.unary_unary_rpc_method_handler(servicer.UnaryUnary, **codec),
        "UnaryStream": grpc.unary_stream_rpc_method_handler(servicer.UnaryStream, **codec),
        "StreamUnary": grpc.stream_unary_rpc_method_handler(servicer.StreamUnary, **codec),
        "StreamStream": grpc.stream_stream_rpc_method_handler(servicer.StreamStream, **codec),
    }
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, handlers),))
    server.add_registered_method_handlers(SERVICE, handlers)


@dataclass
class Served:
    server: RpcServer
    port: int
    echo: Echo
    channel: aio.Channel

    @property
    def target(self) -> str:
        return f"127.0.0.1:{self.port}"


Serve = Callable[..., Awaitable[Served]]


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    made: list[Served] = []

    async def start(servicer: Any = None, codec: Mapping[str, Any] = CODEC, **changes: Any) -> Served:
        settings: dict[str, Any] = {
            "listen": "127.0.0.1:0",
            "error_domain": "test.fixline",
            "method_scopes": {f"{SERVICE}/{shape}": "echo" for shape in SHAPES},
        }
        callers = {
            "bot": CallerConfig(hashed(TOKEN), ["echo"]),
            "poor": CallerConfig(hashed("poor"), ["other"]),
        }
        echo = Echo()
        server = RpcServer(
            ServerConfig(**(settings | changes)),
            tokens=CallerTokens.from_config(callers),
            translate_error=translate,
            services=[(partial(add_echo_to_server, codec=codec), servicer or echo)],
        )
        port = await server.start()
        served = Served(server, port, echo, create_channel(f"127.0.0.1:{port}", token=TOKEN))
        made.append(served)
        return served

    yield start
    for served in made:
        await served.channel.close()
        await served.server.drain(grace_seconds=0.1)


@pytest.fixture
async def served(serve: Serve) -> Served:
    return await serve()


def multicallable(channel: aio.Channel, shape: str, *codec: Any) -> Any:
    make = {
        "UnaryUnary": channel.unary_unary,
        "UnaryStream": channel.unary_stream,
        "StreamUnary": channel.stream_unary,
        "StreamStream": channel.stream_stream,
    }[shape]
    return make(f"/{SERVICE}/{shape}", *codec)


def begin(channel: aio.Channel, shape: str, *wishes: str, **options: Any) -> Any:
    """Make a call with these requests (one for a unary method)."""
    messages = [StringValue(value=wish) for wish in wishes]
    method = multicallable(channel, shape, StringValue.SerializeToString, StringValue.FromString)
    return method(messages[0] if shape.startswith("Unary") else iter(messages), **options)


async def answers(call: Any) -> list[str]:
    if hasattr(call, "__aiter__"):
        return [answer.value async for answer in call]
    return [(await call).value]


async def failure(call: Any) -> aio.AioRpcError:
    with pytest.raises(aio.AioRpcError) as caught:
        await answers(call)
    return caught.value


async def eventually(condition: Callable[[], Any]) -> Any:
    """Return the condition's value once it is true; fail after 10 s."""
    ends_at = time.monotonic() + 10
    while not (value := condition()):
        assert time.monotonic() < ends_at, "it did not come true within 10 s"
        await asyncio.sleep(0.005)
    return value


class RecordingTransport(Transport):
    def __init__(self, events: list[dict[str, Any]]) -> None:
        super().__init__()
        self._events = events

    def capture_envelope(self, envelope: Envelope) -> None:
        event = envelope.get_event()
        if event is not None:
            self._events.append(dict(event))


@pytest.fixture
def events() -> Iterator[list[dict[str, Any]]]:
    """The Sentry events of this test."""
    recorded: list[dict[str, Any]] = []
    client = sentry_sdk.Client(
        dsn="https://key@sentry.invalid/1", transport=RecordingTransport(recorded), default_integrations=False
    )
    sentry_sdk.get_global_scope().set_client(client)
    yield recorded
    sentry_sdk.get_global_scope().set_client(None)
    client.close()


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    """The log lines of this test."""
    with structlog.testing.capture_logs() as captured:
        yield captured
