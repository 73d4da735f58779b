"""The servers that every other test relies on."""

from collections.abc import Awaitable, Callable

from redis.asyncio import Redis

from fixline_testing.connections import connected


async def test_each_test_gets_a_database_of_its_own(empty_database: Callable[[], Awaitable[str]]) -> None:
    first, second = await empty_database(), await empty_database()
    assert first != second
    async with connected(first) as connection:
        assert await connection.fetchval("SHOW server_version_num") >= "150000"
        assert await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0


async def test_valkey_starts_empty(valkey_url: str) -> None:
    async with Redis.from_url(valkey_url) as client:
        assert await client.dbsize() == 0
        await client.set("left", "behind")


async def test_valkey_is_emptied_between_tests(valkey_url: str) -> None:
    async with Redis.from_url(valkey_url) as client:
        assert await client.dbsize() == 0
