"""Which processes are alive, so that what a dead one had claimed is taken up at once (decision 9).

A process holds a session-level advisory lock under a number of its own for as long as it lives; the number stands in
`claimed_by` of what it works on. PostgreSQL drops the lock the moment the process is gone, kill -9 included, and the
next sweep of any process, its own successor's first, gives the claims back. No lease has to be renewed or run out.
Where nobody else is at work there is nothing to sweep: one hears of it on the same connection (`work_channel.py`).
"""

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot_service.adapters.outbound.sqlalchemy.connections.database import OUTAGES, Database
from bot_service.adapters.outbound.sqlalchemy.queues.work_channel import CHANNEL
from bot_service.application.errors import AbsentError, UnavailableError
from bot_service.application.rest import Rest

SWEEP_SECONDS: Final = 1.0
"""Between two looks at what others have claimed, while anything waits."""
REST_SECONDS: Final = 30.0
"""Between two looks while nothing waits."""
QUIET_LOOKS: Final = 2
"""So many find nobody else at work before it rests: who has told the others need not tell them again in between."""
RECONNECT_SECONDS: Final = 0.5
LOCK_CLASS: Final = 0x464978  # "FIx": the class of the locks that stand for processes
STUCK: Final = "interval '10 minutes'"
"""Longer than any handler or call may take: a process that holds a claim so long hangs, alive or not."""

TAKE: Final = text("SELECT pg_try_advisory_lock(:class, :number)")
ALIVE: Final = f"""
    SELECT objid::bigint FROM pg_locks
    WHERE locktype = 'advisory' AND classid = {LOCK_CLASS} AND objsubid = 2 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""  # noqa: S608  # our own constants
ABANDONED: Final = f"claimed_by IS NOT NULL AND (claimed_by NOT IN ({ALIVE}) OR claimed_at < now() - {STUCK})"

INTERRUPTED: Final = "interrupted"
MAY_REPEAT: Final = "started_at IS NULL OR repeat = 'always' OR (repeat = 'once' AND NOT resent)"
ABANDON_CALLS: Final = f"""
    UPDATE deliveries SET
        claimed_by = NULL, claimed_at = NULL, started_at = NULL,
        attempts = attempts + CASE WHEN started_at IS NULL THEN 0 ELSE 1 END,
        resent = resent OR (started_at IS NOT NULL AND repeat = 'once'),
        error = CASE WHEN started_at IS NULL THEN error ELSE '{INTERRUPTED}' END,
        state = CASE WHEN {MAY_REPEAT} THEN 'PENDING' ELSE 'UNKNOWN' END,
        finished_at = CASE WHEN {MAY_REPEAT} THEN NULL ELSE now() END
"""  # noqa: S608  # our own constants
"""What becomes of claimed calls when their process is gone: nobody knows whether those under way got through."""

SWEEPS: Final = (
    text(f"UPDATE inbox SET claimed_by = NULL, claimed_at = NULL WHERE {ABANDONED}"),  # noqa: S608  # our own constants
    text(f"{ABANDON_CALLS} WHERE {ABANDONED}"),
)
FOREIGN: Final = f"claimed_by IS NOT NULL AND (claimed_by <> :own OR claimed_at < now() - {STUCK})"
LOOK: Final = text(
    f"""
    SELECT EXISTS (SELECT FROM inbox WHERE {FOREIGN}) OR EXISTS (SELECT FROM deliveries WHERE {FOREIGN}) AS is_foreign,
           EXISTS (SELECT FROM inbox WHERE state = 'PENDING')
               OR EXISTS (SELECT FROM deliveries WHERE state = 'PENDING') AS is_pending
    """  # noqa: S608  # our own constants
)
HALF_OPEN: Final = (
    # A machine that vanished sends no goodbye; without these its locks would live on for hours.
    "SET tcp_keepalives_idle = 10",
    "SET tcp_keepalives_interval = 5",
    "SET tcp_keepalives_count = 3",
    "SET idle_session_timeout = 0",
)

log = structlog.get_logger()


class Presence:
    """`keep` runs for the life of the process; nothing can be claimed before it has connected.

    Calls `wake` when another process has begun or left something that this one might do, from time to time while others
    are at work.
    """

    def __init__(
        self,
        database: Database,
        *,
        wake: Sequence[Callable[[], None]] = (),
        sweep_seconds: float = SWEEP_SECONDS,
        rest_seconds: float = REST_SECONDS,
    ) -> None:
        self._database = database
        self._wake = wake
        self._sweep_seconds = sweep_seconds
        self._rest_seconds = rest_seconds
        self._own = draw()
        self._is_there = False
        self._rest = Rest()
        self._told_at = float("-inf")

    @property
    def is_there(self) -> bool:
        """Whether a connection stands for this process."""
        return self._is_there

    @property
    def number(self) -> int:
        """What stands in `claimed_by`. Raises `AbsentError` while no connection stands for this process."""
        if not self._is_there:
            raise AbsentError("this process has no connection that stands for it")
        return self._own

    def tells_now(self) -> bool:
        """Say whether what is written now has to tell the others: they look for some time when they are told once."""
        now = time.monotonic()
        if now - self._told_at < self._sweep_seconds / 2:
            return False
        self._told_at = now
        return True

    async def keep(self) -> None:
        """Stay present and sweep up after the dead, without end; reconnects by itself."""
        while True:
            try:
                async with self._database.session() as connection:
                    await self._stay(connection)
            except UnavailableError as error:
                log.warning("presence.lost", error=str(error))
            finally:
                self._is_there = False
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _stay(self, connection: AsyncConnection) -> None:
        for setting in HALF_OPEN:
            await connection.execute(text(setting))
        # The same number again after an interruption: what is under way stays ours. Unless a connection that broke
        # without PostgreSQL noticing still holds it.
        while not await connection.scalar(TAKE, {"class": LOCK_CLASS, "number": self._own}):
            self._own = draw()
        driver: Any = (await connection.get_raw_connection()).driver_connection
        driver.add_termination_listener(lambda _: self._rest.wake_up())
        await driver.add_listener(CHANNEL, self._heard)
        await sweep(connection)
        self._is_there = True
        self._awaken()
        loop = asyncio.get_running_loop()
        looks, next_at = QUIET_LOOKS, loop.time() + self._sweep_seconds
        while True:
            if await self._rest.at_most(next_at - loop.time()):
                if driver.is_closed():
                    raise UnavailableError("database: the connection ended")
                looks, next_at = QUIET_LOOKS, min(next_at, loop.time() + self._sweep_seconds)
                continue
            with OUTAGES:
                is_foreign, is_pending = (await connection.execute(LOOK, {"own": self._own})).one()
            if is_foreign:
                looks = QUIET_LOOKS
                await sweep(connection)
            if looks:
                looks -= 1
                self._awaken()
            # What waits may be claimed at any time, by a process that dies over it.
            next_at = loop.time() + (self._sweep_seconds if looks or is_pending else self._rest_seconds)

    def _heard(self, _connection: object, _pid: int, _channel: str, told_by: str) -> None:
        if told_by != str(self._own):
            self._rest.wake_up()
            self._awaken()

    def _awaken(self) -> None:
        for wake in self._wake:
            wake()


def draw() -> int:
    return secrets.randbelow(2**31 - 1) + 1


async def sweep(connection: AsyncConnection) -> None:
    """Give back what dead processes had claimed."""
    for statement in SWEEPS:
        try:
            with OUTAGES:
                released = (await connection.execute(statement)).rowcount
        except UnavailableError as error:
            if connection.invalidated:
                raise
            # A lock that somebody holds too long, say: the next sweep will do.
            log.warning("presence.sweep_failed", error=str(error))
        else:
            if released:
                log.warning("presence.claims_released", count=released)
