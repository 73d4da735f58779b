"""The tracer provider, and the way of its spans to the collector."""

import threading
from collections.abc import Sequence
from typing import Final

from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanLimits, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExportResult

from fixline_telemetry.metrics import SPANS
from fixline_telemetry.redaction import Redactor
from fixline_telemetry.settings import TelemetryConfig
from fixline_telemetry.spans.late_spans import LONGEST_TEXT, KeepingTracerProvider
from fixline_telemetry.spans.span_encoding import SpanEncoder

EXPORT_TIMEOUT_SECONDS: Final = 3.0
SHUTDOWN_SECONDS: Final = 2.0
LOCAL_DELAY_MS: Final = 500
"""How long a finished span may wait on a developer's machine, where somebody watches the page."""

QUEUE_SPANS: Final = 8192


def create_tracer_provider(config: TelemetryConfig) -> TracerProvider:
    resource = Resource.create(
        {
            "service.name": config.service,
            "service.version": config.version,
            "service.instance.id": config.instance,
            "deployment.environment.name": config.environment,
        }
    )
    return KeepingTracerProvider(
        resource=resource,
        sample_ratio=config.sample_ratio,
        span_limits=SpanLimits(max_span_attribute_length=LONGEST_TEXT, max_events=32, max_links=32),
    )


class RedactingExporter(OTLPSpanExporter):
    """Sends spans without secrets, and counts what arrived."""

    def __init__(self, endpoint: str | None, redactor: Redactor) -> None:
        super().__init__(endpoint=endpoint, timeout=EXPORT_TIMEOUT_SECONDS)
        self._encoder = SpanEncoder(redactor)

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        result = super().export(spans)
        SPANS.labels("" if result is SpanExportResult.SUCCESS else "export_failed").inc(len(spans))
        return result

    def _translate_data(self, data: Sequence[ReadableSpan]) -> ExportTraceServiceRequest:
        """Has no public name; test_traces.py notices when it is no longer asked."""
        return self._encoder.request(data)


class SpanExport:
    """Sends the spans of a provider to `config.otlp_endpoint` in the background."""

    def __init__(self, provider: TracerProvider, config: TelemetryConfig, redactor: Redactor) -> None:
        self._exporter = RedactingExporter(config.otlp_endpoint, redactor)
        self._processor = BatchSpanProcessor(
            self._exporter,
            max_queue_size=QUEUE_SPANS,
            schedule_delay_millis=LOCAL_DELAY_MS if config.environment == "local" else None,
        )
        provider.add_span_processor(self._processor)

    def stop(self) -> None:
        """Send what is left, for at most `SHUTDOWN_SECONDS`; then drop it."""
        # The processor's own bound is 30 s and cannot be set.
        flushing = threading.Thread(target=self._processor.shutdown, name="span-flush", daemon=True)
        flushing.start()
        flushing.join(SHUTDOWN_SECONDS)
        if flushing.is_alive():
            self._exporter.shutdown()  # breaks off the export under way
