"""Questions to Prometheus."""

import math
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

Labels = dict[str, str]
Point = tuple[float, float]
"""Seconds since 1970, and the value."""

SECONDS: Final = 10.0


class PrometheusError(Exception):
    """Prometheus does not answer, or refuses; the text says why."""


@dataclass(frozen=True, slots=True)
class Series:
    labels: Labels
    points: list[Point]
    """In the order of time; what is no number is left out."""


@dataclass(frozen=True, slots=True)
class Exemplar:
    at: float
    value: float
    trace_id: str
    labels: Labels
    """Of its series."""


class Prometheus:
    """Every method raises `PrometheusError`."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url, self._session = url.rstrip("/"), session

    async def at(self, expression: str, moment: float) -> list[Series]:
        """Return the values at a moment, a point a series."""
        data = await self._ask("query", query=expression, time=moment)
        return [Series(each["metric"], points_of([each["value"]])) for each in data["result"]]

    async def over(self, expression: str, begin: float, end: float, step: float) -> list[Series]:
        data = await self._ask("query_range", query=expression, start=begin, end=end, step=step)
        return [Series(each["metric"], points_of(each["values"])) for each in data["result"]]

    async def exemplars(self, expression: str, begin: float, end: float) -> list[Exemplar]:
        """Return what led to the buckets that an expression reads, of those that name a trace."""
        data = await self._ask("query_exemplars", query=expression, start=begin, end=end)
        return [
            Exemplar(
                at=float(found["timestamp"]),
                value=float(found["value"]),
                trace_id=found["labels"]["trace_id"],
                labels=series["seriesLabels"],
            )
            for series in data
            for found in series["exemplars"]
            if "trace_id" in found["labels"]
        ]

    async def alerts(self) -> list[dict[str, Any]]:
        """Return the alerts that are pending or firing, as Prometheus words them."""
        return list((await self._ask("alerts"))["alerts"])

    async def graph_page(self) -> str:
        """Return where an expression is looked at by hand: Debian's Prometheus has the classic pages alone."""
        classic = f"{self._url}/classic/graph"
        try:
            async with self._session.get(classic, timeout=aiohttp.ClientTimeout(total=SECONDS)) as response:
                return classic if response.ok else f"{self._url}/graph"
        except (aiohttp.ClientError, TimeoutError) as error:
            raise PrometheusError("Prometheus does not answer") from error

    async def _ask(self, what: str, **parameters: str | float) -> Any:
        try:
            async with self._session.get(
                f"{self._url}/api/v1/{what}",
                params={name: str(value) for name, value in parameters.items()},
                timeout=aiohttp.ClientTimeout(total=SECONDS),
            ) as response:
                answer = await response.json()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise PrometheusError("Prometheus does not answer") from error
        if answer["status"] != "success":
            raise PrometheusError(answer["error"])
        return answer["data"]


def points_of(samples: list[list[Any]]) -> list[Point]:
    """Read samples: the value is a text, which may be NaN or infinite."""
    points = ((float(at), float(text)) for at, text in samples)
    return [(at, value) for at, value in points if math.isfinite(value)]
