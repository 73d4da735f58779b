"""Crash reports through the telemetry library."""

from fixline_telemetry.crashes import report
from fixline_telemetry.spans.propagation import within


def report_crash(error: Exception, traceparent: str = "") -> str:
    """Implements `CrashReports`."""
    if not traceparent:
        return report(error)
    with within(traceparent):
        return report(error)
