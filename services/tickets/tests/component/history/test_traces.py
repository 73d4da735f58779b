"""The trace that an event leads back to is the one of the call that caused it."""

from dataclasses import replace

from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_service.adapters.outbound.telemetry.tracing import TelemetryTracing
from tickets_service.application.use_cases.map import UseCases
from tickets_testing.client import ClientFor
from tickets_testing.desk import Desk


async def test_events_carry_the_servers_span(
    memory_desk: Desk, client_for: ClientFor, spans: InMemorySpanExporter
) -> None:
    ports = replace(memory_desk.ports, tracing=TelemetryTracing())
    memory_desk.do = UseCases(ports, agents=frozenset())
    client = await client_for(memory_desk)
    ticket = await client.create(await client.person())
    events = await client.call("ListTicketEvents", pb.ListTicketEventsRequest(ticket=ticket.name))
    _, trace_id, span_id, _ = events.events[0].traceparent.split("-")
    [server] = [
        span
        for span in spans.get_finished_spans()
        if span.name == "fixline.tickets.v1.TicketService/CreateTicket" and span.kind.name == "SERVER"
    ]
    assert f"{server.context.trace_id:032x}" == trace_id
    assert f"{server.context.span_id:016x}" == span_id


def test_outside_of_a_span_there_is_none() -> None:
    assert TelemetryTracing().traceparent() == ""
