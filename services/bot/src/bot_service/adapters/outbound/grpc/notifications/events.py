"""`EventFeed` over gRPC."""

import time
from collections.abc import AsyncGenerator, AsyncIterable

from grpc.aio import Channel
from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.views.events import event_view
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.notifications.event_feed import FeedItem
from fixline.tickets.v1 import ticket_service_pb2
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline_telemetry import attributes as names
from fixline_telemetry.spans.propagation import taken_up


class GrpcEventFeed:
    def __init__(self, channel: Channel) -> None:
        self._stub = TicketServiceStub(channel)

    async def watch(self, resume_token: str) -> AsyncGenerator[FeedItem, None]:
        request = ticket_service_pb2.WatchEventsRequest(resume_token=resume_token)
        with in_our_terms():
            async for response in self._begun(request):
                yield feed_item(response)
        # The watch has no end of its own: the server is going away.
        raise UnavailableError("the event stream ended")

    def _begun(
        self, request: ticket_service_pb2.WatchEventsRequest
    ) -> AsyncIterable[ticket_service_pb2.WatchEventsResponse]:
        # The watch has no end, and so neither would its span: an unsampled parent keeps it, here and on the server,
        # out of the traces. Each event brings the trace it belongs to.
        token = contexts.attach(unsampled())
        try:
            return self._stub.WatchEvents(request)
        finally:
            contexts.detach(token)


def feed_item(response: ticket_service_pb2.WatchEventsResponse) -> FeedItem:
    if not response.HasField("event"):
        return FeedItem(resume_token=response.resume_token, event=None)
    event = event_view(response.event)
    taken_in = taken_up(
        "receive ticket.events",
        traceparent=event.traceparent,
        began_at=time.time_ns(),
        attributes={
            names.MESSAGING_SYSTEM: "fixline",
            names.MESSAGING_DESTINATION_NAME: "ticket.events",
            names.MESSAGING_OPERATION_TYPE: "receive",
            names.MESSAGING_MESSAGE_ID: event.name,
        },
    )
    return FeedItem(resume_token=response.resume_token, event=event, taken_in=taken_in)


def unsampled() -> Context:
    generator = RandomIdGenerator()
    nowhere = SpanContext(
        generator.generate_trace_id(), generator.generate_span_id(), is_remote=False, trace_flags=TraceFlags()
    )
    return trace.set_span_in_context(NonRecordingSpan(nowhere))
