"""What is kept no longer, over gRPC: at the tickets service what people said, at the files service their files."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import ticket_name, ticket_number
from bot_service.adapters.outbound.grpc.times import time_of
from bot_service.application.ports.office.retention import (
    MOST_UNCLEARED,
    RetentionPreview,
    RetentionRun,
    Uncleared,
)
from fixline.files.v1 import file_service_pb2
from fixline.files.v1.file_service_pb2_grpc import FileServiceStub
from fixline.tickets.v1 import retention_pb2
from fixline.tickets.v1 import retention_service_pb2 as pb
from fixline.tickets.v1.retention_service_pb2_grpc import RetentionServiceStub
from fixline_rpc.client.channel import acting_as

PREVIEW_SECONDS: Final = 20.0
"""Everything that ended is looked at."""
DELETE_SECONDS: Final = 60.0
"""A ticket may have a hundred files, each in a store that is far away."""


class GrpcRetentionSettings:
    """`RetentionSettings`."""

    def __init__(self, channel: Channel) -> None:
        self._stub = RetentionServiceStub(channel)

    async def days(self, *, acting: str) -> int:
        with in_our_terms():
            response = await self._stub.GetRetentionPolicy(
                pb.GetRetentionPolicyRequest(), metadata=acting_as(acting)
            )
        return response.policy.days

    async def set_days(self, days: int, *, acting: str, request_id: UUID) -> None:
        request = pb.UpdateRetentionPolicyRequest(
            policy=retention_pb2.RetentionPolicy(days=days), request_id=str(request_id)
        )
        with in_our_terms():
            await self._stub.UpdateRetentionPolicy(request, metadata=acting_as(acting))

    async def preview(self, days: int, *, acting: str) -> RetentionPreview:
        request = pb.PreviewRetentionRequest(days=days)
        with in_our_terms():
            found = await self._stub.PreviewRetention(
                request, metadata=acting_as(acting), timeout=PREVIEW_SECONDS
            )
        return RetentionPreview(
            tickets=found.ticket_count,
            people=found.person_count,
            comments=found.comment_count,
            oldest=time_of(found.oldest_end_time) if found.HasField("oldest_end_time") else None,
            first=[ticket_number(name) for name in found.tickets],
        )

    async def runs(self, *, most: int, acting: str) -> Sequence[RetentionRun]:
        request = pb.ListRetentionRunsRequest(page_size=most)
        with in_our_terms():
            found = await self._stub.ListRetentionRuns(request, metadata=acting_as(acting))
        return [
            RetentionRun(
                day=date.fromisoformat(run.date),
                days=run.days,
                tickets=run.ticket_count,
                comments=run.comment_count,
                files=run.file_count,
                uncleared=run.uncleared_count,
            )
            for run in found.runs
        ]


class GrpcClearing:
    """`Clearing`."""

    def __init__(self, channel: Channel) -> None:
        self._stub = RetentionServiceStub(channel)

    async def uncleared(self) -> Uncleared:
        request = pb.ListUnclearedTicketsRequest(page_size=MOST_UNCLEARED)
        with in_our_terms():
            found = await self._stub.ListUnclearedTickets(request)
        return Uncleared(tickets=[ticket_number(name) for name in found.tickets], waiting=found.waiting_count)

    async def clear(self, ticket: int, *, files: int) -> None:
        request = pb.ClearTicketRequest(ticket=ticket_name(ticket), file_count=files, request_id=str(uuid4()))
        with in_our_terms():
            await self._stub.ClearTicket(request)

    async def postpone(self, ticket: int, *, files: int) -> None:
        request = pb.PostponeTicketClearingRequest(
            ticket=ticket_name(ticket), file_count=files, request_id=str(uuid4())
        )
        with in_our_terms():
            await self._stub.PostponeTicketClearing(request)


class GrpcTicketFiles:
    """`TicketFiles`."""

    def __init__(self, channel: Channel) -> None:
        self._stub = FileServiceStub(channel)

    async def count(self, tickets: Sequence[int]) -> int:
        return await self._delete(tickets, validate_only=True)

    async def delete(self, ticket: int) -> int:
        return await self._delete([ticket], validate_only=False)

    async def _delete(self, tickets: Sequence[int], *, validate_only: bool) -> int:
        request = file_service_pb2.DeleteTicketFilesRequest(
            tickets=map(ticket_name, tickets), validate_only=validate_only, request_id=str(uuid4())
        )
        with in_our_terms():
            response = await self._stub.DeleteTicketFiles(request, timeout=DELETE_SECONDS)
        return response.files
