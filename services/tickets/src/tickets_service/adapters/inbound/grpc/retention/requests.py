"""From requests about what is kept no longer to commands and queries."""

from fixline.tickets.v1 import retention_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.names import ticket_named
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.application.commands.retention.clear_ticket import ClearTicket
from tickets_service.application.commands.retention.postpone_clearing import PostponeClearing
from tickets_service.application.commands.retention.update_policy import UpdateRetentionPolicy
from tickets_service.application.queries.retention.list_runs import ListRetentionRuns
from tickets_service.application.queries.retention.list_uncleared import ListUnclearedTickets
from tickets_service.application.queries.retention.preview_retention import PreviewRetention


def update_policy(request: pb.UpdateRetentionPolicyRequest) -> UpdateRetentionPolicy:
    return UpdateRetentionPolicy(
        principal=principal(),
        days=request.policy.days,
        reason=request.reason,
        request_id=request.request_id,
    )


def preview_retention(request: pb.PreviewRetentionRequest) -> PreviewRetention:
    return PreviewRetention(principal=principal(), days=request.days)


def list_runs(request: pb.ListRetentionRunsRequest) -> ListRetentionRuns:
    return ListRetentionRuns(
        principal=principal(), page_size=request.page_size, page_token=request.page_token
    )


def list_uncleared(request: pb.ListUnclearedTicketsRequest) -> ListUnclearedTickets:
    return ListUnclearedTickets(principal=principal(), page_size=request.page_size)


def clear_ticket(request: pb.ClearTicketRequest) -> ClearTicket:
    return ClearTicket(
        principal=principal(),
        ticket_id=ticket_named(request.ticket, "ticket"),
        files=request.file_count,
        request_id=request.request_id,
    )


def postpone_clearing(request: pb.PostponeTicketClearingRequest) -> PostponeClearing:
    return PostponeClearing(
        principal=principal(),
        ticket_id=ticket_named(request.ticket, "ticket"),
        files=request.file_count,
        request_id=request.request_id,
    )
