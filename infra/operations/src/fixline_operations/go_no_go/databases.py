"""The databases: whether their schemas are this release's, and whether their clock is ours."""

import asyncio
import time
from collections.abc import Iterable
from typing import Final

import asyncpg
from sqlalchemy import make_url

from fixline_chassis.migrations import Migrations
from fixline_local.desk.programs import SERVICES
from fixline_operations.go_no_go.inspected import Inspected
from fixline_operations.go_no_go.verdict import Verdict, judged

CLOCK_SECONDS: Final = 2.0
"""More apart than this, due times and the order of lines in different logs are no longer to be believed."""


async def connect(inspected: Inspected, service: str) -> "asyncpg.Connection":
    url = make_url(inspected.deployment.setting(f"{service.upper()}_DATABASE_URL"))
    return await asyncpg.connect(
        url.set(drivername="postgresql").render_as_string(hide_password=False), timeout=5
    )


async def schemas(inspected: Inspected) -> Verdict:
    """At head everywhere: what `migrate upgrade` would do is nothing."""
    seen, good = [], True
    for service in SERVICES:
        head = (await asyncio.to_thread(Migrations.of, f"{service}_service")).head()
        connection = await connect(inspected, service)
        try:
            there = await connection.fetchval("SELECT to_regclass('alembic_version')")
            found = await connection.fetchval("SELECT version_num FROM alembic_version") if there else None
        finally:
            await connection.close()
        good = good and found == head
        seen.append(f"{service} {found}" if found == head else f"{service} {found or 'empty'}, wanted {head}")
    return judged(good, ", ".join(seen))


async def clocks(inspected: Inspected) -> Verdict:
    """Of the databases' machine against this one's, the round trip taken off."""
    apart = []
    for service in SERVICES:
        connection = await connect(inspected, service)
        try:
            before = time.time()
            there = await connection.fetchval("SELECT extract(epoch FROM clock_timestamp())::float8")
            apart.append(there - (before + time.time()) / 2)
        finally:
            await connection.close()
    return verdict_on_clocks(apart)


def verdict_on_clocks(apart: Iterable[float]) -> Verdict:
    """`apart`: seconds, of either sign."""
    worst = max(map(abs, apart))
    return judged(worst <= CLOCK_SECONDS, f"at most {worst:.2f} s from PostgreSQL's")
