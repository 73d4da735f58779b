"""What is in a desk's databases, so that two copies can be compared: rows, checksums, revisions, the last event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import asyncpg

from fixline_operations.backup.throwaway import Throwaway

TABLES: Final = """
    SELECT c.relname AS name, array_agg(a.attname ORDER BY a.attnum) AS columns
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND a.attnum > 0 AND NOT a.attisdropped
    GROUP BY c.relname ORDER BY c.relname
"""
REVISION: Final = "SELECT version_num FROM alembic_version"
LAST_EVENT: Final = "SELECT max(id) FROM history"


@dataclass(frozen=True, slots=True)
class TableFacts:
    """`checksum`: of all rows in any order, over `columns`."""

    rows: int
    checksum: str
    columns: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseFacts:
    revision: str
    """Of its schema; empty where there is none yet."""
    tables: Mapping[str, TableFacts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFacts:
    databases: Mapping[str, DatabaseFacts]
    """By service."""
    last_event: int
    """The number of the youngest event of the tickets' history, 0 for none."""


async def desk_facts(server: Throwaway, names: Mapping[str, str]) -> DeskFacts:
    """Read all of it; `names` are the databases' by service."""
    databases = {}
    for service, name in names.items():
        connection = await server.connect(name)
        try:
            databases[service] = await database_facts(connection)
        finally:
            await connection.close()
    return DeskFacts(databases=databases, last_event=await last_event(server, names["tickets"]))


async def database_facts(
    connection: "asyncpg.Connection", columns: Mapping[str, Sequence[str]] | None = None
) -> DatabaseFacts:
    """Read one database; `columns`: of which tables, and what of each, is summed; all of all by default."""
    found: Mapping[str, Sequence[str]] = columns or {
        row["name"]: row["columns"] for row in await connection.fetch(TABLES)
    }
    return DatabaseFacts(
        revision=await revision_of(connection),
        tables={name: await table_facts(connection, name, which) for name, which in found.items()},
    )


async def revision_of(connection: "asyncpg.Connection") -> str:
    """Return the revision of its schema, empty where there is none yet."""
    if await connection.fetchval("SELECT to_regclass('public.alembic_version') IS NULL"):
        return ""
    return await connection.fetchval(REVISION) or ""


async def table_facts(connection: "asyncpg.Connection", table: str, columns: Sequence[str]) -> TableFacts:
    row = ", ".join(quoted(column) for column in columns)
    # Summed, so that their order does not count.
    checksum = f'sum(hashtextextended(ROW({row})::text COLLATE "C", 0)::numeric)'
    statement = f"SELECT count(*), coalesce({checksum}, 0) AS checksum FROM public.{quoted(table)}"  # noqa: S608  # names of its own
    found = await connection.fetchrow(statement)
    return TableFacts(found["count"], str(found["checksum"]), list(columns))


async def last_event(server: Throwaway, database: str) -> int:
    connection = await server.connect(database)
    try:
        if await connection.fetchval("SELECT to_regclass('public.history') IS NULL"):
            return 0
        return await connection.fetchval(LAST_EVENT) or 0
    finally:
        await connection.close()


def quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
