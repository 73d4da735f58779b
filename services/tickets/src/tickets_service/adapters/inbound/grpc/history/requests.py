"""From requests for what happened, and for the feed of it, to queries."""

from datetime import timedelta

from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.enums import (
    EVENT_TYPES,
    all_from,
)
from tickets_service.adapters.inbound.grpc.names import ticket_named
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.application.queries.history.list_ticket_events import ListTicketEvents
from tickets_service.application.queries.history.watch_events import (
    DEFAULT_HEARTBEAT,
    LONGEST_HEARTBEAT,
    WatchEvents,
)
from tickets_service.domain.violations import Violations


def list_ticket_events(request: pb.ListTicketEventsRequest) -> ListTicketEvents:
    return ListTicketEvents(
        principal=principal(),
        ticket_id=ticket_named(request.ticket, "ticket"),
        page_size=request.page_size,
        page_token=request.page_token,
    )


def watch_events(request: pb.WatchEventsRequest) -> WatchEvents:
    violations = Violations()
    types = all_from(request.types, EVENT_TYPES, "types", violations)
    violations.refuse_if_any()
    return WatchEvents(
        principal=principal(), resume_token=request.resume_token, types=types, heartbeat=heartbeat(request)
    )


def heartbeat(request: pb.WatchEventsRequest) -> timedelta:
    if not request.HasField("heartbeat_interval"):
        return DEFAULT_HEARTBEAT
    # Seconds on the wire reach further than a timedelta; anything beyond the limit is equally refused.
    seconds = min(max(request.heartbeat_interval.seconds, -1), LONGEST_HEARTBEAT.seconds + 1)
    return timedelta(seconds=seconds, microseconds=request.heartbeat_interval.nanos // 1_000)
