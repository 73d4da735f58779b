"""Says what changes while the desk is open: once, and again when it changes again."""

from dataclasses import replace

import structlog

from fixline_local.desk.desk import Desk
from fixline_local.desk.readiness import faults_in
from fixline_local.desk.supervision import ProcessInfo
from fixline_local.desk.terminal import Terminal

log = structlog.get_logger()


class Watch:
    """`look` compares the processes, and what the services say of themselves, with the look before."""

    def __init__(self, desk: Desk, terminal: Terminal) -> None:
        self._desk, self._terminal = desk, terminal
        self._processes: dict[str, ProcessInfo] = {}
        self._faults: dict[str, str] = {}
        self._told: dict[str, str] = {}

    async def look(self) -> None:
        for process in await self._desk.processes():
            self._compare(process)
        for name in self._desk.programs.admin_ports():
            said = await self._desk.shortcomings(name)
            if said is not None:
                self._hear(name, faults_in(said))

    def _compare(self, now: ProcessInfo) -> None:
        before = self._processes.get(now.name, now)
        if before.pid != now.pid and now.pid:
            log.warning("program.restarted", program=now.name, pid=now.pid)
            self._terminal.again(f"{now.name} had ended and was started again (process {now.pid})")
        elif now.is_given_up and not before.is_given_up:
            words = self._desk.last_words(now.name)
            log.error("program.given_up", program=now.name, exit_status=now.exit_status)
            self._terminal.wrong(f"{now.name} has ended and is not started again. {words}")
        # A process that is down for a moment keeps the id it had, so that its return is seen.
        self._processes[now.name] = now if now.pid else replace(now, pid=before.pid)

    def _hear(self, name: str, faults: str) -> None:
        # Twice in a row: a busy machine makes one answer late.
        if faults == self._faults.get(name, "") != self._told.get(name, ""):
            if faults:
                log.warning("service.unready", program=name, reason=faults)
                self._terminal.wrong(f"{name}: {faults}")
            else:
                log.info("service.ready", program=name)
                self._terminal.done(f"{name} is ready again")
            self._told[name] = faults
        self._faults[name] = faults
