"""An empty database, for migrations to start from."""

from collections.abc import Awaitable, Callable

import pytest


@pytest.fixture
async def url(empty_database: Callable[[], Awaitable[str]]) -> str:
    return await empty_database()
