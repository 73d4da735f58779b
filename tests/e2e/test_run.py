"""`make run` as a person at a terminal meets it."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path

import psutil
import pytest

from fixline_local.desk.addresses import Addresses
from fixline_local.desk.programs import Programs
from fixline_local.desk.reset import HELD
from fixline_local.desk.run import LOCK
from fixline_local.ports import free_ports
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_testing.desks import holding_databases

from .conftest import readable_to_others
from .log_lines import lines_of

pytestmark = pytest.mark.xdist_group("make-run")

PATIENCE_SECONDS = 300
TOKEN = "7000000002:AAThisIsARealBotAsFarAsWeKnow00000000"
OTHER_TOKEN = "7000000003:AAThisIsSomebodyElsesBot000000000000"


@asynccontextmanager
async def running(folder: Path, addresses: Addresses, **settings: str) -> AsyncIterator[Process]:
    ports = {f"PORT_{name.upper()}": str(port) for name, port in asdict(addresses).items()}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "fixline_local", "run", "--folder", str(folder)),
        stdout=PIPE,
        stderr=STDOUT,
        env=os.environ | ports | settings,
        cwd=folder,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await process.communicate()


async def output_until(process: Process, text: str) -> str:
    assert process.stdout is not None
    said = ""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while text not in said:
            line = (await process.stdout.readline()).decode()
            assert line, f"ended without {text!r}:\n{said}"
            said += line
    return said


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def everything_said(process: Process) -> str:
    async with asyncio.timeout(PATIENCE_SECONDS):
        output, _ = await process.communicate()
    return output.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk's folder of a name that is hard to quote, with what an older release left readable to all."""
    folder = tmp_path / "a desk; #1 'at' 100%"
    (folder / "logs").mkdir(parents=True)
    (folder / "logs" / "bot.log").touch()
    for path, mode in ((folder, 0o755), (folder / "logs", 0o755), (folder / "logs" / "bot.log", 0o644)):
        path.chmod(mode)
    return folder


async def test_it_runs_restarts_what_dies_and_stops_on_ctrl_c(folder: Path) -> None:
    addresses = Addresses.free()
    async with running(folder, addresses) as process:
        said = await output_until(process, "Ctrl-C stops everything.")
        for port in (addresses.chat, addresses.traces, addresses.tickets_grpc, addresses.files_grpc):
            assert str(port) in said
        children = psutil.Process(process.pid).children(recursive=True)
        (tickets,) = [each for each in children if "tickets_service" in each.cmdline()]

        async with running(folder, Addresses.free()) as second:
            assert "already running" in await everything_said(second)
            assert second.returncode == 1

        tickets.kill()
        assert "tickets had ended and was started again" in await output_until(process, "started again")
        process.send_signal(signal.SIGINT)
        assert "Stopped. Your data is kept" in await everything_said(process)
        assert process.returncode == 0
    assert not [each for each in children if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]
    assert readable_to_others(folder) == []
    assert names_in(folder) <= {LOCK, *HELD}  # what `make reset` removes
    desk_events = [line["event"] for line in lines_of(folder) if line["service"] == "desk"]
    assert desk_events == ["desk.opened", "program.restarted", "desk.closing"]


async def test_ctrl_c_while_it_starts_stops_it(tmp_path: Path) -> None:
    async with running(tmp_path, Addresses.free()) as process:
        await output_until(process, "PostgreSQL is up")
        process.send_signal(signal.SIGINT)
        assert "Stopped." in await everything_said(process)
        assert process.returncode == 0


async def test_a_taken_port_is_named_and_nothing_is_left_behind(tmp_path: Path) -> None:
    addresses = Addresses.free()
    with socket.create_server(("127.0.0.1", addresses.chat)):
        async with running(tmp_path, addresses) as process:
            said = await everything_said(process)
    assert f"port {addresses.chat} (chat): set PORT_CHAT to another one" in said
    assert process.returncode == 1


async def test_wrong_settings_are_said_before_anything_starts(tmp_path: Path) -> None:
    settings = {"BOT_TOKEN": "123:abc", "TICKETS_AGENT_TELEGRAM_IDS": "rita"}
    async with running(tmp_path, Addresses.free(), **settings) as process:
        said = await everything_said(process)
    assert process.returncode == 1
    for variable in settings:
        assert f"  - {variable} must be" in said
    assert "123:abc" not in said
    assert not (tmp_path / "postgres" / "data").exists()
    assert not (tmp_path / "logs").exists()


async def opened_before(folder: Path) -> Addresses:
    """Make `folder` that of a desk which was open before; return where it may listen."""
    programs = Programs(folder=folder, addresses=Addresses.free(), environment={}, durable=False)
    await holding_databases(programs)
    return programs.addresses


async def test_outages_of_telegram_are_said_once_each_and_so_is_their_end(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": f"http://127.0.0.1:{port}"}
    outage = f"✗ bot: Telegram cannot be reached at http://127.0.0.1:{port}: Connection refused"
    async with running(tmp_path, await opened_before(tmp_path), **settings) as process:
        said = await output_until(process, outage)
        assert "The desk is open" not in said
        async with TelegramSimulator(port=port, tokens=[TOKEN]):
            said = await output_until(process, "Ctrl-C stops everything.")
            assert outage not in said
            assert "your bot, by long polling" in said
        await output_until(process, outage)
        async with TelegramSimulator(port=port, tokens=[TOKEN]) as simulator:
            assert outage not in await output_until(process, "✓ bot is ready again")
            simulator.world.allowed_tokens = frozenset({OTHER_TOKEN})
            await output_until(process, "✗ bot has ended and is not started again. BOT_TOKEN is refused")
        children = psutil.Process(process.pid).children(recursive=True)
        (tickets,) = [each for each in children if "tickets_service" in each.cmdline()]
        tickets.kill()
        assert "BOT_TOKEN" not in await output_until(process, "tickets had ended and was started again")


async def test_a_token_that_telegram_refuses_ends_it_in_words(tmp_path: Path) -> None:
    async with TelegramSimulator(tokens=[OTHER_TOKEN], only_these=True) as simulator:
        settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": simulator.url}
        async with running(tmp_path, await opened_before(tmp_path), **settings) as process:
            said = await everything_said(process)
    assert process.returncode == 1
    assert "The desk cannot run. bot does not start. BOT_TOKEN is refused by Telegram (401)" in said
    assert "The desk is open" not in said
