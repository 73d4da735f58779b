"""Prometheus and Alertmanager, as infra/ configures them, watching a desk; only faster."""

import asyncio
import json
import re
import shutil
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import aiohttp

from fixline_local.desk.desk import Desk
from fixline_local.ports import free_ports
from fixline_local.telegram.people import BOT_TOKEN

from .monitoring import PROMETHEUS, ROOT

PATIENCE_SECONDS: Final = 90.0

T = TypeVar("T")


async def eventually(look: Callable[[], Awaitable[T]]) -> T:
    """Return the first answer that is not empty, zero or False."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (found := await look()):  # noqa: ASYNC110  # other processes tell nobody
            await asyncio.sleep(0.2)
    return found


@dataclass(frozen=True, slots=True)
class Monitors:
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

    async def answers(self, url: str) -> bool:
        try:
            async with self.session.get(url) as response:
                return response.ok
        except aiohttp.ClientError:
            return False

    async def _get(self, url: str, **parameters: str) -> Any:
        async with self.session.get(url, params=parameters) as response:
            return await response.json()


@asynccontextmanager
async def watching(desk: Desk, folder: Path, staff_group: int) -> AsyncIterator[Monitors]:
    """Run both; `staff_group` is the chat of the simulated Telegram that alerts go to."""
    prometheus, alertmanager = free_ports(2)
    configure_prometheus(desk, folder / "prometheus", alertmanager)
    configure_alertmanager(desk, folder / "alertmanager", staff_group)
    async with AsyncExitStack() as stack:
        for command in (
            [
                "prometheus",
                f"--config.file={folder}/prometheus/prometheus.yml",
                f"--storage.tsdb.path={folder}/prometheus/data",
                f"--web.listen-address=127.0.0.1:{prometheus}",
                "--enable-feature=exemplar-storage",
                "--log.level=error",
            ],
            [
                "prometheus-alertmanager",
                f"--config.file={folder}/alertmanager/alertmanager.yml",
                f"--storage.path={folder}/alertmanager/data",
                f"--web.listen-address=127.0.0.1:{alertmanager}",
                "--cluster.listen-address=",
                "--log.level=error",
            ],
        ):
            process = await asyncio.create_subprocess_exec(*command)
            stack.push_async_callback(end, process)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        monitors = Monitors(f"http://127.0.0.1:{prometheus}", f"http://127.0.0.1:{alertmanager}", session)
        for url in (monitors.prometheus, monitors.alertmanager):
            await eventually(partial(monitors.answers, f"{url}/-/ready"))
        yield monitors


async def end(process: Process) -> None:
    process.terminate()
    await process.wait()


def configure_prometheus(desk: Desk, folder: Path, alertmanager: int) -> None:
    shutil.copytree(PROMETHEUS, folder)
    for job, port in {**desk.programs.admin_ports(), "alertmanager": alertmanager}.items():
        (folder / f"targets/{job}.yml").write_text(json.dumps([{"targets": [f"127.0.0.1:{port}"]}]))
    # Seconds for minutes.
    for path in (folder / "prometheus.yml", *folder.glob("rules/*.yml")):
        text = re.sub(r"((?:interval|timeout|for): )\d+[sm]\b", r"\g<1>1s", path.read_text())
        path.write_text(text)


def configure_alertmanager(desk: Desk, folder: Path, staff_group: int) -> None:
    subprocess.run(  # noqa: S603  # our own arguments
        [sys.executable, str(ROOT / "infra/alertmanager/render.py"), str(folder)],
        env={
            "TELEGRAM_API_URL": f"http://127.0.0.1:{desk.programs.addresses.chat}",
            "TELEGRAM_BOT_TOKEN": BOT_TOKEN,
            "TELEGRAM_CHAT_ID": str(staff_group),
        },
        check=True,
    )
    path = folder / "alertmanager.yml"
    path.write_text(re.sub(r"(group_(?:wait|interval): )\d+[sm]\b", r"\g<1>1s", path.read_text()))
