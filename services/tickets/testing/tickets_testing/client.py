"""The service behind real gRPC on a free port."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import uuid4

import grpc
import pytest
from google.protobuf.message import Message

from fixline.tickets.v1 import (
    invite_service_pb2_grpc,
    location_service_pb2_grpc,
    old_file_service_pb2_grpc,
    report_service_pb2_grpc,
    retention_service_pb2_grpc,
    sla_service_pb2_grpc,
    ticket_pb2,
    ticket_service_pb2,
    ticket_service_pb2_grpc,
    user_service_pb2,
    user_service_pb2_grpc,
)
from fixline_rpc.client.channel import acting_as
from fixline_rpc.errors import RpcFailure, failure_of
from fixline_testing.beyond_types import loosely
from fixline_testing.rpc import ServedAt
from tickets_service.adapters.inbound.grpc.methods import METHOD_SCOPES
from tickets_testing.desk import Desk
from tickets_testing.served import served

SCOPES = sorted(set(METHOD_SCOPES.values()))
CALLERS = {
    "bot": ("bot-token", SCOPES),
    "console": ("console-token", SCOPES),
    "monitor": ("monitor-token", [*SCOPES, "tickets.act"]),
    "reader": ("reader-token", ["tickets.read", "users.read"]),
}


class TicketAnswer(Protocol):
    """What every verb answers with."""

    @property
    def ticket(self) -> ticket_pb2.Ticket: ...


@dataclass(slots=True, kw_only=True)
class Client:
    """Stubs, and short ways to call them as somebody."""

    channel: grpc.aio.Channel
    served: ServedAt
    desk: Desk
    tickets: ticket_service_pb2_grpc.TicketServiceStub
    users: user_service_pb2_grpc.UserServiceStub
    invites: invite_service_pb2_grpc.InviteServiceStub
    sla: sla_service_pb2_grpc.SlaServiceStub
    locations: location_service_pb2_grpc.LocationServiceStub
    old_files: old_file_service_pb2_grpc.OldFileServiceStub
    reports: report_service_pb2_grpc.ReportServiceStub
    retention: retention_service_pb2_grpc.RetentionServiceStub

    async def call(self, method: str, request: Message, by: str | None = None) -> Any:
        """Return what the method answers; its name says of which type that is, and no checker can follow."""
        stubs = (
            *(self.tickets, self.users, self.invites, self.sla),
            *(self.locations, self.reports, self.old_files, self.retention),
        )
        stub = next(each for each in stubs if hasattr(each, method))
        return await getattr(stub, method)(request, metadata=acting_as(by))

    async def failure(self, method: str, request: Message, by: str | None = None) -> RpcFailure:
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

    async def create(self, by: str, title: str = "Lamp", **more: object) -> ticket_pb2.Ticket:
        request = ticket_service_pb2.CreateTicketRequest(
            ticket=loosely(ticket_pb2.Ticket, title=title, **more), request_id=new_id()
        )
        created: ticket_service_pb2.CreateTicketResponse = await self.call("CreateTicket", request, by)
        return created.ticket

    async def do(self, verb: str, ticket: ticket_pb2.Ticket, by: str, **more: object) -> TicketAnswer:
        request = getattr(ticket_service_pb2, f"{verb}TicketRequest")
        given = {"name": ticket.name, "request_id": new_id(), **more}
        answer: TicketAnswer = await self.call(f"{verb}Ticket", request(**given), by)
        return answer

    async def comment(
        self, ticket: ticket_pb2.Ticket, by: str, text: str = "Hello"
    ) -> ticket_service_pb2.AddCommentResponse:
        request = ticket_service_pb2.AddCommentRequest(
            ticket=ticket.name, comment=ticket_pb2.Comment(text=text), request_id=new_id()
        )
        added: ticket_service_pb2.AddCommentResponse = await self.call("AddComment", request, by)
        return added


def new_id() -> str:
    return str(uuid4())


@asynccontextmanager
async def client_of(desk: Desk, caller: str = "bot") -> AsyncIterator[Client]:
    async with (
        served(desk.do, callers=CALLERS) as server,
        server.channel(CALLERS[caller][0], default_timeout_seconds=30.0) as channel,
    ):
        yield client_on(channel, server, desk)
        desk.signal.close()


def client_on(channel: grpc.aio.Channel, served: ServedAt, desk: Desk) -> Client:
    return Client(
        channel=channel,
        served=served,
        desk=desk,
        tickets=ticket_service_pb2_grpc.TicketServiceStub(channel),
        users=user_service_pb2_grpc.UserServiceStub(channel),
        invites=invite_service_pb2_grpc.InviteServiceStub(channel),
        sla=sla_service_pb2_grpc.SlaServiceStub(channel),
        locations=location_service_pb2_grpc.LocationServiceStub(channel),
        old_files=old_file_service_pb2_grpc.OldFileServiceStub(channel),
        reports=report_service_pb2_grpc.ReportServiceStub(channel),
        retention=retention_service_pb2_grpc.RetentionServiceStub(channel),
    )


ClientFor = Callable[[Desk], Awaitable[Client]]
"""From a desk to a client of its own."""
