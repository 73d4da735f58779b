"""Servers with the echo service, calls to them, and what they tell."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any

import pytest
import sentry_sdk
import structlog
from google.protobuf.wrappers_pb2 import StringValue
from grpc import aio
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from fixline_rpc.authentication import CallerConfig, CallerTokens
from fixline_rpc.channel import create_channel
from fixline_rpc.server import RpcServer, ServerConfig

from .echo_service import CODEC, SERVICE, Echo, add_echo_to_server, translate

SHAPES = ("UnaryUnary", "UnaryStream", "StreamUnary", "StreamStream")
TOKEN = "the-token-of-the-bot"


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
