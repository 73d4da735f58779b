"""Servers with the echo service, calls to them, and what they tell."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Protocol, TypedDict, TypeVar, Unpack

import pytest
import sentry_sdk
import structlog
from grpc import aio
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport
from sentry_sdk.types import Event
from structlog.typing import EventDict

from fixline_rpc.authentication import CallerConfig, CallerTokens
from fixline_rpc.client.channel import create_channel
from fixline_rpc.server.server import RpcServer, ServerConfig
from fixline_telemetry.metrics import decision_counters

from .calls import SHAPES
from .echo_service import CODEC, SERVICE, Codec, Echo, EchoServicer, add_echo_to_server, translate

TOKEN = "the-token-of-the-bot"
OTHER_TOKEN = "the-token-of-another"


@dataclass
class Served:
    server: RpcServer
    port: int
    echo: Echo
    channel: aio.Channel
    recurs: list[bool]
    """Of each bug reported, whether it was said to come again and again."""

    @property
    def target(self) -> str:
        return f"127.0.0.1:{self.port}"


class Changes(TypedDict, total=False):
    """What a test wants otherwise in `ServerConfig`."""

    listen: str
    method_scopes: Mapping[str, str]
    method_reasons: Mapping[str, frozenset[str]]
    long_lived_methods: frozenset[str]
    reflection: bool
    max_message_bytes: int
    max_streams_per_caller: int
    max_calls: int
    max_calls_per_caller: int
    slow_consumer_seconds: float
    keepalive_seconds: float
    keepalive_timeout_seconds: float


class Serve(Protocol):
    def __call__(
        self, servicer: EchoServicer | None = None, codec: Codec = CODEC, **changes: Unpack[Changes]
    ) -> Awaitable[Served]: ...


def no_bug(error: Exception, *, recurs: bool) -> None:  # noqa: ARG001  # the port's names
    """Report to nobody: for servers that serve nothing."""
    raise error


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    made: list[Served] = []

    async def start(
        servicer: EchoServicer | None = None, codec: Codec = CODEC, **changes: Unpack[Changes]
    ) -> Served:
        config = ServerConfig(
            listen="127.0.0.1:0",
            error_domain="test.fixline",
            method_scopes={f"{SERVICE}/{shape}": "echo" for shape in SHAPES},
        )
        callers = {
            "bot": CallerConfig(hashed(TOKEN), ["echo"]),
            "other": CallerConfig(hashed(OTHER_TOKEN), ["echo"]),
            "poor": CallerConfig(hashed("poor"), ["other"]),
        }
        echo = Echo()
        told: list[bool] = []

        def report_bug(error: Exception, *, recurs: bool) -> None:
            told.append(recurs)
            sentry_sdk.capture_exception(error)

        server = RpcServer(
            replace(config, **changes),
            tokens=CallerTokens.from_config(callers),
            translate_error=translate,
            services=[(partial(add_echo_to_server, codec=codec), servicer or echo)],
            report_bug=report_bug,
            decision_counters=decision_counters,
        )
        port = await server.start()
        served = Served(server, port, echo, create_channel(f"127.0.0.1:{port}", token=TOKEN), told)
        made.append(served)
        return served

    yield start
    for served in made:
        await served.channel.close()
        await served.server.drain(grace_seconds=0.1)


@pytest.fixture
async def served(serve: Serve) -> Served:
    return await serve()


T = TypeVar("T")


async def eventually(condition: Callable[[], T]) -> T:
    """Return the condition's value once it is true; fail after 10 s."""
    ends_at = time.monotonic() + 10
    while not (value := condition()):
        assert time.monotonic() < ends_at, "it did not come true within 10 s"
        await asyncio.sleep(0.005)
    return value


class RecordingTransport(Transport):
    def __init__(self, events: list[Event]) -> None:
        super().__init__()
        self._events = events

    def capture_envelope(self, envelope: Envelope) -> None:
        event = envelope.get_event()
        if event is not None:
            self._events.append(event)


@pytest.fixture
def events() -> Iterator[list[Event]]:
    """The Sentry events of this test."""
    recorded: list[Event] = []
    client = sentry_sdk.Client(
        dsn="https://key@sentry.invalid/1", transport=RecordingTransport(recorded), default_integrations=False
    )
    sentry_sdk.get_global_scope().set_client(client)
    yield recorded
    sentry_sdk.get_global_scope().set_client(None)
    client.close()


@pytest.fixture
def lines() -> Iterator[list[EventDict]]:
    """The log lines of this test."""
    with structlog.testing.capture_logs() as captured:
        yield captured
