"""Connections of a test's own, past all that a service does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy import URL


@asynccontextmanager
async def connected(url: str | URL) -> AsyncIterator["asyncpg.Connection"]:
    """Connect to a database by its URL, PostgreSQL's own or SQLAlchemy's."""
    dsn = url if isinstance(url, str) else url.render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn.replace("+asyncpg", "", 1))
    try:
        yield connection
    finally:
        await connection.close()
