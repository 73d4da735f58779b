"""A desk for which every check says go: real databases, and small servers that answer as the others do."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp
import pytest_asyncio
import yaml
from aiohttp import web
from aiohttp.test_utils import TestServer

from fixline_local.desk.programs import SERVICES
from fixline_operations.deployment import Deployment
from fixline_operations.go_no_go.checks import CHECKS, look
from fixline_operations.go_no_go.inspected import Inspected
from fixline_operations.go_no_go.verdict import Verdict
from fixline_operations.production.environment import sections, settings_in

ROOT = Path(__file__).parents[4]
TOKEN = "7000000001:AAThisIsABotOfTheTests0000000000000"


@dataclass
class World:
    """What the servers around the desk answer; a test changes one thing."""

    ready: int = 200
    version: str = "0.1.0"
    other_version: str = "0.1.0"
    webhook: dict[str, Any] = field(default_factory=dict)
    token_is_good: bool = True
    stranger: int = 401
    alerts: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=lambda: ["Watchdog"])
    refused: bool = False
    """Prometheus takes no expression."""
    burning: list[str] = field(default_factory=list)
    updates: tuple[float, float] = (1000.0, 1.0)
    """Of the last hour: all, and those that failed."""


@dataclass
class Stage:
    world: World
    inspected: Inspected
    backups: Path

    async def verdict(self, name: str) -> Verdict:
        (check,) = (each for each in CHECKS if each.name == name)
        (verdict,) = await look(self.inspected, [check])
        return verdict

    def with_settings(self, **settings: str | None) -> "Stage":
        """Return the stage with other settings; None takes one away."""
        together = {**self.inspected.settings, **settings}
        left = {name: value for name, value in together.items() if value is not None}
        deployment = replace(self.inspected.deployment, settings=left)
        return replace(self, inspected=replace(self.inspected, deployment=deployment))

    def backed_up(self, *, hours_ago: float, verified_hours_ago: float | None) -> None:
        lines = [f"backup_last_success_timestamp_seconds {time.time() - hours_ago * 3600}"]
        if verified_hours_ago is not None:
            lines.append(f"backup_last_verified_timestamp_seconds {time.time() - verified_hours_ago * 3600}")
        (self.backups / "fixline_backup.prom").write_text("\n".join(lines) + "\n")


@cache
def alerts_of_ours() -> Sequence[str]:
    files = sorted((ROOT / "infra/prometheus/rules").glob("*.yml"))
    groups = [group for file in files for group in yaml.safe_load(file.read_text())["groups"]]
    return [rule["alert"] for group in groups for rule in group["rules"] if "alert" in rule]


def process(world: World, number: int) -> web.Application:
    async def readyz(_: web.Request) -> web.Response:
        return web.json_response({"checks": {"database": "down"}}, status=world.ready)

    async def metrics(_: web.Request) -> web.Response:
        version = world.other_version if number else world.version
        text = f'# TYPE app_build_info gauge\napp_build_info{{service="any",version="{version}"}} 1.0\n'
        return web.Response(text=text)

    application = web.Application()
    application.add_routes([web.get("/readyz", readyz), web.get("/metrics", metrics)])
    return application


def telegram(world: World) -> web.Application:
    async def call(request: web.Request) -> web.Response:
        if not world.token_is_good:
            return web.json_response(
                {"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401
            )
        results = {"getMe": {"username": "desk_bot"}, "getWebhookInfo": world.webhook}
        return web.json_response({"ok": True, "result": results[request.match_info["method"]]})

    async def stranger(_: web.Request) -> web.Response:
        return web.Response(status=world.stranger)

    application = web.Application()
    application.add_routes([web.get("/bot{token}/{method}", call), web.post("/telegram/webhook", stranger)])
    return application


def prometheus(world: World) -> web.Application:
    async def rules(_: web.Request) -> web.Response:
        found = [
            {"name": name, **({"lastError": "no"} if name in world.broken else {})} for name in world.alerts
        ]
        return web.json_response({"data": {"groups": [{"rules": found}]}})

    async def query(request: web.Request) -> web.Response:
        if world.refused:
            return web.json_response({"status": "error"}, status=400)
        return web.json_response({"data": {"result": samples(request.query["query"])}})

    def samples(expression: str) -> list[dict[str, Any]]:
        if expression.startswith("ALERTS"):
            return [{"metric": {"alertname": name}, "value": [0, "1"]} for name in world.burning]
        if expression == "app_build_info":
            versions = (world.version, world.other_version)
            labels = [
                {"job": "bot", "instance": f"10.0.0.{n}:9100", "version": each}
                for n, each in enumerate(versions)
            ]
            return [{"metric": each, "value": [0, "1"]} for each in labels]
        every, failed = world.updates
        return [{"metric": {}, "value": [0, str(failed if 'outcome="error"' in expression else every)]}]

    application = web.Application()
    application.add_routes([web.get("/api/v1/rules", rules), web.get("/api/v1/query", query)])
    return application


def alertmanager(world: World) -> web.Application:
    async def alerts(_: web.Request) -> web.Response:
        return web.json_response([{"labels": {"alertname": name}} for name in world.heard])

    application = web.Application()
    application.add_routes([web.get("/api/v2/alerts", alerts)])
    return application


@pytest_asyncio.fixture
async def stage(
    migrated_database: Callable[[str], Awaitable[str]], tmp_path: Path, monkeypatch: Any
) -> AsyncIterator[Stage]:
    monkeypatch.chdir(ROOT)  # rules, dashboards and figures are the checkout's
    world = World(alerts=[*alerts_of_ours()])
    processes = [TestServer(process(world, number)) for number in range(len(SERVICES))]
    servers = [TestServer(telegram(world)), TestServer(prometheus(world)), TestServer(alertmanager(world))]
    for each in (*processes, *servers):
        await each.start_server()
    addresses = [f"{each.host}:{each.port}" for each in processes]
    api, prometheus_url, alertmanager_url = (f"http://{each.host}:{each.port}" for each in servers)
    webhook = f"{api}/telegram/webhook"
    world.webhook |= {"url": webhook, "pending_update_count": 0}
    backups = tmp_path / "backups"
    backups.mkdir()
    settings = settings_in(sections(TOKEN, "https://desk.example.org/telegram/webhook")) | {
        "BOT_API_URL": api,
        "BOT_WEBHOOK_URL": webhook,
        "FILES_STORE_URL": f"file://{tmp_path}",
        "BACKUP_FOLDER": str(backups),
    }
    passwords = {
        f"{each.upper()}_DATABASE_URL": await migrated_database(f"{each}_service") for each in SERVICES
    }
    deployment = Deployment(title="the desk of the tests", source="the tests", settings=settings | passwords)
    async with aiohttp.ClientSession() as http:
        inspected = Inspected(
            deployment=deployment,
            http=http,
            processes={name: [address] for name, address in zip(SERVICES, addresses, strict=True)},
            prometheus=prometheus_url,
            alertmanager=alertmanager_url,
        )
        made = Stage(world, inspected, backups)
        made.backed_up(hours_ago=3, verified_hours_ago=100)
        yield made
    for each in (*processes, *servers):
        await each.close()
