"""Desks of real processes for tests."""

import asyncio

from fixline_local.desk.programs import SERVICES, Programs
from fixline_testing.own_postgres import initialise
from fixline_testing.servers import SharedServers


async def holding_databases(programs: Programs) -> Programs:
    """Have a desk that was never open begin as one that was, with the databases of its services migrated.

    Making and migrating them takes longer than all else of a desk's start. Some desks of `tests/e2e` do: the first of
    `make run`, that of wheels, and the one that is restored.
    """
    databases = {name: f"{name}_service" for name in SERVICES}
    await asyncio.to_thread(initialise, programs.postgres, SharedServers.of_run().folder, databases)
    return programs
