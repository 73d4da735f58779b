"""What the `env.py` of every service does: run its migrations over asyncpg, one migrator at a time."""

import asyncio
import os
import time
import zlib
from typing import Final

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection, MetaData, pool, text
from sqlalchemy.ext.asyncio import create_async_engine

URL_VARIABLE: Final = "DATABASE_URL"
LIMITS: Final = (
    # Whoever waits for a lock keeps all others waiting who come after; what holds one does not hold it forever.
    "SET lock_timeout = '5s'",
    "SET statement_timeout = '30min'",
)
LOCK: Final = zlib.crc32(b"fixline.migrations")
"""One key serves all services: advisory locks are per database, and each service has its own."""
SECONDS_BETWEEN_TRIES: Final = 0.1


def run(metadata: MetaData) -> None:
    """Run what Alembic was asked for against `Config.attributes["url"]`, or `DATABASE_URL` for its own command."""
    url = context.config.attributes.get("url") or os.environ.get(URL_VARIABLE)
    if context.is_offline_mode():
        context.configure(
            url=url or "postgresql+asyncpg://",
            target_metadata=metadata,
            literal_binds=True,
            dialect_opts={"paramstyle": "named"},
            transaction_per_migration=True,
        )
        for limit in LIMITS:
            context.execute(limit)
        with context.begin_transaction():
            context.run_migrations()
        if statement := promised():
            context.execute(statement)
        return
    if not url:
        raise SystemExit(f"{URL_VARIABLE} is not set: which database should be migrated?")
    asyncio.run(migrate(url, metadata))


async def migrate(url: str, metadata: MetaData) -> None:
    engine = create_async_engine(url, poolclass=pool.NullPool, hide_parameters=True)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(migrate_locked, metadata)
    finally:
        await engine.dispose()


def lock(connection: Connection) -> None:
    # Held by the session, so that a migration may commit in between (CREATE INDEX CONCURRENTLY).
    # Asked for again and again: a statement that waits for it holds a snapshot, for which such an index would
    # wait in turn, and PostgreSQL would call that a deadlock.
    while not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK}):
        connection.commit()
        time.sleep(SECONDS_BETWEEN_TRIES)


def promised() -> str:
    """Return the statement that says which releases the schema serves; empty where nothing is known of it."""
    oldest: str = context.config.attributes.get("oldest", "")
    return (
        f"COMMENT ON TABLE alembic_version IS 'serves releases from revision {oldest} on'" if oldest else ""
    )


def promise(connection: Connection) -> None:
    there = connection.scalar(text("SELECT to_regclass('alembic_version')"))
    if (statement := promised()) and there is not None:
        connection.execute(text(statement))
    connection.commit()


def refuse_unfit(connection: Connection) -> None:
    """Raise `CommandError` for a database that cannot hold what people write."""
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise CommandError(
            f"the database's encoding is {encoding}, and what people write needs UTF8: "
            "make it anew with ENCODING 'UTF8' TEMPLATE template0"
        )


def migrate_locked(connection: Connection, metadata: MetaData) -> None:
    refuse_unfit(connection)
    lock(connection)
    for limit in LIMITS:
        connection.execute(text(limit))
    connection.commit()
    # Before the first revision that the release before does not know, and after the first of all.
    promise(connection)
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
        on_version_apply=context.config.attributes.get("on_version_apply", ()),
    )
    with context.begin_transaction():
        context.run_migrations()
    promise(connection)
