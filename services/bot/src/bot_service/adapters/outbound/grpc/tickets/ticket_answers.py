"""Calls of the tickets service that are answered by a ticket."""

from typing import Protocol, TypeVar

from grpc.aio import UnaryUnaryMultiCallable

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.views.tickets import ticket_view
from bot_service.application.views.tickets import TicketView
from fixline.tickets.v1 import ticket_pb2
from fixline_rpc.client.channel import acting_as


class TicketAnswer(Protocol):
    @property
    def ticket(self) -> ticket_pb2.Ticket: ...


Request = TypeVar("Request")
Answer = TypeVar("Answer", bound=TicketAnswer)


async def answered_ticket(
    call: UnaryUnaryMultiCallable[Request, Answer], request: Request, *, acting: str | None
) -> TicketView:
    """Return the ticket that `call` answers. Raises what `in_our_terms` raises."""
    with in_our_terms():
        answer = await call(request, metadata=acting_as(acting))
    return ticket_view(answer.ticket)
