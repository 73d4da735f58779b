"""Processes that use the library, and servers that take what they send."""

import asyncio
import gzip
import json
import os
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from fixline_local.traces.sink import TraceSink
from fixline_testing.forked import Forks

FORKS = Forks(("fixline_telemetry.telemetry", "fixline_telemetry.crashes"))
PROCESS_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stdout.splitlines()]

    def line(self, event: str) -> dict[str, Any]:
        (found,) = [line for line in self.lines if line["event"] == event]
        return found


RunScript = Callable[..., Awaitable[Ended]]


@pytest.fixture
def run_script(tmp_path: Path) -> RunScript:
    """Run `source` in a process of its own; telemetry is global to a process, so tests of the whole need one."""

    async def run(source: str, **environment: str) -> Ended:
        script = tmp_path / "script.py"
        script.write_text(source)
        async with asyncio.timeout(PROCESS_SECONDS):
            done = await FORKS.run(script, env=os.environ | environment)
        return Ended(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
async def sink() -> AsyncIterator[TraceSink]:
    async with TraceSink() as sink:
        yield sink


@dataclass(slots=True)
class CrashServer:
    """Takes envelopes as a Sentry server does."""

    port: int
    envelopes: list[str] = field(default_factory=list)

    @property
    def dsn(self) -> str:
        return f"http://publickey@127.0.0.1:{self.port}/1"

    @property
    def events(self) -> list[dict[str, Any]]:
        found = []
        for envelope in self.envelopes:
            lines = envelope.split("\n")
            for header, payload in zip(lines[1::2], lines[2::2], strict=False):
                if json.loads(header)["type"] == "event":
                    found.append(json.loads(payload))
        return found


@pytest.fixture
def crash_server() -> Iterator[CrashServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.headers.get("content-encoding") == "gzip":
                body = gzip.decompress(body)
            recorded.envelopes.append(body.decode())
            self.send_response(200)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    recorded = CrashServer(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield recorded
    server.shutdown()
    thread.join()
    server.server_close()
