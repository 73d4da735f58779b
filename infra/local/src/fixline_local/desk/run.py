"""`make run`: the desk in the foreground until Ctrl-C."""

import asyncio
import os
import signal
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import structlog
from filelock import FileLock, Timeout

from fixline_chassis.settings import SettingsError
from fixline_local.desk.addresses import PortTakenError
from fixline_local.desk.desk import Desk, DeskError
from fixline_local.desk.monitoring import GROUP
from fixline_local.desk.programs import API_TOKEN, Programs
from fixline_local.desk.settings import asked_for, checked_programs
from fixline_local.desk.terminal import Terminal
from fixline_local.desk.watch import Watch
from fixline_local.errors.server import USER, ErrorsMissingError
from fixline_local.monitors.servers import MonitorsMissingError

log = structlog.get_logger()
LOCK: Final = "desk.lock"
"""Held while a desk runs in the folder."""


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  # this is what the person at the terminal reads


def run(folder: Path) -> int:
    """Run until Ctrl-C or SIGTERM; return the exit status: 0, or 1 with words on what is wrong."""
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        with lock.acquire(timeout=0):
            asyncio.run(serve(checked_programs(folder.resolve(), asked_for())))
    except Timeout:
        say(f"The desk in {folder} is already running.")
        return 1
    except (
        SettingsError,
        PortTakenError,
        DeskError,
        ErrorsMissingError,
        MonitorsMissingError,
        RuntimeError,
    ) as error:
        say(f"\nThe desk cannot run. {error}")
        return 1
    return 0


async def serve(programs: Programs) -> None:
    """Open the desk and watch it until a signal comes; a signal while it opens ends it, too."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    say("Starting the desk …")
    async with AsyncExitStack() as stack:
        desk = Desk(programs, terminal=Terminal(say))
        opening = asyncio.create_task(stack.enter_async_context(desk))
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait([opening, stopped], return_when=asyncio.FIRST_COMPLETED)
        if opening.done():
            await opening
            begin_log(programs)
            log.info("desk.opened")
            say(addresses_text(programs))
            await watch(desk, stopped)
            log.info("desk.closing")
        else:
            opening.cancel()
            await asyncio.wait([opening])
        say("\nStopping the desk …")
    say("Stopped. Your data is kept; `make run` goes on where you left.")


def begin_log(programs: Programs) -> None:
    """Log beside what the terminal shows, as the services do."""
    # What it imports takes a moment, and is there once the desk is open.
    from fixline_local.logs import start_logs_beside_terminal  # noqa: PLC0415

    start_logs_beside_terminal("desk", programs.folder / "logs", programs.process_environment())


async def watch(desk: Desk, stopped: "asyncio.Task[bool]") -> None:
    looking = Watch(desk, Terminal(say))
    while not stopped.done():
        await looking.look()
        await asyncio.wait([stopped], timeout=1)


def addresses_text(programs: Programs) -> str:
    at = programs.addresses
    telegram = (
        f"  Chat page      http://127.0.0.1:{at.chat}   (a simulated Telegram: be the reporter and the agent)"
        if programs.simulated
        else "  Telegram       your bot, by long polling"
    )
    token = programs.folder / "secrets" / API_TOKEN
    return f"""
The desk is open.

{telegram}
  Traces         http://127.0.0.1:{at.traces}{watching_text(programs)}{errors_text(programs)}
  gRPC           tickets 127.0.0.1:{at.tickets_grpc}   files 127.0.0.1:{at.files_grpc}   (token: {token})
  Health         bot http://127.0.0.1:{at.bot_admin}/readyz   tickets :{at.tickets_admin}   files :{at.files_admin}
  Data and logs  {programs.folder}

Ctrl-C stops everything.
"""


def watching_text(programs: Programs) -> str:
    at = programs.addresses
    if not programs.has_metrics:
        return ""
    told = f'the group "{GROUP}" on the chat page' if programs.simulated else "the chat TELEGRAM_CHAT_ID"
    return f"""
  Dashboards     http://127.0.0.1:{at.dashboards}   (and alerts, with their runbooks)
  Prometheus     http://127.0.0.1:{at.prometheus}
  Alertmanager   http://127.0.0.1:{at.alertmanager}   (tells {told})"""


def errors_text(programs: Programs) -> str:
    errors = programs.errors
    return (
        f"\n  Errors         {errors.url}   (log in as {USER}, password {errors.password})" if errors else ""
    )
