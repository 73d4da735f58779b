"""What one HTTP connection may take: uvicorn ends none that has not finished its first request.

A thousand half-sent heads would otherwise take every descriptor of the process, and with them all its servers.
"""

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import h11
import uvicorn
from prometheus_client import Counter
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

REASONS: Final = ("slow_head", "slow_body", "too_many")
ENDED: Final = Counter("http_connections_ended", "Connections that a server ended.", ["server", "reason"])


@dataclass(slots=True, kw_only=True)
class HttpLimits:
    """Of one server. A head, its first byte included, has `head_seconds`, and the body after it `body_seconds`.

    Of more than `connections` the oldest goes that has not finished a head yet, else the oldest that is idle, else the
    new one.
    """

    server: str
    connections: int
    head_seconds: float
    body_seconds: float
    _open: "dict[BoundedProtocol, None]" = field(default_factory=dict)
    """In the order in which they came."""

    def config(self, app: Any, **options: Any) -> uvicorn.Config:
        """Return how to serve `app` quietly within these limits."""
        for reason in REASONS:
            ENDED.labels(self.server, reason)
        protocol: Any = partial(BoundedProtocol, self)
        return uvicorn.Config(
            app,
            http=protocol,
            ws="none",
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            **options,
        )

    def came(self, connection: "BoundedProtocol") -> None:
        self._open[connection] = None
        if len(self._open) > self.connections:
            others = [each for each in self._open if each is not connection]
            strangers = (each for each in others if each.asked is None)
            idle = (each for each in others if each.is_idle)
            (next(strangers, None) or next(idle, None) or connection).end("too_many")

    def went(self, connection: "BoundedProtocol") -> None:
        self._open.pop(connection, None)


class BoundedProtocol(H11Protocol):
    def __init__(self, limits: HttpLimits, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._limits = limits
        self._deadline: asyncio.TimerHandle | None = None
        self._awaited = ""

    @property
    def asked(self) -> RequestResponseCycle | None:
        """The newest request of it whose head was whole."""
        return self.cycle

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for an answer on it."""
        return self.asked is None or self.asked.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        self._await("slow_head", self._limits.head_seconds)
        self._limits.came(self)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        match self.conn.their_state:
            case h11.IDLE:
                self._await("slow_head", self._limits.head_seconds)
            case h11.SEND_BODY:
                self._await("slow_body", self._limits.body_seconds)
            case _:
                self._await_nothing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._await_nothing()
        self._limits.went(self)
        super().connection_lost(exc)

    def end(self, reason: str) -> None:
        """End it without a word: who sends half a request would not read one."""
        ENDED.labels(self._limits.server, reason).inc()
        self._await_nothing()
        self._limits.went(self)
        self.transport.abort()

    def _await(self, what: str, seconds: float) -> None:
        """Give it so long from now on; what is awaited already keeps its end, however often a byte comes."""
        if self._awaited != what:
            self._await_nothing()
            self._awaited = what
            self._deadline = self.loop.call_later(seconds, self.end, what)

    def _await_nothing(self) -> None:
        self._awaited = ""
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
