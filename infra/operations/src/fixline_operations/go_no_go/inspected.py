"""A desk as the checks see it: its settings, its processes, and who watches it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

from fixline_local.desk.addresses import Addresses
from fixline_local.desk.programs import SERVICES
from fixline_local.ports import is_free
from fixline_operations.deployment import Deployment
from fixline_operations.errors import OperationError

PROMETHEUS: Final = "PROMETHEUS_URL"
ALERTMANAGER: Final = "ALERTMANAGER_URL"
ANYWHERE: Final = frozenset({"0.0.0.0", "[::]", "*"})  # what is told apart, not listened at


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    deployment: Deployment
    http: aiohttp.ClientSession
    processes: Mapping[str, Sequence[str]]
    """The admin addresses (`host:port`) of each service's processes."""
    prometheus: str | None
    alertmanager: str | None

    @property
    def settings(self) -> Mapping[str, str]:
        return self.deployment.settings

    @property
    def local(self) -> bool:
        """Whether it is a desk of `make run`."""
        return self.deployment.folder is not None

    async def json(self, url: str, **parameters: str) -> Any:
        """Return the answer's JSON; raise `OperationError` for any other answer."""
        async with self.http.get(url, params=parameters) as answer:
            if not answer.ok:
                raise OperationError(f"{url} answered {answer.status}")
            return await answer.json()

    async def query(self, expression: str) -> list[dict[str, Any]]:
        """Return Prometheus' samples; raise `OperationError` where none is known, or it refuses."""
        if self.prometheus is None:
            raise OperationError(f"nobody watches this desk: {PROMETHEUS} is not set")
        answer = await self.json(f"{self.prometheus}/api/v1/query", query=expression)
        return list(answer["data"]["result"])

    async def texts(self, path: str) -> dict[str, tuple[int, str]]:
        """Return what each process answers at a path of its admin port, by `service host:port`."""
        found = {}
        for service, addresses in self.processes.items():
            for address in addresses:
                async with self.http.get(f"http://{address}{path}") as answer:
                    found[f"{service} {address}"] = (answer.status, await answer.text())
        return found


def processes_of(deployment: Deployment, named: Sequence[str]) -> dict[str, list[str]]:
    """Return the admin addresses: those that were named (`bot=10.0.0.1:9100`), for the rest those of the settings.

    Raises `OperationError` for a service that there is not, or that has none.
    """
    found: dict[str, list[str]] = {}
    for each in named:
        service, _, address = each.partition("=")
        if service not in SERVICES or ":" not in address:
            raise OperationError(f"{each} names no process: write bot=host:port.")
        found.setdefault(service, []).append(address)
    for service in SERVICES:
        if service not in found:
            host, _, port = deployment.setting(f"{service.upper()}_ADMIN_LISTEN").rpartition(":")
            found[service] = [f"{'127.0.0.1' if host in ANYWHERE else host}:{port}"]
    return found


def monitors_of(deployment: Deployment) -> tuple[str | None, str | None]:
    """Return where Prometheus and Alertmanager answer, as far as it is known."""
    prometheus, alertmanager = (
        (deployment.settings.get(name) or "").rstrip("/") or None for name in (PROMETHEUS, ALERTMANAGER)
    )
    if deployment.folder is not None and (kept := Addresses.kept_in(deployment.folder)):
        prometheus = prometheus or (
            None if is_free(kept.prometheus) else f"http://127.0.0.1:{kept.prometheus}"
        )
        alertmanager = alertmanager or (
            None if is_free(kept.alertmanager) else f"http://127.0.0.1:{kept.alertmanager}"
        )
    return prometheus, alertmanager
