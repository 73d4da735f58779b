"""The servers that every other test relies on."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg
import pytest
from redis.asyncio import Redis

from fixline_testing.administration import Administration
from fixline_testing.connections import connected
from fixline_testing.databases import Databases
from fixline_testing.servers import SharedServers


async def test_each_test_gets_a_database_of_its_own(empty_database: Callable[[], Awaitable[str]]) -> None:
    first, second = await empty_database(), await empty_database()
    assert first != second
    async with connected(first) as connection:
        assert await connection.fetchval("SHOW server_version_num") >= "150000"
        assert await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


async def test_databases_are_made_and_dropped_after_others_have_ended(shared_servers: SharedServers) -> None:
    databases = Databases(shared_servers)
    first = await databases.empty()
    await asyncio.to_thread(Administration.close_all)
    second = await databases.empty()
    for each in (first, second):
        await databases.drop(each)
        with pytest.raises(asyncpg.InvalidCatalogNameError):
            async with connected(each):
                pass


async def test_valkey_starts_empty(valkey_url: str) -> None:
    async with Redis.from_url(valkey_url) as client:
        assert await client.dbsize() == 0
        await client.set("left", "behind")


async def test_valkey_is_emptied_between_tests(valkey_url: str) -> None:
    async with Redis.from_url(valkey_url) as client:
        assert await client.dbsize() == 0
