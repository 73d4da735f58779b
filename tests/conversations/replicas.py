"""Several processes of the bot behind one webhook, as in production: whichever is next gets an update."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle

import aiohttp
from aiohttp import web

from bot_service.adapters.inbound.http.paths import WEBHOOK

SECRET = "a-secret-of-the-test"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
START_SECONDS = 120.0
"""An interpreter with a service imports for seconds, and the other tests want the same processors."""


class Balancer:
    """Passes each request on to the next of the processes, and their answer back."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._next = cycle([""])

    def spread_over(self, ports: list[int]) -> None:
        self._next = cycle([f"http://127.0.0.1:{port}{WEBHOOK}" for port in ports])

    async def pass_on(self, request: web.Request) -> web.Response:
        headers = {name: request.headers[name] for name in (SECRET_HEADER, "Content-Type")}
        async with self._session.post(next(self._next), data=await request.read(), headers=headers) as answer:
            return web.Response(status=answer.status, body=await answer.read())


@asynccontextmanager
async def bot_processes(settings: Mapping[str, str], number: int) -> AsyncIterator[None]:
    """Run so many processes of the bot, each with these settings (`token` is BOT_TOKEN), until the context ends."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        balancer = Balancer(session)
        app = web.Application()
        app.router.add_post(WEBHOOK, balancer.pass_on)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        environment = {f"BOT_{name.upper()}": value for name, value in settings.items()} | {
            "BOT_WEBHOOK_URL": f"http://127.0.0.1:{runner.addresses[0][1]}{WEBHOOK}",
            "BOT_WEBHOOK_LISTEN": "127.0.0.1:0",
            "BOT_WEBHOOK_SECRET": SECRET,
            "ENVIRONMENT": "local",
        }
        processes = [await stack.enter_async_context(bot_process(environment)) for _ in range(number)]
        async with asyncio.timeout(START_SECONDS):
            balancer.spread_over([await webhook_port(process) for process in processes])
        reading = [asyncio.create_task(read_on(process)) for process in processes]
        yield
        for task in reading:
            task.cancel()


@asynccontextmanager
async def bot_process(environment: Mapping[str, str]) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot_service", "serve", env=dict(environment), stdout=PIPE, stderr=DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


async def webhook_port(process: Process) -> int:
    """Return where a process takes updates, once everything in it runs."""
    assert process.stdout is not None
    port = 0
    while line := await process.stdout.readline():
        told = json.loads(line)
        if told["event"] == "updates.webhook":
            port = told["port"]
        if told["event"] == "service.started":
            return port
    raise AssertionError("the bot ended before it had started")


async def read_on(process: Process) -> None:
    """Take what it logs, so that it never waits for a reader."""
    assert process.stdout is not None
    while await process.stdout.readline():
        pass
