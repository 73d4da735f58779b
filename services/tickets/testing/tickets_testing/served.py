"""The service as other services meet it: behind real gRPC, and, where they wish, with nothing outside the process."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager

from fixline_testing.rpc import ServedAt, serving
from tickets_service.adapters.inbound.grpc.errors import ERROR_DOMAIN, translate_error
from tickets_service.adapters.inbound.grpc.methods import METHOD_REASONS, METHOD_SCOPES
from tickets_service.adapters.inbound.grpc.services import services
from tickets_service.adapters.outbound.memory.ports import memory_ports
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.system.signal import ProcessSignal
from tickets_service.adapters.outbound.telemetry.response_times import MeasuredResponseTimes
from tickets_service.adapters.outbound.telemetry.tracing import TelemetryTracing
from tickets_service.application.ports.clock import Clock
from tickets_service.application.use_cases.map import UseCases
from tickets_service.application.use_cases.ports import Ports


def served(
    do: UseCases,
    *,
    callers: Mapping[str, tuple[str, Sequence[str]]] | None = None,
    slow_consumer_seconds: float = 30,
) -> AbstractAsyncContextManager[ServedAt]:
    """Serve on a free port; see `serving`."""
    return serving(
        services(do),
        error_domain=ERROR_DOMAIN,
        method_scopes=METHOD_SCOPES,
        method_reasons=METHOD_REASONS,
        translate_error=translate_error,
        callers=callers,
        slow_consumer_seconds=slow_consumer_seconds,
    )


def ports_in_memory(store: MemoryStore, clock: Clock) -> Ports:
    """Return ports with the real telemetry."""
    return memory_ports(
        store,
        ProcessSignal(),
        clock=clock,
        tracing=TelemetryTracing(),
        response_times=MeasuredResponseTimes(),
    )
