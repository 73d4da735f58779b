"""The current OpenTelemetry span."""

from fixline_telemetry.spans.propagation import current_traceparent


class TelemetryTracing:
    def traceparent(self) -> str:
        return current_traceparent()
