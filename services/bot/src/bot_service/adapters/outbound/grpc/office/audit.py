"""`Audit` over gRPC."""

from typing import Final

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.times import time_of
from bot_service.application.ports.office.audit import (
    AuditChange,
    AuditEventView,
    AuditFilter,
    AuditKind,
    AuditPage,
)
from fixline.tickets.v1 import report_service_pb2
from fixline.tickets.v1.report_service_pb2_grpc import ReportServiceStub
from fixline_rpc.client.channel import acting_as

_Event = report_service_pb2.AuditEvent
KINDS: Final = {
    AuditKind.TICKET: _Event.KIND_TICKET,
    AuditKind.USER: _Event.KIND_USER,
    AuditKind.LOCATION: _Event.KIND_LOCATION,
    AuditKind.SLA: _Event.KIND_SLA,
    AuditKind.RETENTION: _Event.KIND_RETENTION,
}
KIND_OF: Final[dict[int, AuditKind]] = {value: kind for kind, value in KINDS.items()}


class GrpcAudit:
    def __init__(self, channel: Channel) -> None:
        self._stub = ReportServiceStub(channel)

    async def events(self, which: AuditFilter, *, token: str = "", most: int, acting: str) -> AuditPage:
        request = report_service_pb2.ListAuditEventsRequest(
            page_size=most,
            page_token=token,
            kinds=[] if which.kind is None else [KINDS[which.kind]],
            actor=which.actor,
            ticket="" if which.ticket is None else f"tickets/{which.ticket}",
        )
        if which.since is not None:
            request.created_from.FromDatetime(which.since)
        with in_our_terms():
            found = await self._stub.ListAuditEvents(request, metadata=acting_as(acting))
        # What another release may know beside ours is left out.
        events = [_view(event) for event in found.events if event.kind in KIND_OF]
        return AuditPage(events=events, next_token=found.next_page_token)


def _view(event: report_service_pb2.AuditEvent) -> AuditEventView:
    return AuditEventView(
        kind=KIND_OF[event.kind],
        subject=event.subject,
        type=event.type,
        actor=event.actor,
        on_behalf_of=event.on_behalf_of,
        create_time=time_of(event.create_time),
        reason=event.reason,
        changes=[AuditChange(each.field, each.before, each.after) for each in event.changes],
    )
