"""A process with few descriptors and two servers, the way a service has them; it prints their ports."""

import asyncio
import resource
import sys

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from fixline_telemetry.http.admin import AdminServer, ProcessState
from fixline_telemetry.http.limits import HttpLimits
from fixline_telemetry.http.server import EmbeddedServer, listening_on

DESCRIPTORS = 160


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(body)(scope, receive, send)


async def main() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))
    admin = AdminServer("127.0.0.1:0", readiness={}, state=ProcessState(started=True))
    ports = [await admin.start()]
    limits = HttpLimits(server="public", connections=60, head_seconds=60.0, body_seconds=60.0)
    listener = listening_on("127.0.0.1:0")
    ports.append(listener.getsockname()[1])
    server = EmbeddedServer(limits.config(echo))
    serving = asyncio.create_task(server.serve([listener]))
    await server.up.wait()
    sys.stdout.write(" ".join(map(str, ports)) + "\n")
    sys.stdout.flush()
    await serving


asyncio.run(main())
