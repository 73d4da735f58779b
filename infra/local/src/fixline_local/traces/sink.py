"""The sink as a whole: a collector and a page over one store."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import grpc

from fixline_local.traces.collector import create_collector
from fixline_local.traces.journal import SpanJournal
from fixline_local.traces.spans import Span, Trace
from fixline_local.traces.store import SpanStore
from fixline_local.traces.tree import render
from fixline_local.traces.web import create_app
from fixline_telemetry.http.limits import HttpLimits
from fixline_telemetry.http.server import EmbeddedServer, ListenError, listening_on

GRACE_SECONDS: Final = 2


@dataclass(frozen=True, slots=True)
class SinkPorts:
    grpc: int
    http: int


class TraceSink:
    """Receives spans and shows them; as a context manager it is started and stopped."""

    def __init__(
        self,
        *,
        grpc_listen: str = "127.0.0.1:0",
        http_listen: str = "127.0.0.1:0",
        store: SpanStore | None = None,
        kept_in: Path | None = None,
    ) -> None:
        """`kept_in`: the file in which the spans survive a restart; None: they do not."""
        self._grpc_listen = grpc_listen
        self._http_listen = http_listen
        self.store = store or SpanStore()
        self._journal = None if kept_in is None else SpanJournal(kept_in, self.store)
        self._arrived = asyncio.Event()
        self._collector: grpc.aio.Server | None = None
        self._web: EmbeddedServer | None = None
        self._serving: asyncio.Task[None] | None = None
        self.ports = SinkPorts(0, 0)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def endpoint(self) -> str:
        """For `OTEL_EXPORTER_OTLP_ENDPOINT`."""
        return f"http://127.0.0.1:{self.ports.grpc}"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports.http}"

    async def start(self) -> SinkPorts:
        """Return the bound ports; raise `ListenError` when one is taken, `OSError` for a file that cannot be used."""
        if self._journal is not None:
            self._journal.restore()
        listener = listening_on(self._http_listen)
        try:
            self._collector = create_collector(self._receive)
            grpc_port = await self._start_collector(self._collector)
        except BaseException:
            listener.close()
            raise
        self._web = EmbeddedServer(
            HttpLimits(server="traces", connections=64, head_seconds=10.0, body_seconds=10.0).config(
                create_app(self.store), timeout_graceful_shutdown=GRACE_SECONDS
            )
        )
        self._serving = asyncio.create_task(self._web.serve([listener]), name="trace page")
        await self._web.up.wait()
        self.ports = SinkPorts(grpc_port, int(listener.getsockname()[1]))
        return self.ports

    async def stop(self) -> None:
        if self._web is not None and self._serving is not None:
            self._web.should_exit = True
            await self._serving
        if self._collector is not None:
            await self._collector.stop(GRACE_SECONDS)

    def traces(self) -> list[Trace]:
        """Return what has arrived, the newest trace first."""
        return self.store.traces()

    async def wait_for(self, predicate: Callable[[Trace], bool], timeout: float = 10.0) -> Trace:  # noqa: ASYNC109  # the message says what was there instead
        """Return the newest trace that satisfies `predicate`, as soon as there is one.

        Raise `TimeoutError`, with a drawing of what has arrived, after `timeout` seconds.
        """
        try:
            async with asyncio.timeout(timeout):
                while True:
                    self._arrived.clear()
                    for trace in self.traces():
                        if predicate(trace):
                            return trace
                    await self._arrived.wait()
        except TimeoutError:
            seen = render(span for trace in self.traces() for span in trace.spans) or "nothing"
            raise TimeoutError(f"no such trace within {timeout:g} s; these arrived:\n{seen}") from None

    def _receive(self, spans: Sequence[Span]) -> int:
        refused = self.store.add(spans)
        if self._journal is not None:
            self._journal.add(spans)
        self._arrived.set()
        return refused

    async def _start_collector(self, collector: grpc.aio.Server) -> int:
        # gRPC's own failure names no reason, and its C core writes to stderr.
        listening_on(self._grpc_listen).close()
        try:
            port = collector.add_insecure_port(self._grpc_listen)
        except RuntimeError as error:
            raise ListenError(f"cannot listen on {self._grpc_listen}") from error
        await collector.start()
        return port
