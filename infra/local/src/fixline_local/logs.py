"""The logs of the desk's own processes: lines as the services write them.

`LOG_LEVEL`, `LOG_FORMAT`, `LOG_FILE` and `PSEUDONYM_KEY` mean what they mean to a service.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Final, Literal

from fixline_chassis.settings import log_file_of
from fixline_telemetry.attributes import use_pseudonym_key
from fixline_telemetry.logs.pipeline import configure_logs
from fixline_telemetry.redaction import Redactor
from fixline_telemetry.settings import TelemetryConfig

LOCAL: Final = "local"


def start_logs(name: str, environment: Mapping[str, str] = os.environ) -> None:
    """Log to stdout, for people where that is a terminal. Raise OSError when `LOG_FILE` cannot be written."""
    wanted: Literal["json", "console"] = "console" if sys.stdout.isatty() else "json"
    log_format: Literal["json", "console"] = (
        "console" if environment.get("LOG_FORMAT") == "console" else wanted
    )
    log_file = log_file_of(name, environment.get("LOG_FILE") or None)
    _start(replace(_config(name, environment), log_format=log_format, log_file=log_file))


def start_logs_beside_terminal(name: str, folder: Path, environment: Mapping[str, str]) -> None:
    """Log into a file of the folder: what this process writes to stdout is for the person who started it."""
    log_file = str(folder / f"{name}.log")
    _start(replace(_config(name, environment), to_stdout=False, log_file=log_file))


def _config(name: str, environment: Mapping[str, str]) -> TelemetryConfig:
    return TelemetryConfig(
        service=name,
        version=version("fixline-local"),
        environment=LOCAL,
        log_level=environment.get("LOG_LEVEL") or "INFO",
        pseudonym_key=environment.get("PSEUDONYM_KEY", ""),
    )


def _start(config: TelemetryConfig) -> None:
    configure_logs(config, Redactor([config.pseudonym_key]))
    use_pseudonym_key(config.pseudonym_key, environment=LOCAL)
