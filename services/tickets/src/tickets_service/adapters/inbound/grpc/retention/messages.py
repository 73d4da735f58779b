"""From what is kept no longer to messages."""

from fixline.tickets.v1 import retention_pb2
from fixline.tickets.v1 import retention_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.names import ticket_name
from tickets_service.adapters.inbound.grpc.timestamps import optional_timestamp, timestamp
from tickets_service.application.views.retention import RetentionPreview, RetentionRun, Uncleared
from tickets_service.domain.retention.policy import RetentionPolicy


def policy_message(policy: RetentionPolicy) -> retention_pb2.RetentionPolicy:
    return retention_pb2.RetentionPolicy(days=policy.days, update_time=timestamp(policy.updated_at))


def run_message(run: RetentionRun) -> retention_pb2.RetentionRun:
    return retention_pb2.RetentionRun(
        date=run.day.isoformat(),
        days=run.days,
        start_time=timestamp(run.started_at),
        last_time=timestamp(run.last_at),
        ticket_count=run.tickets,
        comment_count=run.comments,
        file_count=run.files,
        uncleared_count=run.uncleared,
    )


def preview_message(preview: RetentionPreview) -> pb.PreviewRetentionResponse:
    return pb.PreviewRetentionResponse(
        ticket_count=preview.tickets,
        person_count=preview.people,
        comment_count=preview.comments,
        oldest_end_time=optional_timestamp(preview.oldest),
        tickets=map(ticket_name, preview.first),
    )


def uncleared_message(uncleared: Uncleared) -> pb.ListUnclearedTicketsResponse:
    return pb.ListUnclearedTicketsResponse(
        tickets=map(ticket_name, uncleared.tickets), waiting_count=uncleared.waiting
    )
