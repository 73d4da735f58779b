"""Requests that are never finished, against real servers with low limits."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from prometheus_client import REGISTRY
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from fixline_telemetry.http.limits import HttpLimits
from fixline_telemetry.http.server import EmbeddedServer, listening_on
from fixline_testing.beyond_types import present

HALF_A_HEAD = b"POST / HTTP/1.1\r\nhost: here\r\ncontent-le"
WHOLE = b"POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 2\r\n\r\nok"
UNREAD = b"POST /unread HTTP/1.1\r\nhost: here\r\ncontent-length: 2\r\n\r\n"
CLOSING = WHOLE.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n")


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    body = b"" if request.url.path == "/unread" else await request.body()
    await PlainTextResponse(body)(scope, receive, send)


@dataclass
class Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ended(self) -> bool:
        """Wait until the server ends it."""
        async with asyncio.timeout(20):
            try:
                while await self.reader.read(4096):
                    pass
            except ConnectionError:
                pass
        return True

    async def answer(self) -> bytes:
        async with asyncio.timeout(20):
            head = await self.reader.readuntil(b"\r\n\r\n")
            return head.splitlines()[0] + b" " + await self.reader.readexactly(2)

    def send(self, what: bytes) -> None:
        self.writer.write(what)


Connect = Callable[[bytes], Awaitable[Connection]]


async def connect(port: int, first: bytes) -> Connection:
    connection = Connection(*await asyncio.open_connection("127.0.0.1", port))
    connection.send(first)
    return connection


@asynccontextmanager
async def serving(*, connections: int = 8, head: float = 30.0, body: float = 30.0) -> AsyncIterator[Connect]:
    limits = HttpLimits(server="test", connections=connections, head_seconds=head, body_seconds=body)
    listener = listening_on("127.0.0.1:0")
    server = EmbeddedServer(limits.config(echo, timeout_graceful_shutdown=1))
    task = asyncio.create_task(server.serve([listener]))
    await server.up.wait()
    opened: list[Connection] = []

    async def open_one(first: bytes) -> Connection:
        opened.append(await connect(listener.getsockname()[1], first))
        return opened[-1]

    yield open_one
    for each in opened:
        each.writer.close()
    server.should_exit = True
    await task


def ended(reason: str) -> float:
    labels = {"server": "test", "reason": reason}
    return REGISTRY.get_sample_value("http_connections_ended_total", labels) or 0.0


@pytest.mark.parametrize("first", [b"", b"P", HALF_A_HEAD])
async def test_a_head_that_never_ends_has_its_time(first: bytes) -> None:
    before = ended("slow_head")
    async with serving(head=0.2) as open_one:
        assert await (await open_one(first)).ended()
    assert ended("slow_head") == before + 1


async def test_a_byte_now_and_then_wins_no_time() -> None:
    async with serving(head=0.3) as open_one:
        connection = await open_one(b"POST / HTTP/1.1\r\n")
        ending = asyncio.create_task(connection.ended())
        while not ending.done():
            connection.send(b"a: b\r\n")
            await asyncio.sleep(0.02)
        assert await ending


async def test_the_second_head_of_a_connection_has_its_time_too() -> None:
    async with serving(head=0.2) as open_one:
        connection = await open_one(WHOLE)
        assert await connection.answer() == b"HTTP/1.1 200 OK ok"
        connection.send(HALF_A_HEAD)
        assert await connection.ended()


async def test_a_connection_that_rests_between_requests_has_the_servers_time() -> None:
    async with serving(head=0.05) as open_one:
        connection = await open_one(WHOLE)
        assert await connection.answer() == b"HTTP/1.1 200 OK ok"
        await asyncio.sleep(0.2)  # four times as long as a head may take
        connection.send(WHOLE)
        assert await connection.answer() == b"HTTP/1.1 200 OK ok"


@pytest.mark.parametrize("head", [WHOLE[:-2], UNREAD])
async def test_a_body_that_never_comes_has_its_time_read_or_not(head: bytes) -> None:
    before = ended("slow_body")
    async with serving(body=0.2) as open_one:
        assert await (await open_one(head)).ended()
    assert ended("slow_body") == before + 1


async def test_beyond_the_limit_the_oldest_stranger_goes_and_requests_are_served() -> None:
    before = ended("too_many")
    async with serving(connections=4) as open_one:
        known = await open_one(WHOLE)
        assert await known.answer() == b"HTTP/1.1 200 OK ok"
        strangers = [await open_one(HALF_A_HEAD) for _ in range(12)]
        for stranger in strangers[:9]:
            assert await stranger.ended()
        assert await (await open_one(WHOLE)).answer() == b"HTTP/1.1 200 OK ok"
        # Whoever made a whole request once is kept as long as there is somebody else.
        known.send(WHOLE)
        assert await known.answer() == b"HTTP/1.1 200 OK ok"
        assert ended("too_many") == before + 10


async def test_a_flood_of_half_heads_takes_no_server_of_the_process() -> None:
    """With 160 descriptors, of which 60 connections may take theirs, and 400 that try."""
    program = Path(__file__).with_name("two_servers.py")
    process = await asyncio.create_subprocess_exec(sys.executable, program, stdout=asyncio.subprocess.PIPE)
    try:
        async with asyncio.timeout(120):
            admin, public = map(int, (await present(process.stdout).readline()).split())
        flood = [await connect(public, HALF_A_HEAD) for _ in range(400)]
        served = await connect(public, CLOSING)
        assert await served.answer() == b"HTTP/1.1 200 OK ok"
        for path in ("/livez", "/readyz"):
            asked = await connect(admin, f"GET {path} HTTP/1.1\r\nhost: here\r\n\r\n".encode())
            async with asyncio.timeout(20):
                assert (await asked.reader.readline()) == b"HTTP/1.1 200 OK\r\n"
            asked.writer.close()
        for each in (*flood, served):
            each.writer.close()
    finally:
        process.kill()
        await process.wait()
