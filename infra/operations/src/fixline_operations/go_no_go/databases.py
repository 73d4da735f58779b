"""The databases: whether their schemas are this release's, and whether their clock is ours."""

import asyncio
import time
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from typing import Final

import asyncpg

from fixline_chassis.revisions import Revisions
from fixline_local.desk.programs import SERVICES
from fixline_operations.go_no_go.inspected import Inspected
from fixline_operations.go_no_go.verdict import Verdict, judged
from fixline_operations.records import reading

CLOCK_SECONDS: Final = 2.0
"""More apart than this, due times and the order of lines in different logs are no longer to be believed."""


def database_of(inspected: Inspected, service: str) -> AbstractAsyncContextManager["asyncpg.Connection"]:
    return reading(inspected.deployment.url(f"{service.upper()}_DATABASE_URL"))


async def schemas(inspected: Inspected) -> Verdict:
    """At head everywhere: what `migrate upgrade` would do is nothing."""
    seen, good = [], True
    for service in SERVICES:
        head = (await asyncio.to_thread(Revisions.of, f"{service}_service")).head
        async with database_of(inspected, service) as connection:
            there = await connection.fetchval("SELECT to_regclass('alembic_version')")
            found = await connection.fetchval("SELECT version_num FROM alembic_version") if there else None
        good = good and found == head
        seen.append(f"{service} {found}" if found == head else f"{service} {found or 'empty'}, wanted {head}")
    return judged(good, ", ".join(seen))


async def clocks(inspected: Inspected) -> Verdict:
    """Of the databases' machine against this one's, the round trip taken off."""
    apart = []
    for service in SERVICES:
        async with database_of(inspected, service) as connection:
            before = time.time()
            there = await connection.fetchval("SELECT extract(epoch FROM clock_timestamp())::float8")
            apart.append(there - (before + time.time()) / 2)
    return verdict_on_clocks(apart)


def verdict_on_clocks(apart: Iterable[float]) -> Verdict:
    """`apart`: seconds, of either sign."""
    worst = max(map(abs, apart))
    return judged(worst <= CLOCK_SECONDS, f"at most {worst:.2f} s from PostgreSQL's")
