"""Tells a database that is away or too busy from a bug: by the SQLSTATE, whoever wraps the error that carries it.

The same failure comes in three forms: asyncpg's own from the driver's statements, SQLAlchemy's adapter of it from
connecting, and a `DBAPIError` around that adapter from SQLAlchemy's own statements.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Final

import asyncpg
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_dbapi
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from fixline_telemetry.metrics import CONNECTION_TIMEOUTS

TOO_MANY: Final = frozenset(
    {
        "53300",  # too_many_connections: of the server, the database or the role
        "53400",  # configuration_limit_exceeded
    }
)
PASSING_CLASSES: Final = frozenset({"08", "28", "40", "53", "57", "58"})
"""Connection, authentication (nothing that a caller says can cause it; a password is being changed), rollback
(deadlock), lack of resources, operator intervention (statement_timeout among them), the system around PostgreSQL."""
PASSING: Final = frozenset(
    {
        "55P03",  # lock_not_available: lock_timeout
        "55006",  # object_in_use: the database is being made, or renamed
        "55000",  # object_not_in_prerequisite_state: the database accepts no connections
        "25P03",  # idle_in_transaction_session_timeout
        "25P04",  # transaction_timeout
        "25006",  # read_only_sql_transaction: a standby
        "0A000",  # feature_not_supported: asyncpg's stale plan after a change of the schema
        "42P01",  # undefined_table: the migrations have not run yet
        "3D000",  # invalid_catalog_name: the database is being restored
    }
)
ENDED: Final = ("closed", "another operation (2)")
"""What asyncpg says of a connection at its end; the latter between the server's farewell and that."""


@dataclass(frozen=True, slots=True)
class Outage:
    """What passes by itself: repeating what failed is safe, and helps later. `sign` is what it was told by."""

    sign: str
    is_overload: bool = False
    """No connection is free: not away, but too busy."""


def outage_of(error: BaseException) -> Outage | None:
    """Return None for what does not pass: a bug."""
    if isinstance(error, PoolTimeoutError):
        return Outage("pool timeout", is_overload=True)
    if isinstance(error, DBAPIError):
        within = None if error.orig is None else outage_of(error.orig)
        return within or (Outage("connection lost") if error.connection_invalidated else None)
    if isinstance(error, OSError):  # refused, reset or timed out
        return Outage(type(error).__name__)
    if isinstance(error, _CARRIERS):
        return _of_state(getattr(error, "sqlstate", None) or "") or _of_text(error)
    return None


def words_of(error: BaseException) -> str:
    """Return what the database, or the way to it, says, in one line and without the statement."""
    said = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return next(iter(str(said).splitlines()), "") or type(said).__name__


class OutagesTranslated:
    """A context that raises `translate(outage)` instead of what was one, and lets everything else through."""

    __slots__ = ("_translate",)

    def __init__(self, translate: Callable[[Outage], Exception]) -> None:
        self._translate = translate

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is not None and (outage := outage_of(error)):
            if isinstance(error, PoolTimeoutError):
                CONNECTION_TIMEOUTS.inc()
            raise self._translate(outage) from error


_CARRIERS: Final = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    AsyncAdapt_asyncpg_dbapi.Error,
)


def _of_state(state: str) -> Outage | None:
    if state in PASSING or state[:2] in PASSING_CLASSES:
        return Outage(state, is_overload=state in TOO_MANY)
    return None


def _of_text(error: BaseException) -> Outage | None:
    """Of those that the driver raises by itself: they have no SQLSTATE."""
    if getattr(error, "sqlstate", None) or not any(words in str(error) for words in ENDED):
        return None
    return Outage("connection ended")
