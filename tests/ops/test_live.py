"""Rules speak of what the running services expose, and of nothing else."""

import asyncio
from contextlib import suppress

import pytest

from fixline_local.desk.desk import Desk
from fixline_local.desk.reset import HELD
from fixline_local.telegram.person_client import PersonClient

from .monitoring import buckets_in, metrics_in, panel_queries, recorded_in, rules
from .monitors import MonitorClient, eventually
from .scrape import scrape

pytestmark = [
    pytest.mark.ops,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("monitored-desk"),
]


@pytest.mark.usefixtures("monitors")
async def test_every_metric_that_a_rule_or_a_panel_names_is_exposed(desk: Desk) -> None:
    found = await scrape(desk)
    expressions = [rule.expression for rule in rules()] + [expression for _, expression in panel_queries()]
    assert {name for each in expressions for name in metrics_in(each)} - found.names == set()
    assert {bucket for each in expressions for bucket in buckets_in(each)} - found.buckets == set()
    recorded = {rule.name for rule in rules() if not rule.alerts}
    assert {name for each in expressions for name in recorded_in(each)} - recorded == set()


async def test_every_panel_has_data_after_a_story(monitors: MonitorClient) -> None:
    async def empty_panels() -> set[str]:
        return {title for title, expression in panel_queries() if not await monitors.query(expression)}

    with suppress(TimeoutError):  # what is recorded takes a moment
        async with asyncio.timeout(60):
            while await empty_panels():
                continue
    assert await empty_panels() == set()


async def test_prometheus_evaluates_every_rule_and_nothing_is_wrong_with_a_healthy_desk(
    monitors: MonitorClient,
) -> None:
    await monitors.until('ALERTS{alertname="Watchdog",alertstate="firing"}')
    await monitors.until("slo:updates_fast:bad_ratio_3d")
    assert await monitors.broken_rules() == []
    assert await monitors.query('ALERTS{alertname!="Watchdog",severity="page",alertstate="firing"}') == []


@pytest.mark.usefixtures("monitors")
async def test_make_reset_removes_all_that_the_watched_desk_keeps(desk: Desk) -> None:
    assert {path.name for path in desk.programs.folder.iterdir()} <= HELD.keys()


async def test_a_stopped_service_is_told_to_the_staff_group_once_and_so_is_its_return(
    desk: Desk, monitors: MonitorClient, on_duty: PersonClient
) -> None:
    await desk.stop_program("tickets")
    told = await on_duty.wait_for(lambda message: "ServiceDown · tickets" in message.text, 90)
    assert "Who is hurt:" in told.text
    assert "docs/runbooks/service-down.md" in told.text
    await monitors.until('ALERTS{alertname="InstanceDown",job="tickets",alertstate="firing"}')

    async def is_silenced_by_its_cause() -> bool:
        alerts = await monitors.alerts()
        states = alerts.get("ServiceDown tickets"), alerts.get("InstanceDown tickets")
        return states == ("active", "suppressed")

    await eventually(is_silenced_by_its_cause)
    await desk.start_program("tickets")
    await on_duty.wait_for(lambda message: "🟢 ServiceDown · tickets" in message.text, 180, after=told)
    assert not [message for message in await on_duty.messages() if "InstanceDown · tickets" in message.text]
