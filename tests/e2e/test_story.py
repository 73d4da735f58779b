"""The story on real processes, left alone and with processes killed under it."""

import asyncio
import os
import signal

import pytest

from fixline_local.demo.api_client import ApiClient
from fixline_local.demo.story import PATIENCE_SECONDS, Step
from fixline_local.demo.trace_check import CREATE, faults_of
from fixline_local.desk.desk import Desk
from fixline_local.telegram.client import TelegramPeople
from fixline_local.traces.client import TraceClient
from fixline_local.traces.tree import render

from .conftest import new_story, readable_to_others, require_one_finished_ticket

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("desk")]


async def test_the_story_ends_well_and_what_it_leaves_is_the_owners_alone(
    desk: Desk, people: TelegramPeople, api: ApiClient
) -> None:
    story = await new_story(people, 0)
    await story.play()
    await require_one_finished_ticket(story, api)
    folder = desk.programs.folder
    kept = {path.relative_to(folder).parts[0] for path in folder.rglob("*") if path.is_file()}
    assert kept >= {"attachments", "logs", "postgres", "secrets", "telegram", "valkey"}
    assert readable_to_others(folder) == []


async def test_one_trace_leads_from_the_tap_to_the_agents_message(desk: Desk, people: TelegramPeople) -> None:
    story = await new_story(people, 1)
    for step in story.steps()[:5]:
        await story.take_step(step)
    traces = TraceClient(f"http://127.0.0.1:{desk.programs.addresses.traces}")
    try:
        await traces.wait_for(CREATE, lambda trace: not faults_of(trace), PATIENCE_SECONDS)
    except TimeoutError:
        found = await traces.find(CREATE)
        drawn = [f"{faults_of(trace)}\n{render(trace.spans)}" for trace in found]
        pytest.fail("\n\n".join(["no whole trace:", *drawn]))


@pytest.mark.parametrize(
    ("service", "at"),
    [
        ("bot", "sends a photo with a caption"),
        ("files", "sends the request"),
        ("tickets", "sends the request"),
        ("bot", "sends the request"),
        ("tickets", "takes the request"),
        ("bot", "replies to the question"),
        ("tickets", "resolves the request"),
    ],
    ids=lambda value: value.replace(" ", "-"),
)
async def test_a_killed_process_changes_nothing(
    desk: Desk, people: TelegramPeople, api: ApiClient, service: str, at: str
) -> None:
    story = await new_story(people, 2)

    async def kill(step: Step) -> None:
        if step.title == at:
            os.kill(await desk.pid(service), signal.SIGKILL)

    async with asyncio.timeout(5 * PATIENCE_SECONDS):
        await story.play(during=kill)
    await require_one_finished_ticket(story, api)
    await desk.ready(service)
