"""What a measured process tells: whom, how much, or nothing at all."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SAMPLE_RATIO: Final = "0.1"
SILENT_PROGRAM: Final = Path(__file__).with_name("silent.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    environment: Mapping[str, str]
    is_silent: bool = False
    """It counts nothing either."""

    def python(self, target: str, *arguments: str, interpreter: Path = Path(sys.executable)) -> Sequence[str]:
        """Return the command that runs a module, or a script by its path."""
        if self.is_silent:
            return [str(interpreter), "-P", str(SILENT_PROGRAM), target, *arguments]
        how = ["-P"] if target.endswith(".py") else ["-m"]
        return [str(interpreter), *how, target, *arguments]


def told_to(otlp_port: int, sentry_port: int | None = None) -> Telling:
    """Tell everything, as in production: one trace in ten, metrics, logs; crashes where there is a port for them."""
    crashes = {} if sentry_port is None else {"SENTRY_DSN": f"http://key@127.0.0.1:{sentry_port}/1"}
    return Telling(
        environment={
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{otlp_port}",
            "TRACE_SAMPLE_RATIO": SAMPLE_RATIO,
            **crashes,
        }
    )


SILENT: Final = Telling(
    environment={"OTEL_SDK_DISABLED": "true", "TRACE_SAMPLE_RATIO": "0", "LOG_LEVEL": "ERROR"},
    is_silent=True,
)
