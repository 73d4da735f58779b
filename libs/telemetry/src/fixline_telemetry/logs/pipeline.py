"""One pipeline for structlog and for the standard library's loggers."""

import logging
import sys
from pathlib import Path
from typing import Final

import structlog

from fixline_telemetry.logs.bound_logger import bound_logger
from fixline_telemetry.logs.formats import Format, console_format, json_format
from fixline_telemetry.logs.line_context import with_line_context
from fixline_telemetry.logs.lines import ForeignLines, Lines, OwnLoggers
from fixline_telemetry.logs.sinks import RotatingFileSink, Sink, StreamSink
from fixline_telemetry.redaction import Redactor
from fixline_telemetry.settings import TelemetryConfig

QUIET: Final = {
    "aiogram.event": logging.WARNING,  # a line per update; ours says more
    "aiohttp.access": logging.WARNING,
    "uvicorn.access": logging.WARNING,
    "uvicorn.error": logging.WARNING,
    "opentelemetry": logging.WARNING,
    "sqlalchemy": logging.WARNING,
}
"""Levels of loggers whose INFO says nothing that our own lines do not."""

OWN_HANDLERS: Final = (
    "aiogram",
    "alembic",
    "asyncio",
    "sqlalchemy",
    "uvicorn",
    "uvicorn.access",
    "uvicorn.error",
)
LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def configure_logs(config: TelemetryConfig, redactor: Redactor) -> None:
    """Write every log line of this process to stdout (unless told not to), and to `config.log_file` if there is one.

    Raise `ValueError` for an unknown level and `OSError` when the file cannot be written.
    """
    name = config.log_level.upper()
    if name not in LEVELS:
        raise ValueError(f"unknown log level {config.log_level!r}")
    level = logging.getLevelNamesMapping()[name]
    identity = {"service": redactor.text(config.service), "version": redactor.text(config.version)}
    lines = Lines(identity, _outputs(config, redactor))
    structlog.configure(
        processors=[with_line_context],
        logger_factory=OwnLoggers(lines, breadcrumbs=bool(config.sentry_dsn)),
        wrapper_class=bound_logger(level),
        # Loggers that outlive this configuration, as those of a test process do, must not keep it.
        cache_logger_on_first_use=False,
    )
    _take_over(ForeignLines(lines), level)


def _outputs(config: TelemetryConfig, redactor: Redactor) -> dict[Format, list[Sink]]:
    as_json = json_format(redactor)
    as_configured = as_json if config.log_format == "json" else console_format(redactor)
    outputs: dict[Format, list[Sink]] = {as_configured: [StreamSink(sys.stdout)]} if config.to_stdout else {}
    if config.log_file:
        outputs.setdefault(as_json, []).append(RotatingFileSink(Path(config.log_file), config))
    return outputs


def _take_over(handler: logging.Handler, level: int) -> None:
    root = logging.getLogger()
    for old in list(root.handlers):
        # Only a plain stream (basicConfig's) or our own of an earlier start; a test runner's stay.
        if type(old) in (logging.StreamHandler, ForeignLines):
            root.removeHandler(old)
            old.close()
    root.addHandler(handler)
    root.setLevel(level)
    for name in OWN_HANDLERS:
        logger = logging.getLogger(name)
        logger.propagate = True
        for old in [each for each in logger.handlers if type(each) is logging.StreamHandler]:
            logger.removeHandler(old)
    for name, quiet in QUIET.items():
        logging.getLogger(name).setLevel(max(quiet, level))
    logging.captureWarnings(capture=True)
