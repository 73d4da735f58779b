"""From where clocks stand to messages."""

from fixline.tickets.v1 import event_pb2, ticket_pb2
from tickets_service.adapters.inbound.grpc.enums import CLOCK_STATES, SLA_CLOCKS
from tickets_service.adapters.inbound.grpc.timestamps import optional_timestamp, timestamp
from tickets_service.application.views import TicketView
from tickets_service.domain.sla.alerts import Alert
from tickets_service.domain.sla.standing import first_response_state, resolution_state


def sla_message(ticket: TicketView) -> ticket_pb2.Ticket.Sla:
    sla = ticket.sla
    return ticket_pb2.Ticket.Sla(
        first_response=ticket_pb2.Ticket.Sla.Clock(
            state=CLOCK_STATES[first_response_state(sla, ticket.state)],
            due_time=optional_timestamp(sla.first_response_due_at),
            stop_time=optional_timestamp(sla.first_responded_at),
        ),
        resolution=ticket_pb2.Ticket.Sla.Clock(
            state=CLOCK_STATES[resolution_state(ticket.state)],
            due_time=optional_timestamp(sla.resolution_due_at),
            stop_time=optional_timestamp(sla.resolution_stopped_at),
        ),
        next_due_time=optional_timestamp(sla.next_due_at),
    )


def alert_message(alert: Alert) -> event_pb2.Event.SlaAlert:
    return event_pb2.Event.SlaAlert(
        clock=SLA_CLOCKS[alert.key.clock],
        threshold=alert.key.threshold,
        reach_time=timestamp(alert.reached_at),
        superseded=alert.superseded,
    )
