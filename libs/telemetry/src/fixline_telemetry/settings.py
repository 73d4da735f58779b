"""What a process tells this library about itself."""

import os
import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


def this_instance() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


@dataclass(frozen=True, kw_only=True, slots=True)
class TelemetryConfig:
    """The identity of a process, and where its logs, traces and crash reports go."""

    service: str
    version: str
    environment: str
    """`local` exports spans at once and needs no pseudonym key; any other name is a deployment."""

    instance: str = field(default_factory=this_instance)
    log_level: str = "INFO"
    log_format: Literal["json", "console"] = "json"
    to_stdout: bool = True
    """Whether log lines go to stdout; else to `log_file` alone."""

    log_file: str | None = None
    """A second copy of the log, always JSON. One process per file."""

    log_file_bytes: int = 20 * 1024 * 1024
    log_file_count: int = 5
    """Files kept beside the current one."""

    sentry_dsn: str | None = None
    otlp_endpoint: str | None = None
    """`http://host:4317` (plain) or `https://host:4317`; without it spans are made but not exported."""

    backup_metrics_file: Path | None = None
    """What the backup command writes, in Prometheus' text format."""

    sample_ratio: float = 1.0
    """Share of new traces that are recorded, 0 to 1; a remote parent's decision always wins."""

    pseudonym_key: str = field(default="", repr=False)
    """HMAC key of the pseudonyms, the same in every process of a deployment."""

    secrets: tuple[str, ...] = field(default=(), repr=False)
    """Literal values that never appear in logs, spans or crash reports."""
