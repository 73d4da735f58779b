"""Traces of real processes, against the table of docs/traces.md; and what is left of those that are not sampled."""

import asyncio
import os
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from fixline_local.demo.expectations import has_text
from fixline_local.demo.story import PATIENCE_SECONDS
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import PASSED_ON, Programs
from fixline_local.soak.process_faults import stopped
from fixline_local.telegram.client import TelegramPeople
from fixline_local.traces.client import TraceClient
from fixline_local.traces.spans import Trace
from fixline_local.traces.tree import render
from fixline_testing.desks import holding_databases

from .conftest import START_SECONDS, new_story
from .log_lines import lines_of
from .trace_table import NOTHING, faults_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

SLOW_SECONDS: Final = 1.2
REFUSED: Final = {"status": 400, "description": "Bad Request: can't parse entities"}


def traces_of(desk: Desk) -> TraceClient:
    return TraceClient(f"http://127.0.0.1:{desk.programs.addresses.traces}")


@asynccontextmanager
async def another_desk(
    folder: Path, settings: Callable[[Addresses], dict[str, str]]
) -> AsyncIterator[tuple[Desk, TelegramPeople]]:
    addresses = Addresses.free()
    inherited = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    environment = inherited | {"LOG_FORMAT": "json"} | settings(addresses)
    programs = Programs(folder=folder, addresses=addresses, environment=environment, durable=False)
    async with (
        Desk(await holding_databases(programs), start_seconds=START_SECONDS) as desk,
        TelegramPeople(f"http://127.0.0.1:{addresses.chat}") as people,
    ):
        yield desk, people
    lines_of(folder)


async def until_the_table_holds(desk: Desk, *, since_ns: int, when: frozenset[str]) -> None:
    """Wait for the last spans, which come in batches, and in any order."""
    found: list[Trace] = []
    faults = [""]
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while faults:
                found = await traces_of(desk).find(since_ns=since_ns)
                faults = faults_of(found, when=when)
                await asyncio.sleep(0.2)
    except TimeoutError:
        drawn = [render(trace.spans) for trace in found]
        pytest.fail("\n".join([*faults, "", *drawn]))


@pytest.mark.xdist_group("desk")
async def test_the_table_holds(desk: Desk, people: TelegramPeople) -> None:
    since_ns = time.time_ns()
    story = await new_story(people, 6)
    await story.play()
    assert await story.agent.ask_inline("lamp")
    await until_the_table_holds(desk, since_ns=since_ns, when=frozenset({NOTHING, "inline"}))


@pytest.mark.xdist_group("desk-traces")
async def test_the_table_holds_with_a_webhook(tmp_path: Path) -> None:
    def by_webhook(addresses: Addresses) -> dict[str, str]:
        return {
            "BOT_WEBHOOK_URL": f"http://127.0.0.1:{addresses.webhook}/telegram/webhook",
            "BOT_WEBHOOK_SECRET": "a-secret-of-more-than-16",
        }

    async with another_desk(tmp_path, by_webhook) as (desk, people):
        since_ns = time.time_ns()  # before, the bot was put into the staff group, by nobody that it knows
        story = await new_story(people, 7)
        for step in story.steps()[:5]:
            await story.take_step(step)
        await until_the_table_holds(desk, since_ns=since_ns, when=frozenset({"webhook"}))


@pytest.mark.xdist_group("desk-traces")
@pytest.mark.parametrize("ratio", ["0", "0.1"])
async def test_what_is_slow_or_fails_is_kept_at_any_ratio(tmp_path: Path, ratio: str) -> None:
    async with another_desk(tmp_path, lambda _: {"TRACE_SAMPLE_RATIO": ratio}) as (desk, people):
        traces = traces_of(desk)
        rita = await people.create_person("Rita")
        await rita.wait_for(lambda _: True, PATIENCE_SECONDS, after=await rita.start())

        await people.add_fault(method="sendMessage", delay_seconds=SLOW_SECONDS)
        await rita.wait_for(has_text("/cancel"), PATIENCE_SECONDS, after=await rita.send_text("/help"))
        await traces.wait_for("sendMessage", is_slow, PATIENCE_SECONDS)

        await people.add_fault(method="sendMessage", **REFUSED)
        await rita.send_text("/help")
        code = await reported_incident(tmp_path)
        refused = await traces.wait_for(code, lambda trace: trace.failed, PATIENCE_SECONDS)
        assert refused.trace_id.startswith(code)
        require_every_line(tmp_path, code)

        async with stopped(desk, "tickets"):
            await rita.send_text("The lamp is dead")
            await traces.wait_for("UNAVAILABLE", leads_from_the_update_to_the_call, PATIENCE_SECONDS)
        if ratio == "0":
            for trace in await traces.find():
                assert trace.failed or trace.refused or is_slow(trace), render(trace.spans)


def is_slow(trace: Trace) -> bool:
    return any(span.duration_ns >= 1_000_000_000 for span in trace.spans)


def leads_from_the_update_to_the_call(trace: Trace) -> bool:
    """The two spans of one failure meet under one trace id."""
    updates = {span.span_id for span in trace.named("process telegram.updates") if span.failed}
    calls = [span for span in trace.spans if span.kind == "client" and "UserService" in span.name]
    return any(call.failed and call.parent_id in updates for call in calls)


async def reported_incident(folder: Path) -> str:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (told := [line for line in lines_of(folder) if line["event"] == "crash.reported"]):  # noqa: ASYNC110  # another process writes it
            await asyncio.sleep(0.1)
    return str(told[0]["incident"])


def require_every_line(folder: Path, code: str) -> None:
    """One `grep` finds every line of the trace, in the logs of all services."""
    printed = subprocess.run(  # noqa: S603  # as an operator does
        ["grep", "-h", code, *map(str, folder.glob("logs/*.log"))],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    of_trace: list[dict[str, Any]] = [
        line for line in lines_of(folder) if str(line.get("trace_id", "")).startswith(code)
    ]
    assert len(printed) >= len(of_trace)
    assert {line["service"] for line in of_trace} == {"bot", "tickets"}
    assert {line["event"] for line in of_trace} >= {
        *("update.processed", "rpc.served", "delivery.tried", "crash.reported")
    }
