"""Plain SQL on the database of a test."""

import asyncpg

from fixline_testing.connections import connected


async def rows(url: str, statement: str) -> list[asyncpg.Record]:
    async with connected(url) as connection:
        return list(await connection.fetch(statement))


async def script(url: str, statements: str) -> None:
    async with connected(url) as connection:
        await connection.execute(statements)


async def columns(url: str) -> dict[str, dict[str, asyncpg.Record]]:
    found: dict[str, dict[str, asyncpg.Record]] = {}
    for row in await rows(
        url,
        "SELECT table_name, column_name, column_default, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name <> 'alembic_version'",
    ):
        found.setdefault(row["table_name"], {})[row["column_name"]] = row
    return found
