"""How PostgreSQL's own programs, and its driver by itself, are told where to connect."""

import os
from collections.abc import Mapping

from sqlalchemy import URL


def libpq_environment(url: URL, options: Mapping[str, str]) -> dict[str, str]:
    """Return the environment by which they connect: a command line is there for all to read, a password is not.

    `options` are settings of the session.
    """
    given = {
        "PGHOST": _one(url.query, "host") or url.host,
        "PGPORT": _one(url.query, "port") or (str(url.port) if url.port else None),
        "PGDATABASE": url.database,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGSSLMODE": _one(url.query, "ssl") or _one(url.query, "sslmode"),
        "PGOPTIONS": " ".join(f"-c {name}={value}" for name, value in options.items()),
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return inherited | {name: value for name, value in given.items() if value}


def asyncpg_dsn(url: URL) -> str:
    """Return the URL as asyncpg reads it: `ssl`, which the services say, is its `sslmode`."""
    query = {("sslmode" if name == "ssl" else name): value for name, value in url.query.items()}
    return url.set(drivername="postgresql", query=query).render_as_string(hide_password=False)


def _one(query: Mapping[str, str | tuple[str, ...]], name: str) -> str | None:
    value = query.get(name)
    return value if value is None or isinstance(value, str) else value[0]
