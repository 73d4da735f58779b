"""Crash reports through the telemetry library."""

from opentelemetry import context as contexts

from fixline_telemetry.crashes import report
from fixline_telemetry.propagation import context_from


def report_crash(error: Exception, traceparent: str = "") -> str:
    """Implements `CrashReports`."""
    if not traceparent:
        return report(error)
    token = contexts.attach(context_from(traceparent))
    try:
        return report(error)
    finally:
        contexts.detach(token)
