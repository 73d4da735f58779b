"""From clocks, alerts, policies, calendars and their history to messages."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from google.protobuf.duration_pb2 import Duration

from fixline.tickets.v1 import event_pb2, sla_pb2, ticket_pb2
from tickets_service.adapters.inbound.grpc.enums import (
    CLOCK_STATES,
    PRIORITIES,
    SLA_CHANGE_TYPES,
    SLA_CLOCKS,
    WEEKDAYS,
)
from tickets_service.adapters.inbound.grpc.timestamps import optional_timestamp, timestamp
from tickets_service.application.views.sla import SlaChangeView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.sla.alerts import Alert
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument
from tickets_service.domain.sla.standing import first_response_state, resolution_state


def policy_message(policy: PolicyDocument) -> sla_pb2.SlaPolicy:
    return sla_pb2.SlaPolicy(
        name=policy.name,
        priority=PRIORITIES[policy.priority],
        first_response=duration(policy.first_response),
        resolution=duration(policy.resolution),
        calendar=f"slaCalendars/{policy.calendar}",
        etag=policy.etag,
        update_time=timestamp(policy.updated_at),
    )


def calendar_message(calendar: CalendarDocument) -> sla_pb2.SlaCalendar:
    return sla_pb2.SlaCalendar(
        name=calendar.name,
        title=calendar.title,
        zone=calendar.zone,
        weekly=[
            sla_pb2.SlaCalendar.WeeklyInterval(
                weekday=WEEKDAYS[each.weekday],
                opens=time_of_day(each.opens),
                closes=time_of_day(each.closes),
            )
            for each in calendar.weekly
        ],
        holidays=[day.isoformat() for day in sorted(calendar.holidays)],
        etag=calendar.etag,
        update_time=timestamp(calendar.updated_at),
    )


def change_message(view: SlaChangeView) -> sla_pb2.SlaChange:
    change = view.change
    return sla_pb2.SlaChange(
        name=f"slaChanges/{view.id}",
        type=SLA_CHANGE_TYPES[change.type],
        subject=change.subject,
        actor=change.actor,
        create_time=timestamp(change.occurred_at),
        reason=change.reason,
        before_json=json_text(change.before),
        after_json=json_text(change.after),
        traceparent=view.traceparent,
    )


def duration(length: timedelta) -> Duration:
    message = Duration()
    message.FromTimedelta(length)
    return message


def time_of_day(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def json_text(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, sort_keys=True, ensure_ascii=False)


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
