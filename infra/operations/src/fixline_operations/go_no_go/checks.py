"""All checks, in the order in which a person goes through them."""

import asyncio
from collections.abc import Sequence
from typing import Final

import aiohttp
import asyncpg

from fixline_operations.errors import OperationError
from fixline_operations.go_no_go import (
    backups,
    databases,
    load_test,
    machine,
    monitoring,
    processes,
    settings,
    telegram,
    work,
)
from fixline_operations.go_no_go.inspected import Inspected
from fixline_operations.go_no_go.verdict import Check, Verdict, no_go

CHECKS: Final = (
    Check("settings complete", settings.complete),
    Check("secrets strong", settings.strong),
    Check("schemas at head", databases.schemas),
    Check("processes ready", processes.ready),
    Check("versions equal", processes.versions),
    Check("webhook", telegram.webhook),
    Check("certificate", telegram.certificate),
    Check("queues fresh", work.queues),
    Check("nothing given up", work.given_up),
    Check("backup fresh", backups.fresh),
    Check("backup restores", backups.restored),
    Check("alerts loaded", monitoring.alerts),
    Check("watchdog heard", monitoring.watchdog),
    Check("dashboards answer", monitoring.dashboards),
    Check("no alert fires", monitoring.firing),
    Check("promises kept", monitoring.promises),
    Check("error rate", monitoring.errors),
    Check("disks", machine.disks),
    Check("clocks", databases.clocks),
    Check("load test", load_test.measured),
)
SECONDS: Final = 20.0
"""For one check: what hangs is no-go."""


async def look(
    inspected: Inspected, checks: Sequence[Check] = CHECKS, seconds: float = SECONDS
) -> list[Verdict]:
    """Return what each check says; one whose part cannot be reached says no-go, and why."""
    return list(await asyncio.gather(*(_look(check, inspected, seconds) for check in checks)))


async def _look(check: Check, inspected: Inspected, seconds: float) -> Verdict:
    try:
        async with asyncio.timeout(seconds):
            return await check.look(inspected)
    except Exception as error:  # noqa: BLE001  # nothing that one check stumbles over takes the others' lines away
        return no_go(words_of(error, seconds))


def words_of(error: Exception, seconds: float) -> str:
    """Say why a check could not look. Only what names no secret is quoted: an address may hold a token."""
    match error:
        case TimeoutError():
            words = f"no answer within {seconds:g} s"
        case OperationError():
            words = error.message
        case aiohttp.ClientConnectorError():
            words = f"nobody answers at {error.host}:{error.port}"
        case aiohttp.ClientError():
            words = type(error).__name__
        case asyncpg.PostgresError() | asyncpg.InterfaceError() | OSError():
            words = f"{type(error).__name__}: {error}"
        case _:
            words = f"cannot be looked at: {type(error).__name__}"
    return words
