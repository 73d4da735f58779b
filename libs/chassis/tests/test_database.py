"""Limits that fail fast."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from fixline_chassis.database import create_database_engine


async def test_a_slow_statement_ends(empty_database: Callable[[], Awaitable[str]]) -> None:
    engine = create_database_engine(await empty_database(), application_name="test", statement_timeout_ms=50)
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError, match="statement timeout"):
            await connection.execute(text("SELECT pg_sleep(10)"))
    await engine.dispose()


async def test_a_full_pool_is_refused_at_once(empty_database: Callable[[], Awaitable[str]]) -> None:
    url = await empty_database()
    engine = create_database_engine(url, application_name="test", pool_size=1, pool_timeout_seconds=0.05)
    async with engine.connect(), asyncio.timeout(5):
        with pytest.raises(PoolTimeoutError):
            _ = await engine.connect()
    await engine.dispose()


async def test_parameters_never_reach_an_error_text(empty_database: Callable[[], Awaitable[str]]) -> None:
    engine = create_database_engine(await empty_database(), application_name="test")
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError) as caught:
            await connection.execute(text("SELECT CAST(:word AS integer)"), {"word": "hunter2"})
    await engine.dispose()
    assert "[SQL parameters hidden" in str(caught.value)
