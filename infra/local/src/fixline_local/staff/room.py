"""The staff room's HTTP API, on loopback: the simulator passes on to it what the chat page asks.

`GET /people/{telegram_id}` → `{"role": "agent" | … | null}`, null for whom the desk does not know;
`PUT /people/{telegram_id}/role` with `{"role": "agent"}` → `{"role": "agent", "started": [ids]}`;
every refusal is `{"error": words}`.
"""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Final, Self

import grpc
import structlog
from aiohttp import web

from fixline.tickets.v1.user_service_pb2_grpc import UserServiceStub
from fixline_local.staff.appointments import ARRIVAL_SECONDS, ROLES, Appointments, NotArrivedError
from fixline_local.telegram.client import ActionRefusedError, TelegramPeople
from fixline_rpc.client.channel import create_channel

log = structlog.get_logger()
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
NOT_THERE: Final = 503
_STATUSES: Final = {
    grpc.StatusCode.INVALID_ARGUMENT: 400,
    grpc.StatusCode.NOT_FOUND: 404,
    grpc.StatusCode.FAILED_PRECONDITION: 409,
    grpc.StatusCode.UNAVAILABLE: NOT_THERE,
    grpc.StatusCode.DEADLINE_EXCEEDED: NOT_THERE,
}


class StaffRoom:
    """An asynchronous context that listens on a port of 127.0.0.1 while it is open; OSError when the port is taken.

    `token` is the one the tickets service knows the staff room by; it needs the scopes `users.read` and `users.write`.
    """

    def __init__(
        self,
        *,
        port: int,
        tickets_target: str,
        token: str,
        simulator_url: str,
        arrival_seconds: float = ARRIVAL_SECONDS,
    ) -> None:
        """`arrival_seconds`: how long the desk may take to come to know whoever pressed Start."""
        self._port, self._target, self._token = port, tickets_target, token
        self._simulator_url, self._arrival_seconds = simulator_url, arrival_seconds
        self._open = AsyncExitStack()
        self.appointments: Appointments

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            people = await stack.enter_async_context(TelegramPeople(self._simulator_url))
            channel = await stack.enter_async_context(create_channel(self._target, token=self._token))
            self.appointments = Appointments(UserServiceStub(channel), people, self._arrival_seconds)
            app = web.Application(middlewares=[_refusals_as_json])
            app.add_routes(
                [
                    web.get(r"/people/{person:\d{1,16}}", self.person),
                    web.put(r"/people/{person:\d{1,16}}/role", self.role),
                ]
            )
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, "127.0.0.1", self._port).start()
            self._open = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    async def person(self, request: web.Request) -> web.Response:
        return web.json_response({"role": await self.appointments.role_of(int(request.match_info["person"]))})

    async def role(self, request: web.Request) -> web.Response:
        wanted = _role_in(await request.json())
        given = await self.appointments.appoint(int(request.match_info["person"]), wanted)
        log.info("staff.appointed", role=given.role, started=len(given.started))
        return web.json_response({"role": given.role, "started": given.started})


def _role_in(body: Any) -> str:
    role = body.get("role") if isinstance(body, dict) else None
    if role not in ROLES:
        raise web.HTTPBadRequest(text=f"a role is one of {', '.join(ROLES)}")
    return str(role)


@web.middleware
async def _refusals_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    # A browser comes through the simulator, which asks in its own name: a page that comes by itself is another site's.
    if "Origin" in request.headers:
        return _refusal(403, "another site's page may not give roles")
    try:
        return await handler(request)
    except web.HTTPException as refused:
        return _refusal(refused.status, refused.text or refused.reason)
    except (ValueError, ActionRefusedError, NotArrivedError, grpc.aio.AioRpcError) as error:
        status, words = _told(error)
        log.warning("staff.refused", status=status, reason=words)
        return _refusal(status, words)


def _told(error: Exception) -> tuple[int, str]:
    """Return an HTTP status and words for whoever sits at the page."""
    match error:
        case NotArrivedError():
            return 504, "The desk did not answer to Start in time. Is the bot running?"
        case ActionRefusedError():
            return 404, f"The simulator refused: {error}"
        case grpc.aio.AioRpcError():
            status = _STATUSES.get(error.code(), 502)
            words = "is not there" if status == NOT_THERE else f"refused: {error.details()}"
            return status, f"The tickets service {words}."
        case _:
            return 400, "the body is not JSON"


def _refusal(status: int, words: str) -> web.Response:
    return web.json_response({"error": words}, status=status)
