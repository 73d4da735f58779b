"""The gRPC server of a service."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextvars import Context
from dataclasses import dataclass
from typing import Final

import structlog
from grpc import aio
from grpc_health.v1 import health_pb2_grpc
from grpc_reflection.v1alpha import reflection, reflection_pb2_grpc

from fixline_rpc.authentication import CallerTokens
from fixline_rpc.declared import DeclaredReasons
from fixline_rpc.errors import ErrorTranslator
from fixline_rpc.limits import MAX_MESSAGE_BYTES
from fixline_rpc.metrics import DecisionCounters
from fixline_rpc.server.health import SERVICE as HEALTH
from fixline_rpc.server.health import HealthServicer
from fixline_rpc.server.in_flight import InFlight
from fixline_rpc.server.load import Load
from fixline_rpc.server.observation import ReportBug
from fixline_rpc.server.routing import GenericHandlers, Registrations, Router, Service
from fixline_rpc.server.serving import CallServer
from fixline_rpc.server.streams import Streams

MOST_PENDING: Final = 20_000
"""A call that waits takes about 10 KiB."""
QUIET_SECONDS: Final = 0.1
"""A drain hangs up after so long without a new call,"""
MAX_QUIET_SECONDS: Final = 1.0
"""or after this."""
CLEANUP_SECONDS: Final = 5.0
"""How long a drain waits for handlers that were interrupted to clean up."""
LAST_SECONDS: Final = 0.5
"""How long it then waits for the last statuses to leave, and for handlers that gRPC cancelled once more."""

log: Final = structlog.get_logger("fixline.rpc")


@dataclass(frozen=True, kw_only=True)
class ServerConfig:
    """What a server needs to know.

    `listen` is host:port, port 0 for a free one. `error_domain` goes into every ErrorInfo. `method_scopes` maps
    full methods (`fixline.tickets.v1.TicketService/GetTicket`) to the scope that calling them takes; a method
    that is not listed is refused to everyone. `method_reasons`: for what the service refuses calls of a method, if
    it says so; another reason is answered too, and reported as a bug. `long_lived_methods` are streams that go on
    until the client has enough: a drain ends them at once (UNAVAILABLE `SHUTTING_DOWN`), the others get the whole
    grace.
    Reflection, when on, asks for no token. A streaming call whose client does not take an answer for
    `slow_consumer_seconds` is ended with RESOURCE_EXHAUSTED `CONSUMER_TOO_SLOW`; so is one more than
    `max_streams_per_caller` streaming calls at once, with `TOO_MANY_STREAMS`, and one more than `max_calls` calls
    with one answer that are being worked on, whoever makes them, with `TOO_MANY_CALLS`; of one caller
    `max_calls_per_caller`. Health counts for none.
    """

    listen: str
    error_domain: str
    method_scopes: Mapping[str, str]
    method_reasons: Mapping[str, frozenset[str]] | None = None
    reflection: bool = False
    long_lived_methods: frozenset[str] = frozenset()
    max_message_bytes: int = MAX_MESSAGE_BYTES
    slow_consumer_seconds: float = 30
    max_streams_per_caller: int = 100
    max_calls: int = 1_000
    max_calls_per_caller: int = 750
    max_connection_age_seconds: float = 600
    max_connection_age_grace_seconds: float = 60
    keepalive_seconds: float = 60
    keepalive_timeout_seconds: float = 10

    def options(self) -> list[tuple[str, int]]:
        return [
            ("grpc.so_reuseport", 0),  # a second process on the port must fail, not share it
            # Beyond 1,000 calls that nobody has looked at yet the core cancels some, unseen by anything of ours; we
            # look at each and refuse what is too much.
            ("grpc.server.max_pending_requests", MOST_PENDING),
            ("grpc.server.max_pending_requests_hard_limit", MOST_PENDING),
            ("grpc.max_receive_message_length", self.max_message_bytes),
            ("grpc.max_send_message_length", self.max_message_bytes),
            ("grpc.max_connection_age_ms", round(self.max_connection_age_seconds * 1000)),
            ("grpc.max_connection_age_grace_ms", round(self.max_connection_age_grace_seconds * 1000)),
            ("grpc.keepalive_time_ms", round(self.keepalive_seconds * 1000)),
            ("grpc.keepalive_timeout_ms", round(self.keepalive_timeout_seconds * 1000)),
            # Without it a ping has a minute, whatever the keepalive's timeout is.
            ("grpc.http2.ping_timeout_ms", round(self.keepalive_timeout_seconds * 1000)),
            # By default a client that pings more often than every 5 min is cut off.
            ("grpc.keepalive_permit_without_calls", 1),
            ("grpc.http2.min_ping_interval_without_data_ms", 10_000),
        ]


class RpcServer:
    """Serves the given services, health, and reflection where enabled."""

    def __init__(
        self,
        config: ServerConfig,
        *,
        tokens: CallerTokens,
        translate_error: ErrorTranslator,
        services: Sequence[Service],
        report_bug: ReportBug,
        decision_counters: DecisionCounters,
    ) -> None:
        """`report_bug` is told of each error that `translate_error` does not know, in the call's own context.

        `decision_counters` makes what counts how the limits of `config` decide.
        """
        self._config = config
        self._in_flight = InFlight()
        self._registrations = Registrations.of(services)
        self._health = HealthServicer(self._registrations.services)
        self._reasons = DeclaredReasons(config.method_reasons)
        calls = CallServer(
            error_domain=config.error_domain,
            tokens=tokens,
            translate_error=translate_error,
            in_flight=self._in_flight,
            streams=Streams(config.max_streams_per_caller, decision_counters),
            load=Load(config.max_calls, config.max_calls_per_caller, decision_counters),
            slow_consumer_seconds=config.slow_consumer_seconds,
            reasons=self._reasons,
            report_bug=report_bug,
        )
        self._router = Router(
            calls,
            self._registrations,
            method_scopes=config.method_scopes,
            long_lived_methods=config.long_lived_methods,
            beside=self._beside(),
        )
        self._server: aio.Server | None = None
        self._draining: asyncio.Task[None] | None = None

    def _beside(self) -> GenericHandlers:
        beside = GenericHandlers()
        health_pb2_grpc.add_HealthServicer_to_server(self._health, beside)
        if self._config.reflection:
            names = (*self._registrations.services, HEALTH, reflection.SERVICE_NAME)
            servicer = reflection.aio.ReflectionServicer(names)
            reflection_pb2_grpc.add_ServerReflectionServicer_to_server(servicer, beside)
        return beside

    @property
    def undeclared_reasons(self) -> frozenset[tuple[str, str]]:
        """Which methods refused calls for what they do not declare: (method, reason)."""
        return frozenset(self._reasons.undeclared)

    async def start(self) -> int:
        """Return the port. Raises RuntimeError when the address is taken or no address."""
        server = aio.server(options=self._config.options())
        server.add_generic_rpc_handlers((self._router,))
        port = server.add_insecure_port(self._config.listen)
        # Calls are served in copies of this task's context: nothing leaks into them from who started the server.
        await asyncio.create_task(server.start(), context=Context())
        self._server = server
        return port

    async def drain(self, grace_seconds: float) -> None:
        """Stop taking calls and return when the last handler has ended, its `finally` blocks included.

        Calls get `grace_seconds` to finish, then they are ended with UNAVAILABLE; handlers that were ended so
        get up to 5 s more to clean up, and those that do not are named in a log line and left behind. Calling
        it again awaits the first drain.
        """
        if self._draining is None:
            self._draining = asyncio.create_task(self._drain(grace_seconds))
        await asyncio.shield(self._draining)

    async def _drain(self, grace_seconds: float) -> None:
        self._health.drain()
        self._in_flight.begin_drain()
        if self._server is None:
            return
        ends_at = time.monotonic() + grace_seconds
        # When it stops, gRPC cancels calls that have arrived and were not yet looked at; not every client retries
        # CANCELLED as ours do. Clients that watch our health send nothing more by now: wait for the last arrivals.
        await self._in_flight.wait_until_quiet(QUIET_SECONDS, min(grace_seconds, MAX_QUIET_SECONDS))
        grace_seconds = max(0.0, ends_at - time.monotonic())
        # gRPC's own cancellation comes last: it would interrupt a handler that is cleaning up.
        stopping = asyncio.create_task(self._server.stop(grace_seconds + CLEANUP_SECONDS))
        if not await self._in_flight.wait_until_empty(grace_seconds):
            self._in_flight.interrupt_all()
            await self._in_flight.wait_until_empty(CLEANUP_SECONDS)
        await self._server.stop(LAST_SECONDS)
        await stopping
        if not await self._in_flight.wait_until_empty(LAST_SECONDS):
            log.error("rpc.drain_incomplete", methods=self._in_flight.methods())
