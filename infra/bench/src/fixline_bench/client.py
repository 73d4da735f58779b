"""The desk's client as the measurements use it: bare gRPC, so that it costs both servers' figures the same."""

import itertools
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from grpc import aio

from fixline.tickets.v1 import ticket_pb2, ticket_service_pb2, ticket_service_pb2_grpc
from fixline_bench.dataset import AGENT, REPORTER
from fixline_bench.load import Call

TOKEN: Final = "bench"  # noqa: S105  # opens a server that lives for this run
TITLE: Final = "The lamp above desk 14 flickers"
DESCRIPTION: Final = "It began this morning, and it hums when it is on. Two of us have a headache by now."
QUEUE: Final = ticket_service_pb2.ListTicketsRequest.VIEW_UNASSIGNED


@dataclass(frozen=True, slots=True)
class Client:
    """Calls one server. Reads go round the tickets in `numbers`."""

    channel: aio.Channel
    numbers: range
    stub: Any = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stub", ticket_service_pb2_grpc.TicketServiceStub(self.channel))

    def calls(self) -> Mapping[str, Call]:
        """Return one caller per measured method."""
        reporter, agent = acting(REPORTER), acting(AGENT)
        stub, names = self.stub, itertools.cycle([f"tickets/{number}" for number in self.numbers])
        queue = ticket_service_pb2.ListTicketsRequest(view=QUEUE, page_size=20)
        ticket = ticket_pb2.Ticket(title=TITLE, description=DESCRIPTION, location="Room 204")
        comment = ticket_pb2.Comment(
            text="Somebody looks at it this afternoon; please leave it off until then."
        )

        async def create() -> None:
            request = ticket_service_pb2.CreateTicketRequest(ticket=ticket, request_id=str(uuid.uuid4()))
            await stub.CreateTicket(request, metadata=reporter)

        async def add_comment() -> None:
            request = ticket_service_pb2.AddCommentRequest(
                ticket=next(names), comment=comment, request_id=str(uuid.uuid4())
            )
            await stub.AddComment(request, metadata=agent)

        async def get() -> None:
            await stub.GetTicket(ticket_service_pb2.GetTicketRequest(name=next(names)), metadata=agent)

        async def list_20() -> None:
            await stub.ListTickets(queue, metadata=agent)

        return {
            "CreateTicket": create,
            "AddComment": add_comment,
            "GetTicket": get,
            "ListTickets(20)": list_20,
        }


def bearer() -> tuple[tuple[str, str], ...]:
    return (("authorization", f"Bearer {TOKEN}"),)


def acting(user: int) -> tuple[tuple[str, str], ...]:
    return (*bearer(), ("fixline-actor", f"users/{user}"))
