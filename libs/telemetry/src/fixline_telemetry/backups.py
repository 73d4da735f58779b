"""When the desk was last backed up, as the backup command says in a file: shown beside a service's own metrics."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import structlog
from prometheus_client import REGISTRY, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

PREFIX: Final = "backup_"
EXPECTED: Final = {
    "backup_last_success_timestamp_seconds": "When the newest backup was complete; 0 = never.",
    "backup_last_verified_timestamp_seconds": "When a backup was last restored and compared; 0 = never.",
}

log = structlog.get_logger()


class BackupMetrics(Collector):
    """Reads the file at each scrape. Without one nothing is known of backups, and no series says so.

    Of a file that is not there yet, or cannot be read, both moments are 0: somebody wants backups, and has none.
    """

    def __init__(self) -> None:
        self.file: Path | None = None

    def describe(self) -> Iterator[Metric]:
        for name, words in EXPECTED.items():
            yield GaugeMetricFamily(name, words)

    def collect(self) -> Iterator[Metric]:
        found = {} if self.file is None else read(self.file)
        for name, words in EXPECTED.items():
            family = GaugeMetricFamily(name, words)
            if self.file is not None:
                family.add_metric([], found.pop(name, 0.0))
            yield family
        for name, value in found.items():
            yield GaugeMetricFamily(name, "As the backup command says.", value=value)


def read(file: Path) -> dict[str, float]:
    """Return the values by their names; none of a file that is not there."""
    try:
        families = list(text_string_to_metric_families(file.read_text()))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.warning("backup.metrics_unreadable", file=str(file), error=str(error))
        return {}
    samples = [sample for family in families for sample in family.samples]
    return {sample.name: sample.value for sample in samples if sample.name.startswith(PREFIX)}


BACKUPS: Final = BackupMetrics()
REGISTRY.register(BACKUPS)
