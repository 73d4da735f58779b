"""Dashboards as Grafana's JSON has them: of it, what the page draws."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

KINDS: Final = frozenset({"timeseries", "stat", "bargauge", "table"})
UNITS: Final = frozenset({"short", "s", "percentunit", "ops", "bytes", "Bps"})

Json = dict[str, Any]


class UnknownShapeError(ValueError):
    """A dashboard asks for a kind of panel, or for a unit, that the page cannot draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelQuery:
    """`legend`: what to call each series, such as `{{job}}`; empty: by its labels."""

    expression: str
    legend: str
    with_exemplars: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From which value on something has a colour; None: from the lowest on."""

    value: float | None
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """`width`: of 24 columns; `height`: in rows of Grafana's; `limit`: where a line is drawn, None: nowhere."""

    id: int
    title: str
    says: str
    kind: str
    unit: str
    width: int
    height: int
    limit: float | None
    steps: Sequence[Step]
    words: dict[str, str]
    """What stands for a value."""
    queries: Sequence[PanelQuery]

    @property
    def is_of_now(self) -> bool:
        """Whether it shows the newest values only."""
        return self.kind != "timeseries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is drawn into every panel: when something was so. `title` is a pattern as a query's legend."""

    name: str
    expression: str
    title: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    name: str
    title: str
    panels: Sequence[Panel]
    marks: Sequence[Marks]

    def panel(self, number: int) -> Panel | None:
        return next((each for each in self.panels if each.id == number), None)


def boards_in(folder: Path) -> list[Board]:
    """Return the dashboards of a folder, the overview first; raise `UnknownShapeError`."""
    found = [board_of(path.stem, json.loads(path.read_text())) for path in sorted(folder.glob("*.json"))]
    return sorted(found, key=lambda board: (board.name != "overview", board.title.casefold()))


def board_of(name: str, given: Json) -> Board:
    return Board(
        name=name,
        title=given["title"].rpartition("· ")[2],
        panels=[panel_of(each) for each in given["panels"]],
        marks=[
            Marks(
                name=each["name"],
                expression=each["expr"],
                title=each["titleFormat"],
                colour=each["iconColor"],
            )
            for each in given["annotations"]["list"]
        ],
    )


def panel_of(given: Json) -> Panel:
    defaults = given["fieldConfig"]["defaults"]
    if given["type"] not in KINDS or defaults["unit"] not in UNITS:
        raise UnknownShapeError(f"{given['title']}: {given['type']} in {defaults['unit']}")
    steps = [Step(value=each["value"], colour=each["color"]) for each in defaults["thresholds"]["steps"]]
    return Panel(
        id=given["id"],
        title=given["title"],
        says=given["description"],
        kind=given["type"],
        unit=defaults["unit"],
        width=given["gridPos"]["w"],
        height=given["gridPos"]["h"],
        limit=next((step.value for step in steps if step.colour == "red"), None),
        steps=steps,
        words={
            value: option["text"]
            for mapping in defaults.get("mappings", [])
            for value, option in mapping["options"].items()
        },
        queries=[
            PanelQuery(
                expression=target["expr"],
                legend="" if target["legendFormat"] == "__auto" else target["legendFormat"],
                with_exemplars=target["exemplar"],
            )
            for target in given["targets"]
        ],
    )
