"""What a scrape of the running services exposes."""

from dataclasses import dataclass, field

import aiohttp
from prometheus_client import Metric
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from fixline_local.desk.desk import Desk
from fixline_telemetry.metrics import OPENMETRICS

SUFFIXES = {
    "counter": ("_total",),
    "histogram": ("_bucket", "_count", "_sum"),
    "info": ("_info",),
    "gauge": ("",),
}


@dataclass(slots=True)
class Scrape:
    names: set[str] = field(default_factory=set)
    """Of series; those too that have no sample yet, as their labels have not come up."""
    buckets: set[tuple[str, str]] = field(default_factory=set)
    """Series, and the bound as it is written."""
    measured: set[str] = field(default_factory=set)
    """Histograms that hold something."""
    with_example: set[str] = field(default_factory=set)
    """What leads to a trace."""

    def read(self, text: str) -> None:
        families: list[Metric] = [*text_string_to_metric_families(text)]  # type: ignore[no-untyped-call]  # as it is
        for family in families:
            self.names |= {family.name + suffix for suffix in SUFFIXES[family.type]}
            self.buckets |= {
                (sample.name, sample.labels["le"]) for sample in family.samples if "le" in sample.labels
            }
            if any(sample.value for sample in family.samples if sample.name == f"{family.name}_count"):
                self.measured.add(family.name)
            if any(sample.exemplar for sample in family.samples):
                self.with_example.add(family.name)


async def scrape(desk: Desk) -> Scrape:
    found = Scrape()
    async with aiohttp.ClientSession(headers={"accept": OPENMETRICS}) as session:
        for port in desk.programs.admin_ports().values():
            async with session.get(f"http://127.0.0.1:{port}/metrics") as response:
                found.read(await response.text())
    return found
