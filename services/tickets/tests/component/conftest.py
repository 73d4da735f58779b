"""The service behind real gRPC on a free port."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import grpc
import pytest
import pytest_asyncio

from fixline.tickets.v1 import (
    invite_service_pb2_grpc,
    location_service_pb2_grpc,
    report_service_pb2_grpc,
    sla_service_pb2_grpc,
    ticket_pb2,
    ticket_service_pb2,
    ticket_service_pb2_grpc,
    user_service_pb2,
    user_service_pb2_grpc,
)
from fixline_rpc.channel import acting_as
from fixline_rpc.errors import RpcFailure, failure_of
from fixline_testing.clock import SteppingClock
from fixline_testing.databases import Databases
from fixline_testing.rpc import ServedAt, serving
from fixline_testing.servers import SharedServers
from tickets_service.adapters.inbound.grpc.errors import ERROR_DOMAIN, translate_error
from tickets_service.adapters.inbound.grpc.methods import METHOD_REASONS, METHOD_SCOPES
from tickets_service.adapters.inbound.grpc.services import services

SCOPES = sorted(set(METHOD_SCOPES.values()))
CALLERS = {
    "bot": ("bot-token", SCOPES),
    "console": ("console-token", SCOPES),
    "monitor": ("monitor-token", [*SCOPES, "tickets.act"]),
    "reader": ("reader-token", ["tickets.read", "users.read"]),
}


@dataclass(slots=True, kw_only=True)
class Client:
    """Stubs, and short ways to call them as somebody."""

    channel: grpc.aio.Channel
    served: ServedAt
    desk: Any
    tickets: Any
    users: Any
    invites: Any
    sla: Any
    locations: Any
    reports: Any

    async def call(self, method: str, request: Any, by: str | None = None) -> Any:
        stubs = (self.tickets, self.users, self.invites, self.sla, self.locations, self.reports)
        stub = next(each for each in stubs if hasattr(each, method))
        return await getattr(stub, method)(request, metadata=acting_as(by))

    async def failure(self, method: str, request: Any, by: str | None = None) -> RpcFailure:
        """Make the call, which must fail; return what came back."""
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await self.call(method, request, by)
        return failure_of(caught.value)

    async def person(self, telegram_id: int = 5, name: str = "Ann") -> str:
        request = user_service_pb2.RegisterUserRequest(telegram_id=telegram_id, display_name=name)
        registered = await self.call("RegisterUser", request)
        return str(registered.user.name)

    async def agent(self) -> str:
        return await self.person(self.desk.agents.pop(0), "Gus")

    async def create(self, by: str, title: str = "Lamp", **more: Any) -> ticket_pb2.Ticket:
        request = ticket_service_pb2.CreateTicketRequest(
            ticket=ticket_pb2.Ticket(title=title, **more), request_id=new_id()
        )
        return (await self.call("CreateTicket", request, by)).ticket

    async def do(self, verb: str, ticket: ticket_pb2.Ticket, by: str, **more: Any) -> Any:
        request = getattr(ticket_service_pb2, f"{verb}TicketRequest")
        given: Mapping[str, Any] = {"name": ticket.name, "request_id": new_id(), **more}
        return await self.call(f"{verb}Ticket", request(**given), by)

    async def comment(self, ticket: ticket_pb2.Ticket, by: str, text: str = "Hello") -> Any:
        request = ticket_service_pb2.AddCommentRequest(
            ticket=ticket.name, comment=ticket_pb2.Comment(text=text), request_id=new_id()
        )
        return await self.call("AddComment", request, by)


def new_id() -> str:
    return str(uuid4())


@asynccontextmanager
async def client_of(desk: Any, caller: str = "bot") -> AsyncIterator[Client]:
    options = {
        "method_scopes": METHOD_SCOPES,
        "method_reasons": METHOD_REASONS,
        "translate_error": translate_error,
        "callers": CALLERS,
    }
    async with (
        serving(services(desk.do), error_domain=ERROR_DOMAIN, **options) as served,
        served.channel(CALLERS[caller][0], default_timeout_seconds=30.0) as channel,
    ):
        yield client_on(channel, served, desk)
        desk.signal.close()


def client_on(channel: grpc.aio.Channel, served: ServedAt, desk: Any) -> Client:
    return Client(
        channel=channel,
        served=served,
        desk=desk,
        tickets=ticket_service_pb2_grpc.TicketServiceStub(channel),
        users=user_service_pb2_grpc.UserServiceStub(channel),
        invites=invite_service_pb2_grpc.InviteServiceStub(channel),
        sla=sla_service_pb2_grpc.SlaServiceStub(channel),
        locations=location_service_pb2_grpc.LocationServiceStub(channel),
        reports=report_service_pb2_grpc.ReportServiceStub(channel),
    )


@pytest.fixture
async def client(memory_desk: Any) -> AsyncIterator[Client]:
    async with client_of(memory_desk) as client:
        yield client


@pytest.fixture
async def monitor(client: Client) -> AsyncIterator[Client]:
    """The same desk, called by a service that may act without a person."""
    async with client.served.channel(CALLERS["monitor"][0], default_timeout_seconds=30.0) as channel:
        yield client_on(channel, client.served, client.desk)


@pytest.fixture
async def postgres_client(postgres_desk: Any) -> AsyncIterator[Client]:
    async with client_of(postgres_desk) as client:
        yield client


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lasting_client(
    shared_servers: SharedServers, desk_at: Callable[[str, SteppingClock], Any]
) -> AsyncIterator[Client]:
    """A desk on PostgreSQL that the tests of a module share; they run in the module's event loop."""
    databases = Databases(shared_servers)
    url = await databases.migrated("tickets_service")
    desk = desk_at(url, SteppingClock())
    async with client_of(desk) as client:
        yield client
    await desk.engine.dispose()
    await databases.drop(url)


@pytest.fixture
async def client_for() -> AsyncIterator[Callable[[Any], Awaitable[Client]]]:
    """A function from a desk to a client of its own."""
    async with AsyncExitStack() as stack:

        async def serve(desk: Any) -> Client:
            return await stack.enter_async_context(client_of(desk))

        yield serve
