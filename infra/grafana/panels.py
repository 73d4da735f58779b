"""Panels and dashboards of Grafana as values: what our dashboards need of its JSON, and no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

SOURCE: Final = {"type": "prometheus", "uid": "fixline"}
WIDTH: Final = 24
"""Columns of Grafana's grid."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Query:
    """`legend`: what to call each series, such as `{{job}}`."""

    expression: str
    legend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """`unit` is Grafana's name of it: s, percentunit, ops, bytes, short.

    `limit`: from where on it is drawn red; `least`: below what it is. `words`: what stands for a value.
    """

    title: str
    queries: Sequence[Query]
    unit: str = "short"
    kind: str = "timeseries"
    width: int = 8
    height: int = 7
    limit: float | None = None
    least: float | None = None
    words: Mapping[float, str] = field(default_factory=dict)
    says: str = ""

    def as_json(self, number: int, left: int, top: int) -> Json:
        steps: list[Json] = [{"color": "green", "value": None}]
        if self.limit is not None:
            steps.append({"color": "red", "value": self.limit})
        if self.least is not None:
            steps = [{"color": "red", "value": None}, {"color": "green", "value": self.least}]
        custom: Json = {"fillOpacity": 8, "showPoints": "never"}
        if self.limit is not None:
            custom["thresholdsStyle"] = {"mode": "line"}
        return {
            "id": number,
            "type": self.kind,
            "title": self.title,
            "description": self.says,
            "datasource": SOURCE,
            "gridPos": {"x": left, "y": top, "w": self.width, "h": self.height},
            "targets": [
                {
                    "refId": chr(ord("A") + place),
                    "datasource": SOURCE,
                    "expr": query.expression,
                    "legendFormat": query.legend or "__auto",
                    "exemplar": "_bucket" in query.expression,
                    "instant": self.kind != "timeseries",
                }
                for place, query in enumerate(self.queries)
            ],
            "fieldConfig": {
                "defaults": {
                    "unit": self.unit,
                    "min": 0,
                    "thresholds": {"mode": "absolute", "steps": steps},
                    **({"mappings": [self._mapping()]} if self.words else {}),
                    **({"custom": custom} if self.kind == "timeseries" else {}),
                },
                "overrides": [],
            },
            "options": {"legend": {"displayMode": "list", "placement": "bottom"}}
            if self.kind == "timeseries"
            else {"reduceOptions": {"calcs": ["lastNotNull"]}, "colorMode": "background"},
        }

    def _mapping(self) -> Json:
        options = {
            f"{value:g}": {"text": word, "index": at} for at, (value, word) in enumerate(self.words.items())
        }
        return {"type": "value", "options": options}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    name: str
    """Of the file, and in the address."""
    title: str
    panels: Sequence[Panel]

    def as_json(self) -> Json:
        return {
            "uid": f"fixline-{self.name}",
            "title": f"Fixline · {self.title}",
            "tags": ["fixline"],
            "schemaVersion": 39,
            "editable": False,
            "refresh": "30s",
            "time": {"from": "now-3h", "to": "now"},
            "timezone": "browser",
            "links": [
                {
                    "type": "dashboards",
                    "tags": ["fixline"],
                    "title": "Fixline",
                    "asDropdown": True,
                    "keepTime": True,
                }
            ],
            "annotations": {
                "list": [
                    {
                        "name": "Alerts",
                        "datasource": SOURCE,
                        "enable": True,
                        "iconColor": "red",
                        "expr": 'ALERTS{alertstate="firing",alertname!="Watchdog"}',
                        "titleFormat": "{{alertname}}",
                        "textFormat": "{{job}}",
                    },
                    {
                        "name": "Starts",
                        "datasource": SOURCE,
                        "enable": True,
                        "iconColor": "blue",
                        "expr": "changes(process_start_time_seconds[1m]) > 0",
                        "titleFormat": "{{job}} started",
                    },
                ]
            },
            "panels": laid_out(self.panels),
        }


def laid_out(panels: Sequence[Panel]) -> list[Json]:
    """Place the panels from left to right, in rows as high as the highest of them."""
    placed: list[Json] = []
    left = top = row = 0
    for number, panel in enumerate(panels, 1):
        if left + panel.width > WIDTH:
            left, top, row = 0, top + row, 0
        placed.append(panel.as_json(number, left, top))
        left += panel.width
        row = max(row, panel.height)
    return placed
