"""`Reports` over gRPC."""

from datetime import date, datetime
from typing import Final

from google.protobuf.duration_pb2 import Duration
from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import place_code, place_name
from bot_service.adapters.outbound.grpc.times import time_of
from bot_service.adapters.outbound.grpc.views.tickets import PRIORITIES, STATE_OF, ticket_view
from bot_service.application.ports.office.reports.reports import (
    AssigneeCounts,
    DayCounts,
    DurationsView,
    ExportedTicket,
    ExportPart,
    PromiseCounts,
    StatisticsView,
    UrgencyCounts,
)
from fixline.tickets.v1 import report_service_pb2, ticket_pb2
from fixline.tickets.v1.report_service_pb2_grpc import ReportServiceStub
from fixline_rpc.client.channel import acting_as

_Statistics = report_service_pb2.GetStatisticsResponse
PRIORITY_OF: Final = {value: priority for priority, value in PRIORITIES.items()}
SECONDS: Final = 20.0
"""A year of a large desk is counted this long at the most."""

EXPORT_SECONDS: Final = 90.0
"""5,000 tickets are this long on their way at the most."""


class GrpcReports:
    def __init__(self, channel: Channel) -> None:
        self._stub = ReportServiceStub(channel)

    async def statistics(
        self,
        since: datetime,
        *,
        before: datetime | None = None,
        place: str = "",
        zone: str = "",
        most: int = 20,
        acting: str,
    ) -> StatisticsView:
        request = report_service_pb2.GetStatisticsRequest(
            location_node=place_name(place) if place else "", time_zone=zone, most=most
        )
        request.created_from.FromDatetime(since)
        if before is not None:
            request.created_before.FromDatetime(before)
        with in_our_terms():
            found = await self._stub.GetStatistics(request, metadata=acting_as(acting), timeout=SECONDS)
        return StatisticsView(
            tickets=found.tickets,
            states={STATE_OF[each.state]: each.tickets for each in found.states},
            priorities={PRIORITY_OF[each.priority]: _urgency(each) for each in found.priorities},
            places=[(place_code(each.location), each.tickets) for each in found.locations],
            placeless=found.without_location,
            first_response=_durations(found.first_response),
            resolution=_durations(found.resolution),
            first_response_promise=_promise(found.first_response_promise),
            resolution_promise=_promise(found.resolution_promise),
            people=[
                AssigneeCounts(
                    name=each.assignee,
                    open=each.open,
                    resolved=each.resolved,
                    ratings=each.ratings,
                    rating_average=each.rating_average,
                )
                for each in found.assignees
            ],
            days=[
                DayCounts(day=date.fromisoformat(each.date), created=each.created, resolved=each.resolved)
                for each in found.days
            ],
            stars={each.stars: each.tickets for each in found.stars},
        )

    async def export(
        self, since: datetime | None, *, resume_token: str = "", most: int, acting: str
    ) -> ExportPart:
        request = report_service_pb2.ExportTicketsRequest(resume_token=resume_token)
        if since is not None:
            request.created_from.FromDatetime(since)
        found: list[ExportedTicket] = []
        with in_our_terms():
            answers = self._stub.ExportTickets(request, metadata=acting_as(acting), timeout=EXPORT_SECONDS)
            async for answer in answers:
                if len(found) == most:
                    return ExportPart(tickets=found, resume_token=resume_token)
                resume_token = answer.resume_token
                found.append(_exported(answer.ticket))
        return ExportPart(tickets=found, resume_token="")


def _exported(ticket: ticket_pb2.Ticket) -> ExportedTicket:
    done = time_of(ticket.complete_time) if ticket.HasField("complete_time") else None
    return ExportedTicket(ticket=ticket_view(ticket), complete_time=done)


def _urgency(found: _Statistics.PriorityCount) -> UrgencyCounts:
    return UrgencyCounts(
        tickets=found.tickets,
        first_response_promise=_promise(found.first_response_promise),
        resolution_promise=_promise(found.resolution_promise),
    )


def _durations(found: _Statistics.Durations) -> DurationsView:
    return DurationsView(
        tickets=found.tickets,
        half=_seconds(found.p50) if found.tickets else None,
        most=_seconds(found.p90) if found.tickets else None,
    )


def _seconds(duration: Duration) -> float:
    return duration.ToTimedelta().total_seconds()


def _promise(found: _Statistics.Promise) -> PromiseCounts:
    return PromiseCounts(kept=found.kept, missed=found.missed, open=found.open)
