"""Starts and stops logs, traces and crash reports together."""

import asyncio

import structlog
from opentelemetry import propagate, trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from fixline_telemetry.attributes import use_pseudonym_key
from fixline_telemetry.backups import BACKUPS
from fixline_telemetry.crashes import start_crash_reports, stop_crash_reports
from fixline_telemetry.logs.pipeline import configure_logs
from fixline_telemetry.metrics import BUILD
from fixline_telemetry.redaction import Redactor
from fixline_telemetry.settings import TelemetryConfig
from fixline_telemetry.spans.traces import SpanExport, create_tracer_provider

log = structlog.get_logger()


class Telemetry:
    """The running telemetry of a process."""

    def __init__(self, tracer_provider: TracerProvider, export: SpanExport | None) -> None:
        self.tracer_provider = tracer_provider
        self._export = export

    async def shutdown(self) -> None:
        """Send what is left of spans and, at the same time, of crash reports, for at most 2 s each."""
        flushing = [asyncio.to_thread(stop_crash_reports)]
        if self._export is not None:
            flushing.append(asyncio.to_thread(self._export.stop))
        await asyncio.gather(*flushing)


def start_telemetry(config: TelemetryConfig) -> Telemetry:
    """Set up logs, traces and crash reports; call it before anything else in a process.

    gRPC's C core writes plain text to stderr past every handler unless GRPC_VERBOSITY=NONE is in the environment before
    the process starts.

    Raise `ValueError` for an unknown log level or a malformed DSN, `OSError` for a log file that cannot be written.
    """
    redactor = Redactor((*config.secrets, config.pseudonym_key, config.sentry_dsn or ""))
    configure_logs(config, redactor)
    provider = install_provider(config)
    export = SpanExport(provider, config, redactor) if config.otlp_endpoint else None
    start_crash_reports(config, redactor)
    BACKUPS.file = config.backup_metrics_file
    BUILD.info({"service": config.service, "version": config.version, "environment": config.environment})
    if not use_pseudonym_key(config.pseudonym_key, environment=config.environment):
        log.warning("telemetry.pseudonym_key_missing", variable="PSEUDONYM_KEY")
    return Telemetry(provider, export)


def install_provider(config: TelemetryConfig) -> TracerProvider:
    """Return the process's provider; one that is already there (a test's) stays, it cannot be replaced."""
    propagate.set_global_textmap(TraceContextTextMapPropagator())
    present = trace.get_tracer_provider()
    if isinstance(present, TracerProvider):
        return present
    provider = create_tracer_provider(config)
    trace.set_tracer_provider(provider)
    return provider
