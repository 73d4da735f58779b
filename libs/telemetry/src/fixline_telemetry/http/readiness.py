"""Runs readiness checks so that a hanging dependency never makes the answer late."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from fixline_telemetry.metrics import CHECK_CHANGED, CHECK_PASSES
from fixline_telemetry.redaction import Redactor

Check = Callable[[], Awaitable[None]]

ANSWER_SECONDS: Final = 0.04
"""Of the 50 ms that an answer may take; the rest is for saying it."""
FRESH_SECONDS: Final = 2.0
"""For so long a check that passed counts where the next is late: a busy machine is no reason to go out of service."""
GIVE_UP_SECONDS: Final = 5.0
LONGEST_REASON: Final = 200


class DegradedError(Exception):
    """Raised by a check whose part fails while the process is of use all the same: it stays ready, and says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Why each failed check failed, in words, by its name. Only `failures` make the process unready."""

    failures: dict[str, str]
    degraded: dict[str, str]


class ReadinessChecks:
    """Each check raises when its part is not ready: `DegradedError` when the process can do without it."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._running: dict[str, asyncio.Task[None]] = {}
        self._passed_at: dict[str, float] = {}
        self._passes: dict[str, bool] = {}
        self._redactor = Redactor()

    async def read(self) -> Readiness:
        """Return what failed, within 50 ms.

        A check that takes longer goes on for up to 5 s, and the next call joins it: so a slow first connection gets
        made at all, and a hanging dependency costs one connection, not one per call. Meanwhile it counts as failed,
        unless it passed less than `FRESH_SECONDS` ago.
        """
        tasks = {name: self._joined(name, check) for name, check in self._checks.items()}
        if tasks:
            await asyncio.wait(tasks.values(), timeout=ANSWER_SECONDS)
        readiness = Readiness(failures={}, degraded={})
        for name, task in tasks.items():
            reason = self._reason(name, task)
            self._measure(name, passes=reason is None)
            if reason is not None:
                kind = readiness.degraded if is_degraded(task) else readiness.failures
                kind[name] = reason
        return readiness

    def _measure(self, name: str, *, passes: bool) -> None:
        if self._passes.get(name) is not passes:
            self._passes[name] = passes
            CHECK_PASSES.labels(name).set(passes)
            CHECK_CHANGED.labels(name).set_to_current_time()

    async def stop(self) -> None:
        running = list(self._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _joined(self, name: str, check: Check) -> "asyncio.Task[None]":
        task = self._running.get(name)
        if task is None or task.done():
            task = asyncio.create_task(self._run(name, check), name=f"readiness {name}")
            # Nobody may ask again: what it raised is then no error that got lost.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._running[name] = task
        return task

    async def _run(self, name: str, check: Check) -> None:
        async with asyncio.timeout(GIVE_UP_SECONDS):
            await check()
        self._passed_at[name] = time.monotonic()

    def _reason(self, name: str, task: "asyncio.Task[None]") -> str | None:
        if not task.done():
            if time.monotonic() - self._passed_at.get(name, float("-inf")) < FRESH_SECONDS:
                return None
            return f"no answer within {ANSWER_SECONDS * 1000:.0f} ms"
        if task.cancelled():
            return "cancelled"
        error = task.exception()
        if error is None:
            return None
        words = " ".join(str(error).split()) or "no reason given"
        return self._redactor.text(f"{type(error).__name__}: {words}")[:LONGEST_REASON]


def is_degraded(task: "asyncio.Task[None]") -> bool:
    return task.done() and not task.cancelled() and isinstance(task.exception(), DegradedError)
