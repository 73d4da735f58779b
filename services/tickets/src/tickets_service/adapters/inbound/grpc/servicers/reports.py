"""ReportService over gRPC: request in, use case, response out."""

# ruff: noqa: ARG002, N802  # names and signatures are gRPC's

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from grpc.aio import ServicerContext

from fixline.tickets.v1 import report_service_pb2 as pb
from fixline.tickets.v1 import report_service_pb2_grpc
from tickets_service.adapters.inbound.grpc.reports import requests
from tickets_service.adapters.inbound.grpc.reports.messages import (
    audit_event_message,
    exported_message,
    statistics_message,
)
from tickets_service.application.use_cases.reports import ReportUseCases

Context = ServicerContext[Any, Any]


class ReportServicer(report_service_pb2_grpc.ReportServiceServicer):
    def __init__(self, reports: ReportUseCases) -> None:
        self._reports = reports

    async def GetStatistics(
        self, request: pb.GetStatisticsRequest, context: Context
    ) -> pb.GetStatisticsResponse:
        query = requests.get_statistics(request)
        report = await self._reports.get_statistics(query)
        return statistics_message(report)

    async def ListAuditEvents(
        self, request: pb.ListAuditEventsRequest, context: Context
    ) -> pb.ListAuditEventsResponse:
        page = await self._reports.list_audit_events(requests.list_audit_events(request))
        events = [audit_event_message(event) for event in page.items]
        return pb.ListAuditEventsResponse(events=events, next_page_token=page.next_token)

    async def ExportTickets(
        self, request: pb.ExportTicketsRequest, context: Context
    ) -> AsyncGenerator[pb.ExportTicketsResponse, None]:
        async with aclosing(self._reports.export_tickets(requests.export_tickets(request))) as stream:
            async for exported in stream:
                yield exported_message(exported)
