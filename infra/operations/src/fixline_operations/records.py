"""What the services' databases hold, read and never written."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg
from sqlalchemy import URL

from fixline_operations.deployment import Deployment
from fixline_operations.errors import OperationError
from fixline_operations.libpq import asyncpg_dsn

CONNECT_SECONDS: Final = 5.0
READING: Final = {
    "application_name": "fixline-operator",
    "default_transaction_read_only": "on",
    # What looks for one ticket must not weigh on the desk.
    "statement_timeout": "10000",
}

Row = dict[str, Any]


class UnreadableError(Exception):
    """A database could not be asked; the text says which and why, in a few words."""


def rows(deployment: Deployment, service: str, *queries: tuple[str, Sequence[Any]]) -> list[list[Row]]:
    """Return the rows of each query (SQL, and its values) on a service's database; raise `UnreadableError`."""
    setting = f"{service.upper()}_DATABASE_URL"
    try:
        url = deployment.url(setting)
    except OperationError as error:
        raise UnreadableError(error.message.rstrip(".")) from error
    return asyncio.run(_rows(service, url, queries))


@asynccontextmanager
async def reading(url: URL) -> AsyncIterator["asyncpg.Connection"]:
    """Connect to a service's database, which cannot be changed by it; raises what asyncpg does."""
    connection = await asyncpg.connect(asyncpg_dsn(url), timeout=CONNECT_SECONDS, server_settings=READING)
    try:
        yield connection
    finally:
        await connection.close(timeout=CONNECT_SECONDS)


async def _rows(service: str, url: URL, queries: Sequence[tuple[str, Sequence[Any]]]) -> list[list[Row]]:
    try:
        async with reading(url) as connection:
            return [[dict(row) for row in await connection.fetch(sql, *values)] for sql, values in queries]
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise UnreadableError(f"the database of {service}: {error or type(error).__name__}") from error
