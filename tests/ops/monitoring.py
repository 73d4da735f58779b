"""What infra/ says of monitoring: rules, their tests, and the metrics that they name."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).parents[2]
PROMETHEUS: Final = ROOT / "infra/prometheus"
GRAFANA: Final = ROOT / "infra/grafana"
OWN_NAMES: Final = frozenset({"up", "ALERTS"})
"""Prometheus makes these itself."""

STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
BRACES: Final = re.compile(r"\{[^{}]*\}")
RANGE: Final = re.compile(r"\[[^\]]*\]")
GROUPING: Final = re.compile(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*\)")
WORD: Final = re.compile(r"(?<![\w:.])[A-Za-z_:][\w:]*(?!\s*\(|[\w:])")
KEYWORDS: Final = frozenset({"and", "or", "unless", "bool", "offset", "by", "without"})
BUCKET: Final = re.compile(r'(\w+_bucket)\{[^}]*?\ble="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    expression: str
    labels: dict[str, str]
    annotations: dict[str, str]
    alerts: bool


def rules() -> Iterator[Rule]:
    for path in sorted(PROMETHEUS.glob("rules/*.yml")):
        for group in yaml.safe_load(path.read_text())["groups"]:
            for each in group["rules"]:
                yield Rule(
                    name=each.get("alert") or each["record"],
                    expression=str(each["expr"]),
                    labels=each.get("labels", {}),
                    annotations=each.get("annotations", {}),
                    alerts="alert" in each,
                )


def alerts() -> list[Rule]:
    return [each for each in rules() if each.alerts]


def metrics_in(expression: str) -> set[str]:
    """Return the series that a PromQL expression names, without those that rules record."""
    bare = GROUPING.sub(" ", RANGE.sub(" ", BRACES.sub(" ", STRING.sub('""', expression))))
    bare = re.sub(r"\boffset\s+\w+", " ", bare)
    return {
        name
        for name in WORD.findall(bare)
        if ":" not in name and name not in KEYWORDS and name not in OWN_NAMES
    }


def buckets_in(expression: str) -> set[tuple[str, str]]:
    """Return the buckets that an expression names: the series, and the bound as it is written."""
    return set(BUCKET.findall(expression))


def recorded_in(expression: str) -> set[str]:
    """Return the names of recorded series in an expression."""
    bare = GROUPING.sub(" ", RANGE.sub(" ", BRACES.sub(" ", STRING.sub('""', expression))))
    return {name for name in WORD.findall(bare) if ":" in name}


def dashboards() -> dict[str, dict[str, Any]]:
    return {path.stem: json.loads(path.read_text()) for path in sorted(GRAFANA.glob("dashboards/*.json"))}


def panel_queries() -> list[tuple[str, str]]:
    """Return the title and the expression of each query of each panel."""
    return [
        (f"{name}: {panel['title']}", target["expr"].replace("$__rate_interval", "1m"))
        for name, dashboard in dashboards().items()
        for panel in dashboard["panels"]
        for target in panel["targets"]
    ]
