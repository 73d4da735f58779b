"""One pipeline for structlog and for the standard library's loggers."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Final

import structlog
from opentelemetry import trace
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, Processor, WrappedLogger

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
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
TRACEBACK_FRAMES: Final = 20
FIRST_KEYS: Final = ("timestamp", "level", "event")


def configure_logs(config: TelemetryConfig, redactor: Redactor) -> None:
    """Write every log line of this process to stdout, and to `config.log_file` if there is one.

    Raise `ValueError` for an unknown level and `OSError` when the file cannot be written.
    """
    level = logging.getLevelNamesMapping().get(config.log_level.upper())
    if level is None:
        raise ValueError(f"unknown log level {config.log_level!r}")
    shared = _shared_processors(config)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    json_lines = _formatter(shared, redactor, as_json=True)
    lines = json_lines if config.log_format == "json" else _formatter(shared, redactor, as_json=False)
    handlers: list[logging.Handler] = [_with(logging.StreamHandler(sys.stdout), lines)]
    if config.log_file:
        handlers.append(_with(_rotating(config), json_lines))
    _take_over(handlers, level)


def _shared_processors(config: TelemetryConfig) -> list[Processor]:
    def add_identity(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
        line["service"] = config.service
        line["version"] = config.version
        return line

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        add_identity,
        add_trace,
    ]


def add_trace(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Add the ids of the current span, recorded or not."""
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        line["trace_id"] = trace.format_trace_id(context.trace_id)
        line["span_id"] = trace.format_span_id(context.span_id)
    return line


def _formatter(shared: list[Processor], redactor: Redactor, *, as_json: bool) -> logging.Formatter:
    def redact(_logger: WrappedLogger, _method: str, line: EventDict) -> MutableMapping[str, Any]:
        first = {key: line.pop(key) for key in FIRST_KEYS if key in line}
        return redactor.value({**first, **line})  # type: ignore[no-any-return]

    rendering: list[Processor]
    if as_json:
        # Locals in a traceback would carry tokens and what people wrote.
        frames = ExceptionDictTransformer(show_locals=False, max_frames=TRACEBACK_FRAMES)
        rendering = [
            structlog.processors.ExceptionRenderer(frames),
            redact,
            # ASCII escapes leave no control character, of C0, C1 or Unicode, in the line.
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ]
    else:
        rendering = [
            structlog.processors.format_exc_info,
            redact,
            escape_controls,
            structlog.dev.ConsoleRenderer(colors=True, pad_event_to=32),
        ]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
        keep_exc_info=False,
    )


def escape_controls(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Leave no character that could move a terminal's cursor; indent tracebacks, so that none passes for a line."""
    escaped = escaped_value(line)
    if isinstance(exception := line.get("exception"), str):
        escaped["exception"] = "\n".join(f"    | {escaped_value(row)}" for row in exception.split("\n"))
    return escaped  # type: ignore[no-any-return]


def escaped_value(value: Any) -> Any:
    if isinstance(value, str):
        return CONTROL.sub(lambda match: ascii(match[0])[1:-1], value)
    if isinstance(value, Mapping):
        return {escaped_value(key): escaped_value(each) for key, each in value.items()}
    if isinstance(value, list):
        return [escaped_value(each) for each in value]
    return value


def _rotating(config: TelemetryConfig) -> logging.Handler:
    path = Path(config.log_file or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    return RotatingFileHandler(
        path, maxBytes=config.log_file_bytes, backupCount=config.log_file_count, encoding="ascii"
    )


def _with(handler: logging.Handler, formatter: logging.Formatter) -> logging.Handler:
    handler.setFormatter(formatter)
    return handler


def _take_over(handlers: list[logging.Handler], level: int) -> None:
    root = logging.getLogger()
    for old in list(root.handlers):
        # Only a plain stream (basicConfig's) or our own of an earlier start; a test runner's stay.
        if type(old) in (logging.StreamHandler, RotatingFileHandler):
            root.removeHandler(old)
            old.close()
    for handler in handlers:
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
