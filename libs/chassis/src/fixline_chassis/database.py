"""PostgreSQL connections with limits that fail fast instead of piling up."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.exc import MissingGreenlet
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util.concurrency import in_greenlet

from fixline_chassis.driver.pool import LendingPool

VANISHED_SECONDS: Final = 20.0
"""After the time that PostgreSQL gives a statement; some ask for 20 s instead of 5 (decision 73)."""


def create_database_engine(
    url: str,
    *,
    application_name: str,
    pool_size: int = 10,
    pool_timeout_seconds: float = 2.0,
    statement_timeout_ms: int = 5_000,
    lock_timeout_ms: int = 2_000,
    idle_in_transaction_timeout_ms: int = 10_000,
    session: Mapping[str, str] = MappingProxyType({}),
) -> AsyncEngine:
    """Return an engine for `url` (`postgresql+asyncpg://…`); it connects on first use.

    A caller waits at most `pool_timeout_seconds` for a connection (`sqlalchemy.exc.TimeoutError`). Statements,
    waits for locks and idle transactions end after their timeouts, so a stuck peer never holds the service. A peer
    that vanished without a word ends none: that a statement has no answer `VANISHED_SECONDS` later is a `TimeoutError`.
    `session`: what else its sessions set, by PostgreSQL's names.
    """
    engine = create_async_engine(
        url,
        poolclass=LendingPool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=pool_timeout_seconds,
        pool_recycle=1_800,
        hide_parameters=True,
        connect_args={
            "timeout": 3,
            "command_timeout": statement_timeout_ms / 1000 + VANISHED_SECONDS,
            "server_settings": {
                "application_name": application_name,
                "statement_timeout": str(statement_timeout_ms),
                "lock_timeout": str(lock_timeout_ms),
                "idle_in_transaction_session_timeout": str(idle_in_transaction_timeout_ms),
                "timezone": "UTC",
                # The queries are short; compiling them costs more than it saves.
                "jit": "off",
                **session,
            },
        },
    )
    event.listen(engine.sync_engine, "do_connect", refuse_where_nobody_can_wait)
    return engine


def refuse_where_nobody_can_wait(*_: Any) -> None:
    """Raise `MissingGreenlet` before there is a coroutine that would never be awaited.

    Whoever takes connections from the pool without a greenlet gets those that need no connecting.
    """
    if not in_greenlet():
        raise MissingGreenlet("connecting takes a while, and nobody can wait for it here")
