"""Work that one process does from time to time, and that no outage and no bug ends."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Never

import structlog
from prometheus_client import Gauge

from bot_service.application.backoff import backoff
from bot_service.application.errors import UnavailableError
from fixline_telemetry.crashes import report

log = structlog.get_logger()


async def without_end(
    step: Callable[[], Awaitable[float]],
    interrupted: str,
    *,
    first: float,
    longest: float,
    backlog: Gauge | None = None,
) -> Never:
    """Take a step again and again; it returns for how many seconds there is nothing to do.

    After one that failed it is waited for `first` seconds, and twice as long after each other, up to `longest`.
    `interrupted` is the event of the log that says so. `backlog` is what the steps count: 0 when this ends, since
    another process counts it then.
    """
    try:
        await _take(step, interrupted, first=first, longest=longest)
    finally:
        if backlog is not None:
            backlog.set(0)


async def _take(
    step: Callable[[], Awaitable[float]], interrupted: str, *, first: float, longest: float
) -> Never:
    failures = 0
    while True:
        try:
            rest = await step()
            failures = 0
        except Exception as error:  # noqa: BLE001  # whatever it is, what is to be done still waits there
            if not isinstance(error, UnavailableError):
                report(error, recurs=True)
            log.warning(interrupted, error_type=type(error).__name__)
            rest = backoff(failures, first=first, longest=longest).total_seconds()
            failures += 1
        await asyncio.sleep(rest)
