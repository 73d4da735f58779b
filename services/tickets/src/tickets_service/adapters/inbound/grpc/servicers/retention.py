"""RetentionService over gRPC: request in, use case, response out."""

# ruff: noqa: ARG002, N802  # names and signatures are gRPC's

from typing import Any

from grpc.aio import ServicerContext

from fixline.tickets.v1 import retention_service_pb2 as pb
from fixline.tickets.v1 import retention_service_pb2_grpc
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.adapters.inbound.grpc.retention import requests
from tickets_service.adapters.inbound.grpc.retention.messages import (
    policy_message,
    preview_message,
    run_message,
    uncleared_message,
)
from tickets_service.application.queries.retention.get_policy import GetRetentionPolicy
from tickets_service.application.use_cases.retention import RetentionUseCases

Context = ServicerContext[Any, Any]


class RetentionServicer(retention_service_pb2_grpc.RetentionServiceServicer):
    def __init__(self, retention: RetentionUseCases) -> None:
        self._retention = retention

    async def GetRetentionPolicy(
        self, request: pb.GetRetentionPolicyRequest, context: Context
    ) -> pb.GetRetentionPolicyResponse:
        policy = await self._retention.get_retention_policy(GetRetentionPolicy(principal=principal()))
        return pb.GetRetentionPolicyResponse(policy=policy_message(policy))

    async def UpdateRetentionPolicy(
        self, request: pb.UpdateRetentionPolicyRequest, context: Context
    ) -> pb.UpdateRetentionPolicyResponse:
        policy = await self._retention.update_retention_policy(requests.update_policy(request))
        return pb.UpdateRetentionPolicyResponse(policy=policy_message(policy))

    async def PreviewRetention(
        self, request: pb.PreviewRetentionRequest, context: Context
    ) -> pb.PreviewRetentionResponse:
        return preview_message(await self._retention.preview_retention(requests.preview_retention(request)))

    async def ListRetentionRuns(
        self, request: pb.ListRetentionRunsRequest, context: Context
    ) -> pb.ListRetentionRunsResponse:
        page = await self._retention.list_retention_runs(requests.list_runs(request))
        return pb.ListRetentionRunsResponse(
            runs=map(run_message, page.items), next_page_token=page.next_token
        )

    async def ListUnclearedTickets(
        self, request: pb.ListUnclearedTicketsRequest, context: Context
    ) -> pb.ListUnclearedTicketsResponse:
        found = await self._retention.list_uncleared_tickets(requests.list_uncleared(request))
        return uncleared_message(found)

    async def ClearTicket(self, request: pb.ClearTicketRequest, context: Context) -> pb.ClearTicketResponse:
        await self._retention.clear_ticket(requests.clear_ticket(request))
        return pb.ClearTicketResponse()

    async def PostponeTicketClearing(
        self, request: pb.PostponeTicketClearingRequest, context: Context
    ) -> pb.PostponeTicketClearingResponse:
        await self._retention.postpone_ticket_clearing(requests.postpone_clearing(request))
        return pb.PostponeTicketClearingResponse()
