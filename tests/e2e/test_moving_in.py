"""Moving in on a desk that runs: people find their old requests, and the bot has told nobody of them."""

import asyncio
import json
import os
import sys
from datetime import timedelta
from hashlib import sha256

import pytest

from fixline.tickets.v1.old_file_pb2 import OldFile
from fixline_local.demo.api_client import ApiClient
from fixline_local.demo.expectations import has_text
from fixline_local.demo.story import PATIENCE_SECONDS
from fixline_local.desk.desk import Desk
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.methods.downloads import MAX_DOWNLOAD
from tickets_testing.old_bot import LONG_AGO, old_bot_at

from .conftest import new_story, require_one_finished_ticket

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("desk")]
TITLE = "Moved in long ago"
PLAN = b"where the pipes are"
STATES = ("OPEN", "IN_PROGRESS", "WAITING_REPORTER", "RESOLVED")
FIRST = 700_000
ELSEWHERE = 1_999_999_999
"""At Telegram, somebody who never wrote to this bot: nobody else finds these requests among their work."""


async def test_nobody_is_told_of_what_was_moved_in(
    desk: Desk, people: TelegramPeople, api: ApiClient
) -> None:
    story = await new_story(people, 77)
    rita = story.reporter
    postgres = desk.programs.postgres
    await postgres.ensure_database("oldbot")
    old = await old_bot_at(postgres.url("oldbot"))
    await old.people((1, rita.id, "rita", "user"), (2, ELSEWHERE, "bob", "agent"))
    for number, state in enumerate(STATES, FIRST):
        done = LONG_AGO + timedelta(days=1) if state == "RESOLVED" else None
        await old.request(number, by=1, title=TITLE, status=state, assigned_to=2, completed_at=done)
        await old.comment(number, number, by=2, text=TITLE)
    sender = (await new_story(people, 78)).reporter
    here, large = await sender.send_document(PLAN), await sender.send_document(bytes(MAX_DOWNLOAD + 1))
    await old.file(1, FIRST, by=1, kind="document", file_id=here.file, name="plan.txt")
    await old.file(2, FIRST, by=2, kind="document", file_id=large.file)
    await old.file(3, FIRST, by=None, file_id="of-another-bot")
    before = (await people.calls())[-1]["number"]

    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tickets_service", "import", "single-bot", "--source", "e2e"),
        env={
            "PATH": os.environ["PATH"],
            "TICKETS_DATABASE_URL": postgres.url("tickets"),
            "IMPORT_DATABASE_URL": old.dsn,
        },
    )
    assert await process.wait() == 0
    # What happens afterwards is told as ever, and nothing of what came before it in the stream's order.
    await story.play()
    await require_one_finished_ticket(story, api)
    moved = [f"tickets/{FIRST + place}" for place in range(len(STATES))]
    assert not {event.ticket for event in await api.all_events()} & {*moved}
    assert [(await api.ticket(name)).origin for name in moved] == [
        f"e2e:{FIRST + place}" for place in range(len(STATES))
    ]
    told = [call for call in await people.calls(since=before) if TITLE in json.dumps(call)]
    assert told == []

    # What this bot can have is moved, and of the rest it is known why not.
    plan, large_one = await settled(api, moved[0], 2)
    assert await api.sha256_of(plan.file) == sha256(PLAN).hexdigest()
    assert [(file.name, file.file_name, file.telegram_file_id) for file in await api.files_of(moved[0])] == [
        (plan.file, "plan.txt", here.file)
    ]
    assert large_one.state == OldFile.STATE_TOO_LARGE

    asked = await rita.send_text("/my")
    await rita.wait_for(has_text(TITLE), PATIENCE_SECONDS, after=asked)


async def settled(api: ApiClient, ticket: str, number: int) -> list[OldFile]:
    """Return the first `number` files once it is known what became of them."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            found = (await api.old_files_of(ticket))[:number]
            if all(file.state != OldFile.STATE_WAITING for file in found):
                return found
            await asyncio.sleep(0.2)
