"""What a service shows of backups: what the file says, never for a file that is not there, nothing without one."""

from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from fixline_telemetry.backups import BackupMetrics
from fixline_telemetry.metrics import exposition

SUCCESS, VERIFIED = "backup_last_success_timestamp_seconds", "backup_last_verified_timestamp_seconds"
WRITTEN = f"""# HELP {SUCCESS} When the newest backup was complete.
# TYPE {SUCCESS} gauge
{SUCCESS} 1769868240.5
# TYPE backup_log_until_timestamp_seconds gauge
backup_log_until_timestamp_seconds 1769868300.0
other_metric 1
"""


def shown(file: Path | None) -> list[str]:
    metrics = BackupMetrics()
    metrics.file = file
    registry = CollectorRegistry()
    registry.register(metrics)
    text, _ = exposition(registry, "application/openmetrics-text")
    return [line for line in text.decode().splitlines() if not line.startswith("#")]


def test_without_a_file_there_are_names_and_no_series() -> None:
    assert shown(None) == []


def test_what_the_backup_command_wrote_is_shown_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "fixline_backup.prom"
    file.write_text(WRITTEN)
    assert shown(file) == [
        f"{SUCCESS} 1.7698682405e+09",
        f"{VERIFIED} 0.0",
        "backup_log_until_timestamp_seconds 1.7698683e+09",
    ]


@pytest.mark.parametrize("text", [None, "backup_last_success_timestamp_seconds soon\n"])
def test_a_file_that_is_not_there_or_broken_says_never(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "fixline_backup.prom"
    if text is not None:
        file.write_text(text)
    assert shown(file) == [f"{SUCCESS} 0.0", f"{VERIFIED} 0.0"]
