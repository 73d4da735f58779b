"""What a database holds, column by column: a migration may add columns and tables, and change nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import asyncpg

from fixline_operations.backup.facts import TABLES, quoted

OWN: Final = "alembic_version"
KEYS: Final = """
    SELECT c.relname AS name, array_agg(a.attname ORDER BY a.attnum) AS columns
    FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
    WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname
"""


@dataclass(frozen=True, slots=True)
class TableSnapshot:
    """`sums`: a checksum of each column, with the key of its row."""

    rows: int
    sums: Mapping[str, str]


Snapshot = Mapping[str, TableSnapshot]
"""By table."""


async def snapshot(connection: "asyncpg.Connection") -> Snapshot:
    keys = {row["name"]: row["columns"] for row in await connection.fetch(KEYS)}
    found = {}
    for row in await connection.fetch(TABLES):
        if row["name"] != OWN:
            found[row["name"]] = await _table(
                connection, row["name"], row["columns"], keys.get(row["name"], [])
            )
    return found


async def _table(
    connection: "asyncpg.Connection", table: str, columns: list[str], key: list[str]
) -> TableSnapshot:
    sums = [
        f'sum(hashtextextended(ROW({", ".join(map(quoted, [*key, column]))})::text COLLATE "C", 0)::numeric)::text'
        for column in columns
    ]
    row = await connection.fetchrow(f"SELECT count(*), {', '.join(sums)} FROM public.{quoted(table)}")  # noqa: S608  # names of its own
    return TableSnapshot(row[0], dict(zip(columns, list(row)[1:], strict=True)))


def differences(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Yield a sentence for each table that is in both and lost or changed rows."""
    for name in before.keys() & after.keys():
        old, new = before[name], after[name]
        changed = [
            column for column in old.sums.keys() & new.sums.keys() if old.sums[column] != new.sums[column]
        ]
        if old.rows != new.rows:
            yield f"{name} had {old.rows} rows and has {new.rows}"
        elif changed:
            yield f"{name} has other values than it had in {', '.join(sorted(changed))}"
