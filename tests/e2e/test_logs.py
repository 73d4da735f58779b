"""The logs of a desk: one form for all of its processes, complete, and about nobody by name."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from fixline_local.demo.story import CAPTION, PLACE, Story
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import SERVICES
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN

from .conftest import new_story
from .log_lines import lines_of, written

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("desk")]

CANONICAL: Final[Mapping[str, frozenset[str]]] = {
    "rpc.served": frozenset({"rpc_method", "status", "caller", "actor"}),
    "update.processed": frozenset({"update_id", "type", "outcome", "attempt", "actor"}),
    "event.processed": frozenset({"event_name", "type", "outcome", "attempt", "actor", "ticket"}),
    "delivery.tried": frozenset({"delivery_id", "cause", "method", "outcome", "attempt", "person"}),
}
IN_ALL: Final = frozenset({"duration_ms", "database_calls", "cache_hits", "trace_id"})


def files_written(folder: Path) -> dict[str, list[str]]:
    return {path.stem: path.read_text().splitlines() for path in folder.glob("copies/*.log")}


def incomplete(lines: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [line for line in lines if not line.keys() >= CANONICAL[line["event"]] | IN_ALL]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def story(people: TelegramPeople) -> Story:
    """One that has been played."""
    story = await new_story(people, 5)
    await story.play()
    return story


async def test_every_line_of_a_story_is_complete_and_about_nobody_by_name(desk: Desk, story: Story) -> None:
    folder = desk.programs.folder
    lines = lines_of(folder)
    assert {line["service"] for line in lines} == {*SERVICES, "traces", "telegram"}
    for event in CANONICAL:
        told = [line for line in lines if line["event"] == event]
        assert told, event
        assert incomplete(told) == []
    # Whoever made a ticket, the lines of both services call them the same.
    created = [line for line in lines if str(line.get("rpc_method", "")).endswith("/CreateTicket")]
    own = [line for line in created if line.get("ticket") == story.number and line["status"] == "OK"]
    updates = {line["actor"] for line in lines if line["event"] == "update.processed"}
    assert own
    assert {line["actor"] for line in own} <= updates
    assert all(line["request_id"] for line in own)
    said = "\n".join(line for _, line in written(folder))
    for private in (CAPTION, PLACE):
        assert private not in said


@pytest.mark.usefixtures("story")
async def test_no_secret_of_the_desk_is_in_a_log_or_a_trace(desk: Desk) -> None:
    folder = desk.programs.folder
    secrets = {path.name: path.read_text().strip() for path in (folder / "secrets").iterdir()}
    secrets["bot"] = BOT_TOKEN.partition(":")[2]
    assert {"bot-tickets-token", "bot-files-token", "pseudonym-key"} <= set(secrets)
    assert min(map(len, secrets.values())) > 15
    told = "\n".join(line for _, line in written(folder)) + (folder / "traces" / "spans.jsonl").read_text()
    assert {name for name, secret in secrets.items() if secret in told} == set()


async def test_log_file_has_what_is_on_stdout(desk: Desk) -> None:
    folder = desk.programs.folder
    copies = files_written(folder)
    assert set(copies) >= set(SERVICES)
    for service in SERVICES:
        starts = [line for line in copies[service] if json.loads(line)["event"] == "service.started"]
        assert starts
        assert (folder / "logs" / f"{service}.log").read_text().count(starts[-1]) == 1
