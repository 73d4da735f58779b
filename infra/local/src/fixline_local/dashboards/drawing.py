"""What there is to draw: each panel's series under their names, and marks over all of them."""

import asyncio
import re
from dataclasses import dataclass
from typing import Any, Final

from fixline_local.dashboards.boards import Board, Marks, Panel, PanelQuery
from fixline_local.dashboards.prometheus import Exemplar, Labels, Prometheus, PrometheusError, Series

SCRAPE_SECONDS: Final = 15.0
"""As prometheus.yml has it: nothing is known more closely."""
MOST_POINTS: Final = 240
EXEMPLAR_BINS: Final = 24
"""Of each stretch of time the slowest exemplar is shown."""
PLACE: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, in seconds since 1970; `step` is the distance of two points."""

    begin: float
    end: float
    step: float

    @classmethod
    def until(cls, end: float, seconds: float) -> "Window":
        """Return the stretch of so many seconds before `end`, on steps that stay where they are as time goes on."""
        step = max(SCRAPE_SECONDS, -(-seconds // MOST_POINTS // SCRAPE_SECONDS) * SCRAPE_SECONDS)
        last = end // step * step
        return cls(last - seconds, last, step)

    def fill(self, expression: str) -> str:
        """Put Grafana's variables into an expression; a rate looks at four scrapes at least, as Grafana reckons it."""
        interval = max(4 * SCRAPE_SECONDS, self.step + SCRAPE_SECONDS)
        return expression.replace("$__rate_interval", f"{interval:.0f}s")


class Drawing:
    """`window`: what of the past is asked for; values of now are those at its end, or `now`."""

    def __init__(self, prometheus: Prometheus, window: Window, now: float) -> None:
        self._prometheus, self._window, self._now = prometheus, window, now

    async def board(self, board: Board, only: Panel | None = None) -> Json:
        """Return all panels of a board, or one of them; raise `PrometheusError` when nothing can be drawn."""
        panels, marks = await asyncio.gather(
            asyncio.gather(*(self._panel(each) for each in ([only] if only else board.panels))),
            asyncio.gather(*(self._marks(each) for each in board.marks)),
        )
        return {
            "name": board.name,
            "title": board.title,
            "begin": self._window.begin,
            "end": self._window.end,
            "step": self._window.step,
            "panels": panels,
            "marks": [mark for found in marks for mark in found],
        }

    async def _panel(self, panel: Panel) -> Json:
        drawn = {
            "id": panel.id,
            "title": panel.title,
            "says": panel.says,
            "kind": panel.kind,
            "unit": panel.unit,
            "width": panel.width,
            "height": panel.height,
            "limit": panel.limit,
            "steps": [{"from": step.value, "colour": step.colour} for step in panel.steps],
            "words": panel.words,
            "expressions": [self._window.fill(query.expression) for query in panel.queries],
            "series": [],
            "exemplars": [],
            "fault": "",
        }
        try:
            found = await asyncio.gather(*(self._series(panel, query) for query in panel.queries))
            drawn["series"] = [series for each in found for series in each]
            drawn["exemplars"] = await self._exemplars(panel)
        except PrometheusError as error:
            drawn["fault"] = str(error)
        return drawn

    async def _series(self, panel: Panel, query: PanelQuery) -> list[Json]:
        expression = self._window.fill(query.expression)
        if panel.is_of_now:
            found = await self._prometheus.at(expression, self._now)
        else:
            window = self._window
            found = await self._prometheus.over(expression, window.begin, window.end, window.step)
        return [
            {"name": named(query.legend, series, found), "labels": series.labels, "points": series.points}
            for series in found
        ]

    async def _exemplars(self, panel: Panel) -> list[Json]:
        expressions = [query.expression for query in panel.queries if query.with_exemplars]
        if not expressions:
            return []
        # All of a panel read the same buckets.
        window = self._window
        expression = window.fill(expressions[0])
        found = await self._prometheus.exemplars(expression, window.begin, self._now)
        return [
            {"at": each.at, "value": each.value, "trace": each.trace_id} for each in slowest(found, window)
        ]

    async def _marks(self, marks: Marks) -> list[Json]:
        window = self._window
        found = await self._prometheus.over(
            window.fill(marks.expression), window.begin, window.end, window.step
        )
        return [
            {
                "kind": marks.name,
                "title": filled(marks.title, series.labels),
                "colour": marks.colour,
                "begin": begin,
                "end": end,
            }
            for series in found
            for begin, end in stretches(series, window.step)
        ]


def filled(pattern: str, labels: Labels) -> str:
    return PLACE.sub(lambda place: labels.get(place[1], ""), pattern).strip()


def named(legend: str, series: Series, among: list[Series]) -> str:
    """Return the name of a series: as the legend says, else by those labels in which the series differ."""
    if legend:
        return filled(legend, series.labels)
    names = sorted({name for each in among for name in each.labels} - {"__name__"})
    telling = [name for name in names if len({each.labels.get(name, "") for each in among}) > 1]
    return " · ".join(filter(None, (series.labels.get(name, "") for name in telling or names)))


def slowest(found: list[Exemplar], window: Window) -> list[Exemplar]:
    """Return the exemplar of the highest value of each stretch of time, in the order of time."""
    bins: dict[int, Exemplar] = {}
    for each in found:
        place = int((each.at - window.begin) / (window.end - window.begin) * EXEMPLAR_BINS)
        if place not in bins or bins[place].value < each.value:
            bins[place] = each
    return sorted(bins.values(), key=lambda each: each.at)


def stretches(series: Series, step: float) -> list[tuple[float, float]]:
    """Return from when to when a series was there without a gap."""
    found: list[tuple[float, float]] = []
    for at, _ in series.points:
        if found and at - found[-1][1] <= step:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found
