"""The OTLP/gRPC end of the sink."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import grpc
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTracePartialSuccess,
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2_grpc import (
    TraceServiceServicer,
    add_TraceServiceServicer_to_server,
)

from fixline_local.traces.decoding import spans_of
from fixline_local.traces.spans import Span

LARGEST_EXPORT_BYTES: Final = 16 * 1024 * 1024

Receive = Callable[[Sequence[Span]], int]
"""Takes finished spans and returns how many it had no room for."""


class TraceCollector(TraceServiceServicer):
    def __init__(self, receive: Receive) -> None:
        self._receive = receive

    async def Export(  # noqa: N802  # the protocol's name
        self, request: ExportTraceServiceRequest, _context: grpc.aio.ServicerContext[Any, Any]
    ) -> ExportTraceServiceResponse:
        refused = self._receive(list(spans_of(request)))
        response = ExportTraceServiceResponse()
        if refused:
            response.partial_success.CopyFrom(
                ExportTracePartialSuccess(rejected_spans=refused, error_message="the trace is full")
            )
        return response


def create_collector(receive: Receive) -> grpc.aio.Server:
    """Return a server that has no port yet."""
    server = grpc.aio.server(
        options=(
            # A second sink on the same port must fail, not share its spans.
            ("grpc.so_reuseport", 0),
            ("grpc.max_receive_message_length", LARGEST_EXPORT_BYTES),
        )
    )
    add_TraceServiceServicer_to_server(TraceCollector(receive), server)  # type: ignore[no-untyped-call]
    return server
