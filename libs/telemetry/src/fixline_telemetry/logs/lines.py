"""The lines of this process: what each says besides its event, and their two sources (decision 20).

Our own lines do not pass through the standard library's loggers: a record and its formatter cost several times what
the line itself does, and every call has one.
"""

import logging
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from structlog.typing import EventDict

from fixline_telemetry.crashes import leave_breadcrumb
from fixline_telemetry.logs.formats import Format
from fixline_telemetry.logs.line_context import with_line_context
from fixline_telemetry.logs.sinks import Sink
from fixline_telemetry.spans.current_spans import current_span

_UNWRITTEN: Final = logging.Handler()


class Lines:
    """Completes lines and hands them to the sinks."""

    def __init__(self, identity: Mapping[str, str], outputs: Mapping[Format, Sequence[Sink]]) -> None:
        """`identity` is on every line, as it is; what a line says is redacted by its format."""
        self._identity = dict(identity)
        self._outputs = outputs

    def write(self, level: str, logger: str, said: EventDict) -> None:
        """Write one line; one that cannot be written is told on stderr and does not disturb the work."""
        try:
            said["logger"] = logger
            origin = self._origin(level)
            for text_of, sinks in self._outputs.items():
                text = text_of(said, origin)
                for sink in sinks:
                    sink.write(text)
        except Exception:  # noqa: BLE001  # telemetry must not fail where the work would not
            _UNWRITTEN.handleError(logging.makeLogRecord({"name": logger, "msg": "a log line is lost"}))

    def close(self) -> None:
        for sinks in self._outputs.values():
            for sink in sinks:
                sink.close()

    def _origin(self, level: str) -> EventDict:
        seconds, microseconds = divmod(time.time_ns() // 1_000, 1_000_000)
        timestamp = f"{_second(seconds)}.{microseconds:06d}Z"
        origin: EventDict = {"timestamp": timestamp, "level": level, **self._identity}
        context = current_span().get_span_context()
        if context.is_valid:  # the ids of the current span, recorded or not
            origin["trace_id"] = f"{context.trace_id:032x}"
            origin["span_id"] = f"{context.span_id:016x}"
        return origin


@lru_cache(maxsize=2)
def _second(seconds: int) -> str:
    """Return the time in UTC; within a second all lines share it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


class OwnLogger:
    """What structlog hands the lines of one of our loggers to."""

    def __init__(self, name: str, lines: Lines, *, breadcrumbs: bool) -> None:
        self._name = name
        self._lines = lines
        self._breadcrumbs = breadcrumbs

    def debug(self, /, **said: Any) -> None:
        self._lines.write("debug", self._name, said)

    def info(self, /, **said: Any) -> None:
        self._write("info", said)

    def warning(self, /, **said: Any) -> None:
        self._write("warning", said)

    def error(self, /, **said: Any) -> None:
        self._write("error", said)

    def critical(self, /, **said: Any) -> None:
        self._write("critical", said)

    def _write(self, level: str, said: EventDict) -> None:
        self._lines.write(level, self._name, said)
        if self._breadcrumbs:
            leave_breadcrumb(level, self._name, said)


class OwnLoggers:
    """Makes loggers for structlog, named as asked for or else after the module that asks."""

    def __init__(self, lines: Lines, *, breadcrumbs: bool) -> None:
        self._lines = lines
        self._breadcrumbs = breadcrumbs

    def __call__(self, name: str | None = None) -> OwnLogger:
        return OwnLogger(name or _calling_module(), self._lines, breadcrumbs=self._breadcrumbs)


class ForeignLines(logging.Handler):
    """Takes what libraries log through the standard library."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        try:
            said: EventDict = {"event": record.getMessage()}
        except Exception:  # noqa: BLE001  # a placeholder too many or too few
            self.handleError(record)
            return
        if record.exc_info:
            said["exc_info"] = record.exc_info
        if record.stack_info:
            said["stack_info"] = record.stack_info
        said = with_line_context(None, "", said)
        self._lines.write(record.levelname.lower(), record.name, said)

    def close(self) -> None:
        self._lines.close()
        super().close()


def _calling_module() -> str:
    frame = sys._getframe(1)  # noqa: SLF001  # the public way builds the whole stack
    while (module := str(frame.f_globals.get("__name__"))) == __name__ or module.startswith("structlog."):
        if frame.f_back is None:
            break
        frame = frame.f_back
    return module
