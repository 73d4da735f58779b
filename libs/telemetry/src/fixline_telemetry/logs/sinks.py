"""Where log lines go."""

import logging
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Protocol, TextIO

from fixline_telemetry.settings import TelemetryConfig


class Sink(Protocol):
    def write(self, text: str) -> None:
        """Take a line without its end; raise OSError or ValueError when that is impossible."""

    def close(self) -> None:
        """Give back what the sink has opened."""


class StreamSink:
    """Writes to a stream that somebody else opened, each line at once."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        # Reentrant: the garbage collector may run a finaliser in here that logs.
        self._lock = threading.RLock()

    def write(self, text: str) -> None:
        with self._lock:
            self._stream.write(text + "\n")
            self._stream.flush()

    def close(self) -> None:
        """Leave the stream to its owner."""


class RotatingFileSink:
    """Writes to `config.log_file`, which turns over by size."""

    def __init__(self, path: Path, config: TelemetryConfig) -> None:
        """Raise OSError when the file cannot be written."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(
            path, maxBytes=config.log_file_bytes, backupCount=config.log_file_count, encoding="ascii"
        )

    def write(self, text: str) -> None:
        self._handler.handle(logging.makeLogRecord({"msg": text}))

    def close(self) -> None:
        self._handler.close()
