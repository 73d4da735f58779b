"""The drill: people are at work while a backup is made, the server dies with all its data, and the desk goes on."""

import asyncio
import os
import re
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Final

from fixline_local.demo.api_client import ApiClient, api_client
from fixline_local.demo.expectations import has_text
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import PASSED_ON, Programs
from fixline_local.soak.oracle import waiting
from fixline_local.soak.people_at_work import Agent, Attempt, Reporter
from fixline_local.soak.process_faults import end
from fixline_local.telegram.client import PersonClient, TelegramPeople
from fixline_local.telegram.people import ALEX

from .conftest import START_SECONDS

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs/runbooks/restore.md"
RESTORE: Final = re.compile(r"^```bash\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PATIENCE_SECONDS: Final = 240.0
Acknowledged = dict[str, tuple[Attempt, int]]
"""What people were told of: by its caption, and under which number."""


async def test_a_desk_that_lost_its_server_goes_on_from_its_backup(tmp_path: Path) -> None:
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    programs = Programs(folder=tmp_path, addresses=Addresses.free(), environment=environment, durable=False)
    async with TelegramPeople(f"http://127.0.0.1:{programs.addresses.chat}") as people:
        async with Desk(programs, start_seconds=START_SECONDS) as desk:
            reporters, acknowledged = await at_work(desk, people)
            shutil.rmtree(programs.postgres.data)
            await end(desk, "postgres", signal.SIGKILL)
            chats = [people.person(ALEX), *(each.attempts[0].chat for each in reporters)]
            said = await said_in(chats)
        refused = await shell(programs, "make -s restore BACKUP=yesterday")
        assert "There is no backup yesterday" in refused
        for line in RESTORE.findall(PAGE.read_text())[0].splitlines():
            await shell(programs, line.replace(".local/", f"{programs.folder}/"), succeeds=True)
        async with Desk(programs, start_seconds=START_SECONDS), api_client(programs) as api:
            await require_acknowledged(api, acknowledged)
            await nothing_waits(programs)
            # Whatever people were told in the time that is lost, they are not told again.
            told = await said_in(chats)
            assert {chat: told[chat][len(messages) :] for chat, messages in said.items()} == {
                chat: [] for chat in said
            }
            await require_a_new_request(people, api, acknowledged)


async def at_work(desk: Desk, people: TelegramPeople) -> tuple[list[Reporter], Acknowledged]:
    """Let people work, before, during and after a backup; return them, and what they were told before it began."""
    alex = people.person(ALEX)
    await alex.wait_for(lambda _: True, PATIENCE_SECONDS, after=await alex.start())
    reporters = [Reporter(people=people, name=name, random=Random(name)) for name in ("Ann", "Ben", "Cem")]
    over = asyncio.Event()
    lives = [*(each.live(over) for each in reporters), Agent(chat=alex).live(over)]
    tasks = [asyncio.create_task(each) for each in lives]
    acknowledged = await told_of(reporters, at_least=3)
    refused = await shell(desk.programs, "make -s restore")
    assert "runs: stop it first" in refused or "is not empty" in refused or "runs (" in refused
    await shell(desk.programs, "make -s backup", succeeds=True)
    await told_of(reporters, at_least=len(acknowledged) + 3)
    over.set()
    await asyncio.gather(*tasks)
    return reporters, acknowledged


async def told_of(reporters: Sequence[Reporter], *, at_least: int) -> Acknowledged:
    """Wait until so many requests were acknowledged to those who made them; return all, with their numbers."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(found := await numbers(reporters)) < at_least:  # noqa: ASYNC110  # in chats
            await asyncio.sleep(0.2)
    return found


async def numbers(reporters: Sequence[Reporter]) -> Acknowledged:
    found: Acknowledged = {}
    for attempt in [attempt for each in reporters for attempt in each.attempts]:
        for message in await attempt.chat.messages():
            if message.from_bot and (named := attempt.numbers_in(message.text)):
                (number,) = named
                found[attempt.caption] = (attempt, number)
    return found


async def require_acknowledged(api: ApiClient, acknowledged: Acknowledged) -> None:
    for attempt, number in acknowledged.values():
        ticket = await api.ticket(f"tickets/{number}")
        assert ticket.title == attempt.caption
        (file,) = await api.files_of(ticket.name)
        assert await api.sha256_of(file.name) == file.sha256 == attempt.sha256


async def nothing_waits(programs: Programs) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await waiting(programs.postgres.dsn("bot"), 0):  # noqa: ASYNC110  # in another process's database
            await asyncio.sleep(0.2)


async def said_in(chats: Sequence[PersonClient]) -> dict[int, list[str]]:
    """Return the messages of the bot, by chat and in their order."""
    return {
        chat.chat_id: [
            message.text
            for message in sorted(await chat.messages(), key=lambda each: each.id)
            if message.from_bot
        ]
        for chat in chats
    }


async def require_a_new_request(people: TelegramPeople, api: ApiClient, old: Acknowledged) -> None:
    """One more goes its way, once, under a number that nobody has heard of."""
    dora = Reporter(people=people, name="Dora", random=Random(4))
    over = asyncio.Event()
    living = asyncio.create_task(dora.live(over))
    attempt, number = next(iter((await told_of([dora], at_least=1)).values()))
    over.set()
    await living
    assert number > max(number for _, number in old.values()) + 900
    assert (await api.ticket(f"tickets/{number}")).title == attempt.caption
    alex = people.person(ALEX)
    await alex.wait_for(has_text(attempt.caption), PATIENCE_SECONDS)
    told = [message for message in await alex.messages() if f"#{number} " in message.text]
    assert len(told) == 1


async def shell(programs: Programs, command: str, *, succeeds: bool = False) -> str:
    """Run a command as its page prints it, about this desk; return what it said."""
    process = await asyncio.create_subprocess_exec(
        *("bash", "-c", command),
        cwd=ROOT,
        env=os.environ | {"FIXLINE_DESK": str(programs.folder)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert (process.returncode == 0) == succeeds, said.decode()
    return said.decode()
