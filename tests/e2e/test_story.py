"""The story on real processes, left alone and with processes killed under it."""

import asyncio
import os
import signal
from collections import Counter
from hashlib import sha256

import pytest

from fixline.tickets.v1.event_pb2 import EventType
from fixline.tickets.v1.ticket_pb2 import Ticket
from fixline_local.demo.api_client import ApiClient
from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import PATIENCE_SECONDS, Step, Story
from fixline_local.demo.trace_check import CREATE, faults_of
from fixline_local.desk.desk import Desk
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ALEX
from fixline_local.traces.client import TraceClient
from fixline_local.traces.tree import render

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("desk")]

HISTORY = Counter(
    {
        EventType.EVENT_TYPE_TICKET_CREATED: 1,
        EventType.EVENT_TYPE_TICKET_ASSIGNED: 1,
        EventType.EVENT_TYPE_STATE_CHANGED: 3,
        EventType.EVENT_TYPE_COMMENT_ADDED: 2,
        EventType.EVENT_TYPE_TICKET_RATED: 1,
    }
)


async def new_story(people: TelegramPeople, seed: int) -> Story:
    reporter = await people.create_person("Rita", last_name=str(seed))
    story = Story(reporter=reporter, agent=people.person(ALEX), photo=broken_lamp(seed))
    await story.begin()
    return story


async def require_one_finished_ticket(story: Story, api: ApiClient) -> None:
    """Exactly one ticket came of the story, with one of each event, and with the photo's very bytes."""
    ticket = await api.ticket(story.ticket)
    assert (ticket.state, ticket.rating.stars) == (Ticket.STATE_CLOSED, 5)
    events = await api.all_events()
    created = {event.ticket for event in events if event.type == EventType.EVENT_TYPE_TICKET_CREATED}
    reported = {name for name in created if (await api.ticket(name)).reporter == ticket.reporter}
    assert reported == {story.ticket}
    assert Counter(event.type for event in events if event.ticket == story.ticket) == HISTORY
    (file,) = await api.files_of(story.ticket)
    assert [file.name] == list(ticket.attachments)
    assert await api.sha256_of(file.name) == file.sha256 == sha256(story.photo).hexdigest()


async def test_the_story_ends_well(people: TelegramPeople, api: ApiClient) -> None:
    story = await new_story(people, 0)
    await story.play()
    await require_one_finished_ticket(story, api)


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
