"""`make demo`: the story on a throw-away desk, told and checked."""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from fixline.tickets.v1.ticket_pb2 import Ticket
from fixline_local.demo.api_client import ApiClient, api_client
from fixline_local.demo.conversation import Conversation
from fixline_local.demo.expectations import StoryError
from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import PATIENCE_SECONDS, Story
from fixline_local.demo.trace_check import CREATE, faults_of
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk, DeskError
from fixline_local.desk.programs import PASSED_ON, Programs
from fixline_local.desk.run import begin_log
from fixline_local.desk.terminal import Terminal
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ALEX, RITA
from fixline_local.traces.client import TraceClient
from fixline_local.traces.tree import render


def say(text: str = "") -> None:
    print(text, flush=True)  # noqa: T201  # this is what the person at the terminal reads


def demo() -> int:
    """Return the exit status: 0 when every step was as it should be; else the desk's logs are kept for a look."""
    folder = Path(tempfile.mkdtemp(prefix="fixline-demo-"))
    logs = folder / "logs"
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    programs = Programs(folder=folder, addresses=Addresses.free(), environment=environment, durable=False)
    try:
        asyncio.run(play(programs))
    except (DeskError, StoryError, RuntimeError) as error:
        sys.stderr.write(f"\n✗ {error}\n")
        if logs.exists():
            sys.stderr.write(f"\nThe logs of this desk are in {logs}.\n")
        else:
            shutil.rmtree(folder)
        return 1
    shutil.rmtree(folder)
    return 0


async def play(programs: Programs) -> None:
    began = time.monotonic()
    say("Opening a throw-away desk …")
    async with (
        Desk(programs, terminal=Terminal(say)),
        TelegramPeople(f"http://127.0.0.1:{programs.addresses.chat}") as people,
        api_client(programs) as api,
    ):
        begin_log(programs)
        say(f"  open after {time.monotonic() - began:.1f} s\n")
        photo = broken_lamp()
        story = Story(reporter=people.person(RITA), agent=people.person(ALEX), photo=photo)
        await tell_story(story)
        say("\nChecks")
        await check_outcome(story, api, photo)
        await check_trace(programs)
        say(f"\n✓ Everything was as it should be, {time.monotonic() - began:.1f} s in all.")


async def tell_story(story: Story) -> None:
    names = {"reporter": "Rita", "agent": "Alex"}
    conversation = Conversation({"Rita": story.reporter, "Alex": story.agent}, say)
    await story.begin()
    await conversation.tell_news()
    for number, step in enumerate(story.steps(), 1):
        say(f"\n{number:>2}. {names[step.who]} {step.title}")
        try:
            await story.take_step(step)
        finally:
            await conversation.tell_news()
        say("  ✓")


async def check_outcome(story: Story, api: ApiClient, photo: bytes) -> None:
    ticket = await api.ticket(story.ticket)
    check("it is request #1", story.number == 1)
    check("it is closed and rated 5", (ticket.state, ticket.rating.stars) == (Ticket.STATE_CLOSED, 5))
    check("one photo is attached", len(ticket.attachments) == 1)
    files = await api.files_of(story.ticket)
    check(
        "the files service knows the photo as this request's", [f.name for f in files] == ticket.attachments
    )
    stored = await api.sha256_of(ticket.attachments[0])
    check("its bytes have the JPEG's SHA-256", stored == sha256(photo).hexdigest() == files[0].sha256)


async def check_trace(programs: Programs) -> None:
    traces = TraceClient(f"http://127.0.0.1:{programs.addresses.traces}")
    try:
        trace = await traces.wait_for(CREATE, lambda trace: not faults_of(trace), PATIENCE_SECONDS)
    except TimeoutError:
        found = await traces.find(CREATE)
        faults = [fault for trace in found for fault in faults_of(trace)] or ["there is no such trace"]
        drawn = "\n\n".join(render(trace.spans) for trace in found)
        raise StoryError("\n  ".join(["the trace of the sent request:", *faults, drawn])) from None
    say("  ✓ one trace leads from the tap to the agent's message, and no parent is missing")
    say(f"\n{render(trace.spans)}")


def check(what: str, holds: bool) -> None:
    if not holds:
        raise StoryError(f"this is not so: {what}")
    say(f"  ✓ {what}")
