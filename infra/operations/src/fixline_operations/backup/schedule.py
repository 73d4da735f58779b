"""`python -m fixline_operations.backup.schedule`: backups at their times, where no timer of the machine's does it.

A process of its own (decision 50), which holds next to nothing while it waits; each command is a child of it. What was
done when, it reads where the alerts do: a new start neither forgets nor repeats anything.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final

import click

from fixline_operations.backup.metrics import FILE, read_metrics
from fixline_operations.backup.metrics_server import metrics_shown
from fixline_operations.errors import OperationError

CREATE: Final = "create"
VERIFY: Final = "verify"
LOG: Final = "log"
LOG_EVERY: Final = timedelta(minutes=5)
VERIFY_EVERY: Final = timedelta(days=7)
AGAIN_AFTER: Final = {CREATE: timedelta(minutes=10), VERIFY: timedelta(hours=6)}
"""What failed, or was not there yet, is tried again after so long. A damaged one, or one without its key, fails each
time, and each time all of it is read."""
LOOK_SECONDS: Final = 10.0
WAIT_SECONDS: Final = "3600"
"""For a person's command in the same folder."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`at`: when a backup is made, every day, in UTC."""

    at: time

    def due(self, now: datetime, done: Mapping[str, datetime], tried: Mapping[str, datetime]) -> str | None:
        """Return the command that is to run now; `done`: when each was last done, `tried`: when this process did."""
        today = datetime.combine(now.date(), self.at, UTC)
        slot = today if now >= today else today - timedelta(days=1)
        waits = {each for each, after in AGAIN_AFTER.items() if each in tried and now - tried[each] < after}
        if CREATE not in waits and done.get(CREATE, datetime.min.replace(tzinfo=UTC)) < slot:
            return CREATE
        if CREATE not in done:
            return None
        if VERIFY not in waits and (VERIFY not in done or now - done[VERIFY] >= VERIFY_EVERY):
            return VERIFY
        if LOG not in tried or now - tried[LOG] >= LOG_EVERY:
            return LOG
        return None


@dataclass(frozen=True, slots=True)
class Schedule:
    folder: Path
    plan: Plan
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Do what is due until told to stop; what is under way then is interrupted, and leaves nothing."""
        tried: dict[str, datetime] = {}
        while not self.stop.is_set():
            now = datetime.now(UTC)
            command = self.plan.due(now, self._done(), tried)
            if command is None:
                await self._stopped_within(LOOK_SECONDS)
                continue
            tried[command] = now
            status = await self._run(command)
            if status and not self.stop.is_set():
                click.echo(f"`fixline backup {command}` ended with {status}; it is tried again.", err=True)

    def _done(self) -> dict[str, datetime]:
        written = read_metrics(self.folder / FILE)
        names = {
            CREATE: "backup_last_success_timestamp_seconds",
            VERIFY: "backup_last_verified_timestamp_seconds",
        }
        return {
            command: datetime.fromtimestamp(written[name], UTC)
            for command, name in names.items()
            if name in written
        }

    async def _run(self, command: str) -> int:
        arguments = ("-m", "fixline_operations", "backup", command, "--wait", WAIT_SECONDS)
        child = await asyncio.create_subprocess_exec(sys.executable, *arguments)
        ended, stopped = asyncio.create_task(child.wait()), asyncio.create_task(self.stop.wait())
        await asyncio.wait((ended, stopped), return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            child.send_signal(signal.SIGINT)
        stopped.cancel()
        return await ended

    async def _stopped_within(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.stop.wait()
        except TimeoutError:
            return


async def keep(folder: Path, at: time) -> None:
    schedule = Schedule(folder, Plan(at))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, schedule.stop.set)
    await schedule.run()


@click.command("schedule")
@click.option(
    "--at",
    type=click.DateTime(["%H:%M"]),
    envvar="BACKUP_AT",
    default="02:30",
    show_default=True,
    help="When a backup is made, every day, in UTC.",
)
@click.option(
    "--metrics-listen",
    metavar="HOST:PORT",
    envvar="BACKUP_METRICS_LISTEN",
    help="Show at /metrics when backups were made and verified; else the file beside them says so.",
)
def schedule(at: datetime, metrics_listen: str | None) -> None:
    """Make a backup every day, fetch the log every five minutes, verify once a week, until SIGTERM.

    The desk is that of the environment: BACKUP_FOLDER and the settings of `fixline backup`. What was missed while this
    did not run is done at once.
    """
    if not os.environ.get("BACKUP_FOLDER"):
        raise OperationError("BACKUP_FOLDER is not set in the environment.")
    folder = Path(os.environ["BACKUP_FOLDER"])
    with metrics_shown(metrics_listen, folder) if metrics_listen else nullcontext():
        asyncio.run(keep(folder, at.time()))


if __name__ == "__main__":
    schedule()
