"""Starts, watches and stops the whole desk."""

import asyncio
import os
import subprocess
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from functools import partial
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import aiohttp

from fixline_local.desk.extras import idle_ports
from fixline_local.desk.last_words import last_words
from fixline_local.desk.monitoring import configure_monitors, monitor_programs
from fixline_local.desk.privacy import make_private
from fixline_local.desk.programs import SERVICES, Programs
from fixline_local.desk.readiness import TELEGRAM, faults_in, shortcomings
from fixline_local.desk.supervision import ProcessInfo, Supervisor, stop_orphan
from fixline_local.desk.terminal import SILENT, Terminal
from fixline_local.monitors.servers import install

START_SECONDS: Final = 180.0


class DeskError(Exception):
    """The desk could not be started; the text says why and where to read more."""


class Desk:
    """All processes of the desk, as an asynchronous context: inside it, everything is ready.

    `start_seconds`: how long each process may take to become ready before `DeskError` is raised; Telegram itself is
    waited for without end.
    """

    def __init__(
        self,
        programs: Programs,
        *,
        terminal: Terminal = SILENT,
        start_seconds: float = START_SECONDS,
    ) -> None:
        self.programs = programs
        self._terminal = terminal
        self._start_seconds = start_seconds
        self._log_sizes: dict[Path, int] = {}
        self._environment = programs.process_environment()
        self._opened = AsyncExitStack()
        self._supervisor = Supervisor(
            programs.folder,
            programs.addresses.supervisor,
            [*programs.parts(), *programs.services(), *monitor_programs(programs)],
            self._environment,
        )

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(make_private, self.programs.folder)
        # What is in the logs already is of earlier runs.
        self._log_sizes = {log: log.stat().st_size for log in self._supervisor.logs.glob("*.log")}
        async with AsyncExitStack() as stack:
            if await stop_orphan(self.programs.folder):
                self._terminal.done("ended what an earlier run had left behind")
            self.programs.addresses.require_free(idle_ports(self.programs.environment))
            self.programs.addresses.keep(self.programs.folder)
            if self.programs.has_metrics:
                await asyncio.to_thread(install)
            if errors := self.programs.errors:
                self._terminal.begun("preparing Bugsink")
                await asyncio.to_thread(errors.prepare, dict(os.environ))
            postgres, valkey = self.programs.postgres, self.programs.valkey
            if not postgres.initialised:
                self._terminal.begun("making the folder of PostgreSQL's data, this once")
                await asyncio.to_thread(postgres.initialise)
            valkey.initialise()
            stack.push_async_callback(self._supervisor.stop)
            # All at once: the services wait for their schema, and meanwhile do the slow part, importing.
            await self._supervisor.start()
            await self._until("postgres", postgres.accepts_connections)
            self._terminal.done("PostgreSQL is up")
            for name in SERVICES:
                await postgres.ensure_database(name)
            await asyncio.to_thread(self._migrate)
            self._terminal.done("databases are migrated")
            await self._until("valkey", valkey.accepts_connections)
            await self._until("traces", lambda: self.answers(self.programs.addresses.traces, "/"))
            if self.programs.simulated:
                await self._until("telegram", lambda: self.answers(self.programs.addresses.chat, "/"))
            if self.programs.errors:
                await self._until(
                    "errors", lambda: self.answers(self.programs.addresses.errors, "/health/ready")
                )
                self._terminal.done("Bugsink is up")
            if self.programs.has_metrics:
                await self._start_monitors()
            if self.programs.simulated:
                await stack.enter_async_context(self._staff_room())
            await asyncio.gather(*(self._open(name) for name in self.programs.admin_ports()))
            self._opened = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._opened.aclose()

    async def ready(self, name: str) -> None:
        """Wait until a service is ready; raise `DeskError` with its last words when it takes too long."""

        async def is_ready() -> bool:
            said = await self.shortcomings(name)
            return said is not None and said.keys() <= waits_for

        waits_for: set[str] = set() if self.programs.simulated else {TELEGRAM}
        await self._until(name, is_ready)
        if not self.programs.simulated:
            await self._heard_by_telegram(name)

    async def shortcomings(self, name: str) -> dict[str, str] | None:
        """Return what a service is short of, in words by the checks' names; None while it does not answer."""
        return await shortcomings(self.programs.admin_ports()[name])

    def last_words(self, name: str) -> str:
        """Return why a program that ended did so: the setting at fault, or the end of its log."""
        log = self._supervisor.logs / f"{name}.log"
        return last_words(log, since=self._log_sizes.get(log, 0))

    async def processes(self) -> list[ProcessInfo]:
        return await self._supervisor.processes()

    async def pid(self, name: str) -> int:
        """Return the process id of a running program, or 0."""
        return next(each.pid for each in await self.processes() if each.name == name)

    async def stop_program(self, name: str) -> None:
        """Let a program end, and stay so."""
        await self._supervisor.stop_program(name)

    async def start_program(self, name: str) -> None:
        await self._supervisor.start_program(name)

    async def answers(self, port: int, path: str) -> bool:
        """Whether a part of the desk answers 200 now."""
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session,
                session.get(f"http://127.0.0.1:{port}{path}") as response,
            ):
                return response.status == 200  # noqa: PLR2004
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def _open(self, name: str) -> None:
        await self.ready(name)
        self._terminal.done(f"{name} is ready")

    async def _start_monitors(self) -> None:
        await configure_monitors(self.programs)
        at = self.programs.addresses
        ready = {"alertmanager": "/-/ready", "prometheus": "/-/ready", "dashboards": "/"}
        for name in ready:
            await self._supervisor.start_program(name)
        for name, path in ready.items():
            await self._until(name, partial(self.answers, getattr(at, name), path))
        self._terminal.done("Prometheus and Alertmanager watch")

    def _staff_room(self) -> AbstractAsyncContextManager[object]:
        # What it imports takes a moment; the processes start meanwhile.
        from fixline_local.staff.room import StaffRoom  # noqa: PLC0415

        at = self.programs.addresses
        return StaffRoom(
            port=at.staff,
            tickets_target=self.programs.tickets_target(),
            token=self.programs.staff_token(),
            simulator_url=f"http://127.0.0.1:{at.chat}",
        )

    def _migrate(self) -> None:
        # Here and not by each service's command: three more starts of an interpreter would be felt. So is what this
        # imports; let the others start meanwhile.
        from fixline_chassis.migrations import Migrations  # noqa: PLC0415

        for name in SERVICES:
            try:
                if installed := self.programs.installed.get(name):
                    self._run([*installed, "migrate", "upgrade"])
                else:
                    Migrations.of(f"{name}_service", self.programs.postgres.url(name)).upgrade()
            except Exception as error:
                raise DeskError(f"the migrations of {name} failed: {error}") from error

    def _run(self, command: Sequence[str]) -> None:
        done = subprocess.run(  # noqa: S603  # our own arguments
            command, env=self._environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr)

    async def _until(self, name: str, condition: Callable[[], Awaitable[bool]]) -> None:
        try:
            async with asyncio.timeout(self._start_seconds):
                for asked in count():
                    if await condition():
                        return
                    # Not each time: supervisord, too, needs the processors on which the programs start.
                    if asked % 5 == 0 and await self._ended(name):
                        raise DeskError(f"{name} does not start. {self.last_words(name)}")
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise DeskError(
                f"{name} did not become ready in {self._start_seconds:.0f} s. {self.last_words(name)}"
            ) from None

    async def _heard_by_telegram(self, name: str) -> None:
        """Wait for a Telegram that is not on this machine, however long it takes, and say why."""
        told = ""
        while (said := await self.shortcomings(name)) != {}:
            faults = faults_in(said or {})
            if faults and faults != told:
                self._terminal.wrong(f"{name}: {faults}. Trying on …")
                told = faults
            if await self._ended(name):
                raise DeskError(f"{name} does not start. {self.last_words(name)}")
            await asyncio.sleep(0.2)

    async def _ended(self, name: str) -> bool:
        """Whether supervisord has given the process up: its settings are wrong."""
        return any(each.is_given_up for each in await self.processes() if each.name == name)
