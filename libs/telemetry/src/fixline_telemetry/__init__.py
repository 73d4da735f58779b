"""Logs, traces, crash reports, metrics and the admin HTTP server."""

from fixline_telemetry.settings import TelemetryConfig
from fixline_telemetry.telemetry import Telemetry, start_telemetry

__all__ = ["Telemetry", "TelemetryConfig", "start_telemetry"]
