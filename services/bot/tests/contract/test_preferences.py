"""`Preferences` on memory and on PostgreSQL."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot_service.adapters.outbound.memory.chats.chats import MemoryChats
from bot_service.adapters.outbound.memory.notifications.preferences import MemoryPreferences
from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.notifications.preferences import SqlPreferences
from bot_service.application.ports.chats.chats import Chat, Chats
from bot_service.application.ports.notifications.preferences import Preferences
from bot_service.domain.notifications.quiet import NoticePreferences, QuietHours

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANN = Chat(chat_id=7, user_name="users/1", language="en")
ALL = NoticePreferences(quiet=QuietHours(begins=1_320, ends=420), urgent_anyway=True, digest_hour=0)


@dataclass(frozen=True)
class Stores:
    chats: Chats
    preferences: Preferences


@pytest.fixture
def memory_stores() -> Stores:
    chats = MemoryChats()
    return Stores(chats=chats, preferences=MemoryPreferences(chats))


@pytest.fixture
def postgres_stores(database: Database) -> Stores:
    return Stores(chats=SqlChats(database), preferences=SqlPreferences(database))


@pytest.fixture(params=["memory", "postgres"])
def stores(request: pytest.FixtureRequest) -> Stores:
    found: Stores = request.getfixturevalue(f"{request.param}_stores")
    return found


async def test_what_was_chosen_is_kept_until_something_else_is(stores: Stores) -> None:
    await stores.chats.save(ANN)
    assert await stores.preferences.get(7) == NoticePreferences()
    for chosen in (ALL, NoticePreferences(digest_hour=23), NoticePreferences()):
        await stores.preferences.save(7, chosen, zone="Europe/Berlin", now=NOW)
        assert await stores.preferences.get(7) == chosen


async def test_it_outlives_what_else_is_known_of_the_chat(stores: Stores) -> None:
    await stores.chats.save(ANN)
    await stores.preferences.save(7, ALL, zone="Europe/Berlin", now=NOW)
    await stores.chats.save(Chat(chat_id=7, user_name="users/1", language="ru", reachable=False))
    assert await stores.preferences.get(7) == ALL


async def test_of_a_chat_that_is_not_known_nothing_is_kept(stores: Stores) -> None:
    await stores.preferences.save(7, ALL, zone="UTC", now=NOW)
    assert await stores.preferences.get(7) == NoticePreferences()
