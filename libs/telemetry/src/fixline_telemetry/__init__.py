"""Logs, traces, crash reports, metrics and the admin HTTP server.

A service calls `telemetry.start_telemetry`. Nothing is imported here: commands and helpers want a name or two.
"""
