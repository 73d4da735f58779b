"""The tracer provider, and the way of its spans to the collector."""

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Event, ReadableSpan, SpanLimits, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import Status
from opentelemetry.util.types import AttributeValue

from fixline_telemetry.attributes import DB_QUERY_TEXT
from fixline_telemetry.metrics import SPANS
from fixline_telemetry.redaction import Redactor
from fixline_telemetry.settings import TelemetryConfig

EXPORT_TIMEOUT_SECONDS: Final = 3.0
SHUTDOWN_SECONDS: Final = 3.0
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
    return TracerProvider(
        resource=resource,
        sampler=ParentBased(TraceIdRatioBased(config.sample_ratio)),
        span_limits=SpanLimits(max_span_attribute_length=4096, max_events=32, max_links=32),
        # An exit hook would wait 30 s for a collector that is down; Telemetry.shutdown does not.
        shutdown_on_exit=False,
    )


class RedactingExporter(SpanExporter):
    """Hands spans on without secrets, and counts what arrived."""

    def __init__(self, inner: SpanExporter, redactor: Redactor) -> None:
        self._inner = inner
        self._redactor = redactor
        # The few that the service runs, each as long as a page of text, again and again.
        self._statement = lru_cache(maxsize=256)(redactor.text)

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        result = self._inner.export([self._clean(span) for span in spans])
        SPANS.labels("" if result is SpanExportResult.SUCCESS else "export_failed").inc(len(spans))
        return result

    def shutdown(self) -> None:
        self._inner.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._inner.force_flush(timeout_millis)

    def _clean(self, span: ReadableSpan) -> ReadableSpan:
        return ReadableSpan(
            name=self._redactor.text(span.name),
            context=span.context,
            parent=span.parent,
            resource=span.resource,
            attributes=self._attributes(span.attributes),
            events=[
                Event(self._redactor.text(event.name), self._attributes(event.attributes), event.timestamp)
                for event in span.events
            ],
            links=span.links,
            kind=span.kind,
            status=Status(
                span.status.status_code,
                self._redactor.text(span.status.description) if span.status.description else None,
            ),
            start_time=span.start_time,
            end_time=span.end_time,
            instrumentation_scope=span.instrumentation_scope,
        )

    def _attributes(self, attributes: Mapping[str, AttributeValue] | None) -> dict[str, Any]:
        values = dict(attributes or {})
        statement = values.pop(DB_QUERY_TEXT, None)
        clean: dict[str, Any] = self._redactor.value(values)
        return clean | {DB_QUERY_TEXT: self._statement(statement)} if isinstance(statement, str) else clean


class SpanExport:
    """Sends the spans of a provider to `config.otlp_endpoint` in the background."""

    def __init__(self, provider: TracerProvider, config: TelemetryConfig, redactor: Redactor) -> None:
        self._exporter = RedactingExporter(
            OTLPSpanExporter(endpoint=config.otlp_endpoint, timeout=EXPORT_TIMEOUT_SECONDS), redactor
        )
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
