"""What an SRE can look for: whom and which ticket a call was about, on its span and in its line."""

from collections.abc import Sequence
from uuid import uuid4

import grpc
import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from structlog.testing import capture_logs
from structlog.typing import EventDict

from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_telemetry.attributes import pseudonym
from fixline_telemetry.database import instrument
from fixline_telemetry.effort import begin_effort
from fixline_testing.spans import attributes
from tickets_testing.client import Client


def served(spans: InMemorySpanExporter, method: str) -> dict[str, object]:
    """Return the attributes of the newest served call of the method."""
    name = f"fixline.tickets.v1.TicketService/{method}"
    found = [span for span in spans.get_finished_spans() if (span.name, span.kind) == (name, SpanKind.SERVER)]
    return dict(attributes(found[-1]))


def asked_about(spans: InMemorySpanExporter, method: str) -> list[object]:
    """Return the tickets that calls of the method say they are about, on the caller's side."""
    name = f"fixline.tickets.v1.TicketService/{method}"
    made = [span for span in spans.get_finished_spans() if (span.name, span.kind) == (name, SpanKind.CLIENT)]
    return [attributes(span).get("fixline.ticket") for span in made]


def newest(lines: Sequence[EventDict]) -> EventDict:
    return [line for line in lines if line["event"] == "rpc.served"][-1]


async def test_a_call_names_its_ticket_its_person_and_its_request(
    postgres_client: Client, spans: InMemorySpanExporter
) -> None:
    client = postgres_client
    assert client.desk.engine is not None
    instrument(client.desk.engine)
    ann, gus = await client.person(), await client.agent()
    with capture_logs() as lines:
        ticket = await client.create(ann)
    number = int(ticket.name.removeprefix("tickets/"))
    created, line = served(spans, "CreateTicket"), newest(lines)
    # Nobody knew the number when the call began.
    assert created["fixline.ticket"] == line["ticket"] == number
    assert created["enduser.pseudo.id"] == line["actor"] == pseudonym(ann)
    assert created["fixline.request_id"] == line["request_id"]
    assert line["database_calls"] > 1

    request_id, effort = str(uuid4()), begin_effort()
    with capture_logs() as lines:
        await client.call("TakeTicket", pb.TakeTicketRequest(name=ticket.name, request_id=request_id), gus)
    taken, line = served(spans, "TakeTicket"), newest(lines)
    assert taken["fixline.ticket"] == line["ticket"] == number
    assert taken["enduser.pseudo.id"] == line["actor"] == pseudonym(gus)
    assert taken["fixline.request_id"] == line["request_id"] == request_id
    assert (line["status"], line["log_level"]) == ("OK", "info")
    assert asked_about(spans, "TakeTicket") == [number]
    # What a piece of work asked about first is what it is about.
    assert effort.ticket == number


async def test_a_call_that_is_refused_names_them_as_well(client: Client, spans: InMemorySpanExporter) -> None:
    ann = await client.person()
    with capture_logs() as lines, pytest.raises(grpc.aio.AioRpcError):
        await client.call("GetTicket", pb.GetTicketRequest(name="tickets/42"), ann)
    line = newest(lines)
    assert served(spans, "GetTicket")["fixline.ticket"] == line["ticket"] == 42
    # They are told why: nobody has to do anything.
    assert (line["status"], line["log_level"]) == ("NOT_FOUND", "info")


async def test_a_list_is_about_no_ticket(client: Client, spans: InMemorySpanExporter) -> None:
    gus = await client.agent()
    await client.create(await client.person())
    with capture_logs() as lines:
        await client.call(
            "ListTickets", pb.ListTicketsRequest(view=pb.ListTicketsRequest.VIEW_UNASSIGNED), gus
        )
    assert "fixline.ticket" not in served(spans, "ListTickets")
    assert "ticket" not in newest(lines)
