"""What Prometheus and Alertmanager of a desk say."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import aiohttp

from fixline_local.desk.desk import Desk

PATIENCE_SECONDS: Final = 90.0
INTERVALS: Final = "(?:scrape_interval|scrape_timeout|evaluation_interval|interval|group_interval)"

T = TypeVar("T")


async def eventually(look: Callable[[], Awaitable[T]]) -> T:
    """Return the first answer that is not empty, zero or False."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (found := await look()):  # noqa: ASYNC110  # other processes tell nobody
            await asyncio.sleep(0.2)
    return found


@dataclass(frozen=True, slots=True)
class MonitorClient:
    prometheus: str
    alertmanager: str
    session: aiohttp.ClientSession

    async def query(self, expression: str) -> list[dict[str, Any]]:
        """Return the samples; raise `AssertionError` with Prometheus' words when it refuses the expression."""
        answer = await self._get(f"{self.prometheus}/api/v1/query", query=expression)
        assert answer["status"] == "success", answer
        return list(answer["data"]["result"])

    async def until(self, expression: str) -> list[dict[str, Any]]:
        """Wait until the expression has a sample, and return what it has."""
        return await eventually(lambda: self.query(expression))

    async def broken_rules(self) -> list[str]:
        answer = await self._get(f"{self.prometheus}/api/v1/rules")
        rules = [rule for group in answer["data"]["groups"] for rule in group["rules"]]
        assert rules
        return [f"{rule['name']}: {rule['lastError']}" for rule in rules if rule.get("lastError")]

    async def alerts(self) -> dict[str, str]:
        """Return the state of each alert that Alertmanager has, by name and job."""
        answer = await self._get(f"{self.alertmanager}/api/v2/alerts")
        return {
            f"{each['labels']['alertname']} {each['labels'].get('job', '')}".strip(): each["status"]["state"]
            for each in answer
        }

    async def _get(self, url: str, **parameters: str) -> Any:
        async with self.session.get(url, params=parameters) as response:
            return await response.json()


@asynccontextmanager
async def monitor_client(desk: Desk) -> AsyncIterator[MonitorClient]:
    at = desk.programs.addresses
    async with aiohttp.ClientSession() as session:
        yield MonitorClient(
            f"http://127.0.0.1:{at.prometheus}", f"http://127.0.0.1:{at.alertmanager}", session
        )


def hurried(text: str) -> str:
    """Make a second of each interval of a configuration, and of each minute after which an alert fires.

    As in earnest, a cause fires before its consequences, and no group of alerts is told in the moment in which rules
    are evaluated.
    """
    text = re.sub(r"(?<!\w)(for: \d+)m\b", r"\g<1>s", text)
    text = re.sub(r"(?<!\w)group_wait: [1-9]\d*s\b", "group_wait: 1500ms", text)
    return re.sub(rf"(?<!\w)({INTERVALS}: )\d+[sm]\b", r"\g<1>1s", text)
