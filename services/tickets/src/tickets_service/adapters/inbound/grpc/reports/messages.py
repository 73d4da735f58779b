"""From reports to messages."""

from datetime import timedelta

from google.protobuf.duration_pb2 import Duration

from fixline.tickets.v1 import report_service_pb2 as pb
from fixline.tickets.v1 import ticket_pb2
from tickets_service.adapters.inbound.grpc.comments.messages import comment_message
from tickets_service.adapters.inbound.grpc.enums import AUDIT_KINDS, PRIORITIES, STATES
from tickets_service.adapters.inbound.grpc.names import location_name, user_name
from tickets_service.adapters.inbound.grpc.tickets.messages import ticket_message
from tickets_service.adapters.inbound.grpc.timestamps import timestamp
from tickets_service.application.queries.reports.get_statistics import Report
from tickets_service.application.views.audit import AuditEventView
from tickets_service.application.views.reports import (
    AssigneeFigures,
    Durations,
    Exported,
    PriorityFigures,
    Promise,
)
from tickets_service.application.views.tickets import TicketView

Response = pb.GetStatisticsResponse


def statistics_message(report: Report) -> pb.GetStatisticsResponse:
    found = report.statistics
    by_day = zip(report.days, found.created_by_day, found.resolved_by_day, strict=True)
    return Response(
        tickets=found.tickets,
        states=[
            Response.StateCount(state=number, tickets=found.states[state])
            for state, number in STATES.items()
            if state in found.states
        ],
        priorities=[
            priority_message(number, found.priorities[priority])
            for priority, number in PRIORITIES.items()
            if priority in found.priorities
        ],
        locations=[
            Response.LocationCount(location=location_name(each.code), tickets=each.tickets)
            for each in found.locations
        ],
        without_location=found.without_location,
        first_response=durations_message(found.first_response),
        resolution=durations_message(found.resolution),
        first_response_promise=promise_message(found.first_response_promise),
        resolution_promise=promise_message(found.resolution_promise),
        assignees=[assignee_message(each) for each in found.assignees],
        days=[
            Response.Day(date=day.isoformat(), created=created, resolved=resolved)
            for day, created, resolved in by_day
        ],
        stars=[Response.StarsCount(stars=stars, tickets=found.stars[stars]) for stars in sorted(found.stars)],
    )


def priority_message(
    priority: ticket_pb2.Priority.ValueType, found: PriorityFigures
) -> pb.GetStatisticsResponse.PriorityCount:
    return Response.PriorityCount(
        priority=priority,
        tickets=found.tickets,
        first_response_promise=promise_message(found.first_response_promise),
        resolution_promise=promise_message(found.resolution_promise),
    )


def durations_message(found: Durations) -> pb.GetStatisticsResponse.Durations:
    return Response.Durations(tickets=found.tickets, p50=duration(found.p50), p90=duration(found.p90))


def promise_message(found: Promise) -> pb.GetStatisticsResponse.Promise:
    return Response.Promise(kept=found.kept, missed=found.missed, open=found.open)


def assignee_message(found: AssigneeFigures) -> pb.GetStatisticsResponse.Assignee:
    return Response.Assignee(
        assignee=user_name(found.assignee_id),
        open=found.open,
        resolved=found.resolved,
        resolution_p50=duration(found.resolution_p50),
        ratings=found.ratings,
        rating_average=found.rating_average or 0.0,
    )


def duration(length: timedelta | None) -> Duration | None:
    if length is None:
        return None
    message = Duration()
    message.FromTimedelta(length)
    return message


def exported_message(exported: Exported) -> pb.ExportTicketsResponse:
    if isinstance(exported.item, TicketView):
        return pb.ExportTicketsResponse(
            ticket=ticket_message(exported.item), resume_token=exported.resume_token
        )
    return pb.ExportTicketsResponse(
        comment=comment_message(exported.item), resume_token=exported.resume_token
    )


def audit_event_message(event: AuditEventView) -> pb.AuditEvent:
    return pb.AuditEvent(
        id=event.id,
        kind=AUDIT_KINDS[event.kind],
        subject=event.subject,
        type=event.type,
        actor=event.actor,
        on_behalf_of=event.on_behalf_of,
        create_time=timestamp(event.occurred_at),
        reason=event.reason,
        changes=[
            pb.AuditEvent.Change(field=each.field, before=each.before, after=each.after)
            for each in event.changes
        ],
        traceparent=event.traceparent,
    )
